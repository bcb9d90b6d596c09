// The screen of somebody who is connected: rooms, the conversation and what stands beside it, pages and dialogs.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "ui/notices/notice_desk.hpp"
#include "ui/panels/conversation.hpp"
#include "ui/panels/dialog.hpp"
#include "ui/panels/file_errands.hpp"
#include "ui/panels/file_saver.hpp"
#include "ui/panels/game_cards.hpp"
#include "ui/panels/games_desk.hpp"
#include "ui/panels/layout.hpp"
#include "ui/panels/quick_switcher.hpp"
#include "ui/panels/room_history.hpp"
#include "ui/panels/running_games.hpp"
#include "ui/panels/scene.hpp"
#include "ui/panels/settings_page.hpp"
#include "ui/panels/side_column.hpp"
#include "ui/panels/typed_commands.hpp"
#include "ui/panels/viewer.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

struct RailState;

/// One per window. Thread: the one that draws.
class MainScreen {
  public:
    /// `scene.here` is room() of before.
    void draw(const Scene& scene, Box window);
    /// Above another screen, while there is no server: games and the dialogs that lead to them.
    void draw_without_server(const Scene& scene, Box window);
    /// The room that is shown; made one that there is, if it is gone.
    net::RoomId room_in(const model::Model& model);
    /// What is written in any room is kept for the next start.
    void keep_drafts(const model::Model& model, Preferences& preferences, Commands& commands);
    /// Whatever the link tells, right after the model has taken it.
    void hear(const model::LinkEvent& event);
    void hear(const DesktopEvent& event) {
        file_errands_.hear(event);
        games_.hear(event);
    }
    /// Goes into the composer with the next frame, if a conversation is shown then.
    void paste(std::string text) { pasted_ = std::move(text); }
    /// What of it is worth telling is told, whether or not a frame is drawn.
    void tell(const model::Model& model, Preferences& preferences, const Moment& now, Commands& commands);
    /// Cards above everything; on every screen, last in the frame.
    void draw_toasts(const Scene& scene);
    NoticeDesk& notices() { return notices_; }
    /// Does what this frame's panels asked of the window.
    void carry_out(const Scene& scene);

  private:
    Conversation& conversation_of(net::RoomId room);
    /// Where cards cover least.
    Box cards_place(const Scene& scene, const Layout& layout, Box window);
    [[nodiscard]] RailState rail_state(const Scene& scene, const Layout& layout, Side side) const;
    void draw_columns(const Scene& scene, const Layout& layout, const model::Room& room, Side side);
    void draw_conversation(const Scene& scene, const Layout& layout, const model::Room& room, Side side);
    // --- keys (main_keys.cpp)
    /// What the keyboard can go to, in the order of F6.
    enum class FocusPane : std::uint8_t { Rail, Rooms, Messages, Composer, Side, Game };
    void obey_keys(const Scene& scene, const Layout& layout, Side side);
    void go_by_keys(const Scene& scene);
    void show_by_keys(const Scene& scene, Side side);
    void find_by_keys(const Scene& scene);
    void play_by_keys(const Scene& scene);
    /// One step per press: what is open goes, one after the other.
    void step_out(const Scene& scene, const Layout& layout, Side side);
    void walk_panes(const Scene& scene, const Layout& layout);
    [[nodiscard]] FocusPane pane_with_focus(const Scene& scene, const Layout& layout);
    /// The pane that is drawn next gets the keyboard, if it was asked for.
    void hand_focus(FocusPane pane);
    void toggle_side(const Scene& scene, Side side, Side shown);

    void choose(net::RoomId room, const Scene& scene);
    void keep_draft_of(net::RoomId room, const Scene& scene);
    void begin_on(const model::ServerIdentity& server);
    void show_side(Side side);

    void take(GoToRoom& command, const Scene& scene);
    void take(EnterRoom& command, const Scene& scene);
    void take(GoToMessage& command, const Scene& scene);
    void take(GoToPerson& command, const Scene& scene);
    void take(SendFilesTo& command, const Scene& scene);
    void take(ShowPage& command, const Scene& scene);
    void take(ShowSetting& command, const Scene& scene);
    void take(ShowSide& command, const Scene& scene);
    void take(OpenDialog& command, const Scene& scene);
    void take(PutInComposer& command, const Scene& scene);
    void take(SayLine& command, const Scene& scene);
    void take(OpenSwitcher& command, const Scene& scene);
    void take(SearchFor& command, const Scene& scene);
    void take(SayBriefly& command, const Scene& scene);
    // --- files (main_files.cpp)
    void take(PickToSend& command, const Scene& scene);
    void take(PasteToSend& command, const Scene& scene);
    void take(OfferFiles& command, const Scene& scene);
    void take(OfferBytes& command, const Scene& scene);
    void take(SayFiles& command, const Scene& scene);
    void take(SaveFileAs& command, const Scene& scene);
    void take(PickPortrait& command, const Scene& scene);
    void take(PickDownloadFolder& command, const Scene& scene);
    void take(PathTyped& command, const Scene& scene);
    void take(OnFile& command, const Scene& scene);
    // --- games (main_games.cpp)
    void take(ShowGames& command, const Scene& scene);
    void take(ShowGame& command, const Scene& scene);
    void take(BeginPractice& command, const Scene& scene);
    void take(OpenGame& command, const Scene& scene);
    void take(ActOnGame& command, const Scene& scene);
    void take(OpenChallenge& command, const Scene& scene);
    void draw_games(const Scene& scene, const Layout& layout, Box window);
    void draw_answers(const Scene& scene);
    void say_too_many(const Scene& scene);
    /// Whether a window that comes by itself may take the keyboard.
    Hands hands(const Scene& scene);
    /// "Send to #room", while something is dragged over the window.
    void draw_drop_place(const Scene& scene, Box window) const;
    void limit_transfers(const Scene& scene);
    void obey_line(const model::CommandLine& line, const std::string& typed, const Scene& scene,
                   Conversation& conversation, const model::Room& room);

    std::map<net::RoomId, std::unique_ptr<Conversation>> conversations_;
    TypedCommands typed_;
    DialogStack dialogs_;
    std::string pasted_;
    net::ServerKeyHash server_{};  // whose rooms these are
    net::RoomId room_ = net::lobby;
    Page page_ = Page::Conversation;
    SideColumn sides_;
    Pane pane_ = Pane::Conversation;
    RoomHistory history_;
    QuickSwitcher switcher_;
    std::optional<FocusPane> focus_wanted_;
    NoticeDesk notices_;
    FileErrands file_errands_;
    FileSaver saver_;
    Viewer viewer_;
    GamesDesk games_;
    GameCards game_answers_;                       // of buttons that stand beside no card
    std::vector<RunningGame> running_;             // as of this frame
    bool had_server_ = false;                      // as of the last frame
    std::optional<model::LimitTransfers> limits_;  // as they were told last
    std::optional<Box> cards_;    // where they stand in this frame; empty: anywhere in the window
    bool messages_shown_ = true;  // as of the last frame
    SettingsPage settings_;
    ScrollArea rooms_scroll_;
};

}  // namespace crosstalk::ui
