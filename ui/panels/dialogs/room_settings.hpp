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
    /// What is wrong with what stands in a field; the field has the keyboard then.
    struct Fault {
        std::string text;
        FieldRequest request = FieldRequest::Nothing;
        void say(std::string why);
    };
    struct Saving {
        Fault RoomSettingsDialog::*place;  // where a refusal is told; null: above the buttons
        OwnErrand errand;
    };

    void begin(const model::Room& room);
    static void draw_facts(const Scene& scene, Form& form, const model::Room& room, const RoomRights& rights);
    void take_refusals();
    /// These are true when Enter is pressed in one of their fields.
    bool draw_fields(Form& form, const model::Room& room, const RoomRights& rights);
    bool draw_passkey(Form& form, const model::Room& room);
    Press draw_end(const Scene& scene, Form& form, const model::Room& room, bool submitted);
    Staying draw_more(const Scene& scene, Form& form, const model::Room& room, const RoomRights& rights);
    void save(const Scene& scene, const model::Room& room, const RoomRights& rights);
    [[nodiscard]] bool find_faults(const model::Room& room, const RoomRights& rights);
    void perform(net::Command command, const Scene& scene, Fault RoomSettingsDialog::*place = nullptr);
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
    Fault name_fault_;
    Fault topic_fault_;
    Fault passkey_fault_;
    std::vector<Saving> saving_;
};

}  // namespace crosstalk::ui
