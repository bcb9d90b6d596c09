// The public rooms of the server: to look for one and enter it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class DirectoryDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "Browse rooms"; }
    [[nodiscard]] float width() const override { return 560; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    struct Row {
        net::RoomSummary room;
        std::string key;  // of name and topic, for the filter
    };

    void take();
    void ask(const Scene& scene);
    void choose_rows();
    bool draw_row(const Scene& scene, const Row& row, Box box);
    void enter(const Scene& scene, const net::RoomSummary& room);

    std::string filter_;
    std::vector<Row> rows_;
    std::vector<std::size_t> chosen_;  // of rows_, those that the filter lets through
    bool last_ = false;                // there are no more
    bool asked_ = false;
    net::RoomId asked_from_;  // of the page that was asked for last
    OwnErrand asking_;
    OwnErrand joining_;
    net::RoomId wanted_;  // that one wants to enter
    ScrollArea scroll_;
    bool is_new_ = true;
};

}  // namespace crosstalk::ui
