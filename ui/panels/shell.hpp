// The whole window: decides which screen is shown, owns what the panels remember, and draws them in order.
#pragma once

#include <string>

#include "client/model/model.hpp"
#include "ui/fonts/fonts.hpp"
#include "ui/notices/badge.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/connect_screen.hpp"
#include "ui/panels/errands.hpp"
#include "ui/panels/hosting_desk.hpp"
#include "ui/panels/main_screen.hpp"
#include "ui/panels/moment.hpp"
#include "ui/panels/network_desk.hpp"
#include "ui/panels/opened_links.hpp"
#include "ui/panels/own_presence.hpp"
#include "ui/panels/people_colors.hpp"
#include "ui/panels/server_clock.hpp"
#include "ui/settings/preferences.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// What the program was started with.
struct ShellStart {
    std::string connect;
    std::string name;
    std::string passkey;
    std::string invite;
    float display_scale = 1.0F;
    bool no_discovery = false;     // nobody looks for servers of the network, whatever the setting says
    Outside* outside = nullptr;    // lives longer than the shell
    Pictures* pictures = nullptr;  // the same
};

/// One per window. Thread: the one that draws.
class Shell {
  public:
    explicit Shell(ShellStart start);

    /// Whatever the link tells, right after the model has taken it.
    void hear(const model::LinkEvent& event);
    /// What the desktop tells, and its answers to what was asked of it.
    void hear(const DesktopEvent& event);
    /// The same of a link that somebody opened.
    void hear(const LinkOpened& opened) { opened_.hear(opened); }
    /// The look in force: what the settings say, at the display's scale. The same object until something changes.
    const Theme& theme();
    void draw(const Fonts& fonts, const Moment& outside, const model::Model& model, Commands& commands);
    std::string title(const model::Model& model) const;
    /// After how long without a touch one is shown as away; nothing: never.
    std::optional<std::chrono::minutes> away_after() const { return preferences_.away_after(); }
    /// What was heard since is told (cards, sounds, the desktop), also while no frame is drawn.
    void tell(const Moment& outside, const model::Model& model, Commands& commands);
    /// For the window's icon.
    Badge badge(const model::Model& model, const Moment& now);
    /// Whether somebody sees a list of the network's servers: only then one looks for them.
    [[nodiscard]] bool shows_servers(const model::Model& model) const;
    /// The window is to be closed. False: somebody is asked first, and QuitProgram follows if the answer is yes.
    bool may_close(Commands& commands) { return hosting_.may_close(commands); }
    /// The program is about to end: what would be lost is kept.
    void end(const model::Model& model, Commands& commands) {
        main_.keep_drafts(model, preferences_, commands);
        main_.notices().keep(preferences_, commands);
        preferences_.keep_typed(commands);
    }

  private:
    void begin(Commands& commands);
    void zoom(Commands& commands);
    void show_trouble(const Moment& now);
    Moment by_server(Moment now);
    void draw_screen(const Context& context, const Moment& now, const model::Model& model,
                     Commands& commands);

    ShellStart start_;
    Theme theme_;
    bool started_ = false;
    Preferences preferences_;
    Errands errands_;
    ConnectScreen connect_;
    HostingDesk hosting_;
    NetworkDesk network_;
    OpenedLinks opened_;
    std::string trouble_;  // told by the link, and not yet where it is seen
    MainScreen main_;
    PresenceKeeper presence_;
    PeopleColors people_;
    KeywordCalls calls_;
    ServerClock clock_;
    std::uint64_t waiting_ = 0;       // what the title counts
    std::int64_t last_input_ms_ = 0;  // steady
    std::string room_name_;           // of the room that was drawn last
};

}  // namespace crosstalk::ui
