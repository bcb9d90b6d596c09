// Who did what, the newest first: in a room or, from the lobby, everywhere.
#pragma once

#include <string>
#include <vector>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class AuditDialog final : public Dialog {
  public:
    explicit AuditDialog(net::RoomId room) : room_(room) {}

    [[nodiscard]] std::string title() const override {
        return room_ == net::lobby ? "Audit log of the server" : "Audit log of this room";
    }
    [[nodiscard]] float width() const override { return 620; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    struct Row {
        net::AuditEntry entry;
        std::string text;
        std::string key;  // for the filter
    };

    void ask(const Scene& scene);
    void take(const Scene& scene);
    void choose_rows();
    bool draw_row(const Scene& scene, const Row& row, Box box);

    net::RoomId room_;
    std::string filter_;
    std::vector<Row> rows_;
    std::vector<std::size_t> chosen_;  // of rows_
    bool last_ = false;
    bool asked_ = false;
    net::Position asked_from_;  // of the page that was asked for last
    OwnErrand asking_;
    ScrollArea scroll_;
};

/// "banned bob": what was done, and to whom.
std::string deed_in_words(const net::AuditEntry& entry);

}  // namespace crosstalk::ui
