// What the model knows of the colours and portraits that people have chosen: those of the lobby and of the room that is shown.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "client/model/model.hpp"
#include "ui/pictures/portraits.hpp"
#include "ui/theme/chosen_colors.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class PeopleColors {
  public:
    /// Costs nothing while nobody comes, goes or changes.
    void learn(const model::Model& model, net::RoomId here);
    const ChosenColors& chosen() const { return chosen_; }
    const Portraits& portraits() const { return portraits_; }

  private:
    using Known = std::pair<net::RoomId, std::optional<std::uint64_t>>;  // a room and its people_revision

    ChosenColors chosen_;
    Portraits portraits_;
    net::ServerKeyHash server_{};
    std::pair<Known, Known> known_;
};

}  // namespace crosstalk::ui
