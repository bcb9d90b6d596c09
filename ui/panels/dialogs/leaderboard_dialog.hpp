// Who has played one kind of game best on this server, and where one stands oneself.
#pragma once

#include <string>
#include <vector>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class LeaderboardDialog final : public Dialog {
  public:
    explicit LeaderboardDialog(net::GameKind kind = {});

    [[nodiscard]] std::string title() const override { return "Leaderboard"; }
    [[nodiscard]] float width() const override { return 560; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void begin_again();
    void ask(const Scene& scene);
    void take();
    void draw_own(const Scene& scene, Form& form);

    std::size_t kind_ = 0;  // of games::kind_rows()
    std::vector<net::GameStanding> rows_;
    net::GameStanding own_;
    bool last_ = false;
    bool asked_ = false;
    bool is_answered_ = false;
    std::uint32_t asked_after_ = 0;
    OwnErrand asking_;
    ScrollArea scroll_;
};

}  // namespace crosstalk::ui
