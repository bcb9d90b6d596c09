// Carries out the commands that were typed into a composer: those that name people or messages which are not here wait until
// the server has told of them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/model/deed.hpp"
#include "ui/panels/own_errand.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

class Conversation;

/// One per window. Thread: the one that draws.
class TypedCommands {
  public:
    void obey(const model::CommandLine& line, const Scene& scene, Conversation& conversation,
              const model::Room& room);
    /// Opens the direct room with somebody, making it if there is none.
    void go_to(const net::UserRef& user, const Scene& scene);
    /// The same, and asks there which files to send. Without a connection it opens only what is there.
    void send_files_to(const net::UserRef& user, const Scene& scene);
    /// Remembers that a room is to be shown as soon as one is in it.
    void follow_into(const net::Command& command, const model::Model& model);

    /// Each frame, with the conversation that is shown: what was waited for may have come.
    void go_on(const Scene& scene, Conversation& conversation);

  private:
    // A room that is being made or entered; it is shown when it is there.
    struct Entering {
        net::Command command;
        std::set<net::RoomId> before;  // the rooms one was in then
        std::string text;              // to be said there; may be empty
        std::string line;              // that wanted it; as it was typed
        bool picks_files = false;      // to be sent there
    };
    struct Typed {
        model::CommandLine line;
        std::string text;  // as it was typed
    };
    // A command that waits for what it names.
    struct Waiting {
        Typed typed;
        net::RoomId room;
        model::Need need;
        OwnErrand errand;
        bool wants_people = false;  // the members of the lobby are on their way instead
        model::Findings found;
    };

    void next(const Typed& typed, const Scene& scene, Conversation& conversation, const model::Room& room,
              model::Findings found);
    void wait(const Typed& typed, const Scene& scene, Conversation& conversation, const model::Room& room,
              const model::Need& need, model::Findings found);
    void give_up_waiting(Conversation& conversation, std::string why);
    void say_to(const model::SayTo& say, const Typed& typed, const Scene& scene, Conversation& conversation);
    bool make_place();
    std::string take_failed(const net::Command& command, const Scene& scene);
    void take_up_waiting(const Scene& scene, Conversation& conversation);
    void go_where_one_entered(const Scene& scene);
    void say_what_was_kept(const Scene& scene);
    void tell_failures(const Scene& scene, Conversation& conversation);
    void perform(const model::LinkCommand& command, const Scene& scene);
    void carry_out(const model::Deed& deed, const Typed& typed, const Scene& scene,
                   Conversation& conversation, const model::Room& room);
    bool show(const model::Deed& deed, const Scene& scene, Conversation& conversation,
              const model::Room& room) const;

    std::optional<Waiting> waiting_;
    std::vector<Entering> entering_;
    std::vector<net::RoomId> looked_through_;  // rooms in which something was perhaps to be said
    std::set<std::string> failures_told_;      // by ref; those that the model still has
};

}  // namespace crosstalk::ui
