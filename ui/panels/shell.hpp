// The whole window: decides which screen is shown, owns what the panels remember, and draws them in order.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "client/model/deed.hpp"
#include "client/model/model.hpp"
#include "ui/fonts/fonts.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/connect_screen.hpp"
#include "ui/panels/conversation.hpp"
#include "ui/panels/layout.hpp"
#include "ui/panels/members_panel.hpp"
#include "ui/panels/moment.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// What the program was started with.
struct ShellStart {
    std::string connect;
    std::string name;
    std::string passkey;
    std::string invite;
    float display_scale = 1.0F;
};

/// One per window. Thread: the one that draws.
class Shell {
  public:
    explicit Shell(ShellStart start);

    /// The look in force: what the profile says, the display's scale, and the zoom.
    const Theme& theme(const model::Model& model);
    void draw(const Fonts& fonts, const Moment& now, const model::Model& model, Commands& commands);
    std::string title(const model::Model& model) const;

  private:
    std::string setting(const model::Model& model, const std::string& name) const;
    void choose_setting(const std::string& name, const std::string& value, Commands& commands);
    float zoom_of(const model::Model& model) const;
    Palette palette_of(const model::Model& model) const;
    void zoom(const model::Model& model, Commands& commands);
    void choose(net::RoomId room);
    // A room that is being made or entered; it is shown when it is there.
    struct Entering {
        net::Command command;
        std::set<net::RoomId> before;  // the rooms one was in then
        std::string text;              // to be said there; may be empty
    };
    // A command that waits until everybody on the server is known.
    struct WaitingLine {
        model::CommandLine line;
        net::RoomId room;
    };
    void obey(const model::CommandLine& line, const Moment& now, Conversation& conversation,
              const model::Model& model, const model::Room& room, Commands& commands,
              const model::Findings& found = {});
    void obey(const PersonWish& wish, const model::Model& model, const model::Room& room, Commands& commands);
    void carry_out(const model::Deed& deed, const Moment& now, Conversation& conversation,
                   const model::Model& model, const model::Room& room, Commands& commands);
    void perform(const model::LinkCommand& command, const model::Model& model, Commands& commands);
    void take_up_waiting(const Moment& now, const model::Model& model, Commands& commands);
    void go_where_one_entered(const model::Model& model, Commands& commands);
    void tell_failures(Conversation& conversation, const model::Model& model);
    void next_palette(Commands& commands);
    static void type_anywhere(Composer& composer);
    void draw_main(const Context& context, const Moment& now, const model::Model& model, Commands& commands);

    ShellStart start_;
    Theme theme_;
    bool started_ = false;
    std::map<std::string, std::string> chosen_;
    ConnectScreen connect_;
    std::map<net::RoomId, std::unique_ptr<Conversation>> conversations_;
    net::RoomId room_ = net::lobby;
    std::optional<MembersWanted> members_;  // empty: as the width suggests
    Pane pane_ = Pane::Conversation;
    std::optional<WaitingLine> waiting_;
    std::optional<Entering> entering_;
    std::set<std::string> failures_told_;  // by ref; those that the model still has
    ScrollArea rooms_scroll_;
    ScrollArea members_scroll_;
};

}  // namespace crosstalk::ui
