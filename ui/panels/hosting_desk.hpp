// What the window knows of the server on its own machine, and what it still has to do about it: go in, become its owner, show
// how others come in, stop it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "client/model/hosted_server.hpp"
#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/errands.hpp"

namespace crosstalk::ui {

/// Who somebody is on the server that is about to be joined.
struct OwnName {
    std::string name;
    bool any_number = false;  // as in model::Connect
};

/// One per window. Thread: the one that draws.
class HostingDesk {
  public:
    /// Asks how it stands with the server here: others may stop it, and change what lets people in.
    void look(Commands& commands);
    /// Once per frame while somebody sees how others come in: the machine may change networks meanwhile.
    void keep_true(std::int64_t steady_ms, Commands& commands);
    void hear(const HostingChanged& event);
    [[nodiscard]] const model::Hosting& hosting() const { return hosting_; }
    [[nodiscard]] bool runs() const { return hosting_.state == model::Hosting::State::Running; }
    [[nodiscard]] bool is_busy() const;

    /// Once it runs, it is joined.
    void start(const model::HostWish& wish, const OwnName& own, Commands& commands);
    void stop(Commands& commands);
    /// Goes into the server that runs.
    void join(const OwnName& own, const model::Model& model, Commands& commands) const;

    /// Whether it is the server that one is connected to.
    [[nodiscard]] bool is_joined(const model::Model& model) const;
    /// Who would be cut off if it stopped, besides oneself.
    [[nodiscard]] std::uint64_t others_inside(const model::Model& model) const;
    /// The window is to be closed. False: a server that was started from it runs or will, so somebody is asked first, and QuitProgram
    /// follows if the answer is yes. Who closes it a second time meanwhile means it, like a desktop that shuts down; a server
    /// that was not there yet is given up then.
    bool may_close(Commands& commands);
    /// Somebody is being asked.
    [[nodiscard]] bool asks() const { return !question_.expired(); }
    /// The server goes on without the window.
    void leave_running() { stays_ = true; }

    /// What is due; once per frame, and while nothing is drawn.
    void tell(const model::Model& model, Errands& errands, Commands& commands);

  private:
    void claim(const model::Model& model, Errands& errands, Commands& commands);

    model::Hosting hosting_;
    OwnName own_;
    bool is_looking_ = false;      // an answer is under way
    std::int64_t look_at_ms_ = 0;  // the next time, for keep_true()
    bool started_here_ = false;    // from this window
    bool joins_ = false;           // as soon as it runs
    bool shows_ = false;           // how others come in, as soon as one is in
    bool stays_ = false;
    bool was_inside_ = false;
    std::optional<net::ServerKeyHash> leaves_;  // the session there, once it has stopped
    std::weak_ptr<const void> question_;        // lives as long as the dialog that asks what becomes of it
    ErrandId claim_;
    std::string tried_;  // the owner code that was tried; a secret
};

}  // namespace crosstalk::ui
