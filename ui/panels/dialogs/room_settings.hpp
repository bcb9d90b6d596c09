// How a room is set: name, topic, who may write, slow mode, passkey, who finds it; and the way to everything else that can
// be done with it. Those who may not change it read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/panels/rights.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

class RoomSettingsDialog final : public Dialog {
  public:
    explicit RoomSettingsDialog(net::RoomId room) : room_(room) {}

    [[nodiscard]] std::string title() const override { return title_; }
    [[nodiscard]] float width() const override { return 520; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void begin(const model::Room& room);
    static void draw_facts(const Scene& scene, Form& form, const model::Room& room, const RoomRights& rights);
    void draw_fields(Form& form, const model::Room& room, const RoomRights& rights);
    void draw_passkey(Form& form, const model::Room& room);
    Staying draw_more(const Scene& scene, Form& form, const model::Room& room, const RoomRights& rights);
    void save(const Scene& scene, const model::Room& room, const RoomRights& rights);
    void perform(net::Command command, const Scene& scene);
    [[nodiscard]] bool has_changed(const model::Room& room) const;

    enum class PasskeyWish : std::uint8_t { Keep, Set, Remove };

    net::RoomId room_;
    std::string title_ = "Room";
    bool is_begun_ = false;
    std::string name_;
    std::string topic_;
    std::size_t posters_ = 0;
    std::size_t slow_ = 0;  // of slow_seconds_
    std::vector<std::uint32_t> slow_seconds_;
    std::size_t kind_ = 0;
    PasskeyWish passkey_wish_ = PasskeyWish::Keep;
    SecretText passkey_;
    std::string name_fault_;
    std::string topic_fault_;
    std::string passkey_fault_;
    std::vector<OwnErrand> saving_;
};

}  // namespace crosstalk::ui
