// Writes all that was said in a room to a new file, page by page, and never over one that is there.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "client/model/deed.hpp"
#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class ExportRoomDialog final : public Dialog {
  public:
    explicit ExportRoomDialog(net::RoomId room) : room_(room) {}
    /// Begins at once, as it was typed.
    explicit ExportRoomDialog(const model::ExportRoom& wanted);

    [[nodiscard]] std::string title() const override { return "Export this room"; }
    [[nodiscard]] float width() const override { return 520; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void propose(const Scene& scene, const model::Room& room);
    void draw_question(const Scene& scene, Form& form);
    void begin(const Scene& scene);
    void go_on(const Scene& scene, const model::Room& room);
    void stop(std::string fault);

    net::RoomId room_;
    std::string file_;
    std::string proposed_;
    std::size_t format_ = 0;
    std::string fault_;
    bool begins_ = false;
    std::unique_ptr<RoomFile> writing_;
    OwnErrand asking_;
    std::uint64_t written_ = 0;
    bool is_complete_ = false;
};

}  // namespace crosstalk::ui
