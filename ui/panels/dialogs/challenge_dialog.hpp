// Challenges somebody to a game: whom, in which room, its kind, who begins, and the clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/panels/dialogs/game_terms.hpp"
#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class ChallengeDialog final : public Dialog {
  public:
    /// That person, in that room or between the two; room 0: between the two alone. User id 0: anyone in the room, or who is
    /// chosen of it.
    explicit ChallengeDialog(net::RoomId room, net::UserRef user = {})
        : room_(room), user_(std::move(user)), is_fixed_(static_cast<bool>(user_.id)) {}

    [[nodiscard]] std::string title() const override { return "Challenge to a game"; }
    [[nodiscard]] float width() const override { return 560; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    struct Row {
        net::UserRef user;
        std::string key;
    };
    void begin(const Scene& scene);
    void draw_whom(const Scene& scene, Form& form);
    void draw_people(const Scene& scene, Form& form, const model::Room& room);
    bool draw_row(const Scene& scene, const model::Room& room, std::size_t index, Box box);
    void gather(const Scene& scene, const model::Room& room);
    void choose(const net::UserRef& user) { user_ = user; }
    /// Between the two of them: a room there may be none of yet.
    [[nodiscard]] bool is_between(const Scene& scene) const;
    void offer(const Scene& scene);
    void offer_in(net::RoomId room, const Scene& scene);
    [[nodiscard]] std::string why() const;

    net::RoomId room_;
    net::UserRef user_;  // id 0: anyone
    bool is_fixed_;      // nobody else can be chosen
    bool is_begun_ = false;
    std::size_t place_ = 0;  // the room, or between the two
    std::string filter_;
    std::string gathered_for_;
    std::uint64_t gathered_at_ = 0;  // revision of the model
    std::vector<Row> rows_;          // of the members that fit the filter
    ScrollArea scroll_;
    GameTerms terms_;
    OwnErrand opening_;  // the room between the two
    OwnErrand offering_;
};

}  // namespace crosstalk::ui
