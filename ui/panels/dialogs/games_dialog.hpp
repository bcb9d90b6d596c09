// Games of this server: those that run and those that are over, of a room, of all rooms, or one's own. Each opens its window.
#pragma once

#include <string>
#include <vector>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class GamesDialog final : public Dialog {
  public:
    /// Begins with what the question asks for.
    explicit GamesDialog(const net::Games& question);

    [[nodiscard]] std::string title() const override { return "Games"; }
    [[nodiscard]] float width() const override { return 560; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    enum class Where : std::uint8_t { Room, Everywhere, Mine };

    [[nodiscard]] net::Games question(const Scene& scene) const;
    void begin_again();
    void ask(const Scene& scene);
    void take();
    void draw_choices(const Scene& scene, Form& form);
    bool draw_row(const Scene& scene, const net::GameEntry& entry, Box box);

    net::RoomId room_;       // of Where::Room
    net::UserId player_;     // whose games were asked for; 0: anybody's
    std::size_t phase_ = 0;  // of net::GamePhase
    std::size_t where_ = 0;  // of Where
    std::vector<net::GameEntry> games_;
    bool last_ = false;
    bool asked_ = false;
    net::MessageId asked_before_;
    net::MessageId next_;
    OwnErrand asking_;
    ScrollArea scroll_;
    net::MessageId opened_;
};

}  // namespace crosstalk::ui
