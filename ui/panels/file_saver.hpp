// Saves by itself what the settings say shall be saved when it arrives. Programs never are.
#pragma once

#include <deque>

#include "client/model/model.hpp"
#include "client/model/saving.hpp"
#include "ui/panels/commands.hpp"
#include "ui/settings/preferences.hpp"

namespace crosstalk::ui {

model::SavingRule saving_rule(const Preferences& preferences);

/// One per window. Thread: the one that draws.
class FileSaver {
  public:
    void hear(const model::LinkEvent& event);
    /// What was heard since is judged, whether or not a frame is drawn.
    void go_on(const model::Model& model, const Preferences& preferences, Commands& commands);

  private:
    struct Heard {
        net::RoomId room;
        net::MessageId message;
        net::UserId author;
        std::vector<net::File> files;
    };
    std::deque<Heard> heard_;
};

}  // namespace crosstalk::ui
