// What a frame's panels ask for: of the link, of the window itself, and of the program around it. Collected while drawing,
// carried out afterwards.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/model/link_command.hpp"
#include "ui/games/practice.hpp"
#include "ui/list/attachment_drawing.hpp"
#include "ui/list/game_card.hpp"
#include "ui/notices/sound.hpp"
#include "ui/panels/desktop_event.hpp"
#include "ui/panels/dialog.hpp"
#include "ui/settings/setting_table.hpp"
#include "ui/theme/icons.hpp"

namespace crosstalk::ui {

// --- of the program

struct QuitProgram {};
struct CopyText {
    std::string text;
};
/// http or https; it was shown before.
struct OpenLink {
    std::string url;
};
/// What is marked, for programs that paste it with the middle button; nothing where nobody does.
struct OfferSelection {
    std::string text;
};
/// The taskbar entry asks for attention; nothing if the window has the focus.
struct AskForAttention {};

/// What has an answer gets it as a DesktopEvent, through Shell::hear.
using AppCommand =
    std::variant<QuitProgram, CopyText, OpenLink, AskForAttention, PlaySound, ShowInFolder, OpenFolder,
                 PickFiles, LookAtFiles, KeepForSending, MakePortrait, OpenDownload, ReadClipboard, CopyImage,
                 CopyPicture, NotifyDesktop, WithdrawNotification, OfferSelection, ThinkOfMove, StopThinking,
                 LookForHosting, StartHosting, StopHosting, CheckNetwork>;

// --- of the window

/// What fills the window beside the rail.
enum class Page : std::uint8_t { Conversation, Settings };
/// What stands at the right of the conversation.
enum class Side : std::uint8_t { Nothing, Members, Search, Pins, Notices, Transfers };

struct GoToRoom {
    net::RoomId room;
};
/// Accepts an invitation, or joins a public room, and shows it when one is in it.
struct EnterRoom {
    net::RoomId room;
};
struct GoToMessage {
    net::RoomId room;
    net::Sequence sequence;
};
/// The direct room with somebody; it is made if there is none.
struct GoToPerson {
    net::UserRef user;
};
/// The same, and asks what shall be sent there.
struct SendFilesTo {
    net::UserRef user;
};
struct ShowPage {
    Page page{};
};
/// The settings page, with that setting in view.
struct ShowSetting {
    SettingId setting{};
};
struct ShowSide {
    Side side{};
};
struct OpenDialog {
    std::unique_ptr<Dialog> dialog;
};
/// The quick switcher.
struct OpenSwitcher {};
/// In the panel that searches all rooms, as if it had been typed there.
struct SearchFor {
    std::string typed;
};
/// A card at the corner for some seconds: something small is done.
struct SayBriefly {
    Icon icon = Icon::Tick;
    std::string title;
    std::string body;
};
/// Goes where the caret of the present room's composer is, which gets the keyboard.
struct PutInComposer {
    std::string text;
};
/// As if it had been typed in the present room and sent.
struct SayLine {
    std::string line;
};

// --- of games

/// What there is of them, or the dialog for the first one.
struct ShowGames {};
struct ShowGame {
    GameId id;
};
struct BeginPractice {
    PracticeTerms terms;
};
/// Its window: to play, to watch, or to look at how it went.
struct OpenGame {
    net::MessageId message;
    net::RoomId room{};  // of its message; 0: as the model knows it
};
/// What a button of its card does, pressed elsewhere.
struct ActOnGame {
    net::RoomId room;
    net::MessageId game;
    CardDeed deed{};
    Box button;             // that was pressed, on the screen: a menu opens below it
    net::MessageId next{};  // the rematch, of NextGame
};
/// The dialog in which somebody is challenged.
struct OpenChallenge {
    net::RoomId room;     // 0: with a user the direct one, else the room that is shown
    net::UserRef user{};  // id 0: whoever of the room accepts
};

// --- of files

/// Asks what shall be sent to a room: by the system's dialog, or from the clipboard (`text`: what is pasted as text if
/// there is neither a file nor a picture).
struct PickToSend {
    net::RoomId room;
};
struct PasteToSend {
    net::RoomId room;
    std::string text;
};
/// These, after they were looked at in a dialog.
struct OfferFiles {
    net::RoomId room;
    std::vector<std::filesystem::path> paths;
    std::string text{};  // to go with them, as far as it is written
};
struct OfferBytes {
    net::RoomId room;
    std::string name;
    std::string bytes;
};
/// What the dialog has come to.
struct SayFiles {
    net::RoomId room;
    std::vector<model::OutgoingFile> files;
    std::string text;
};
struct SaveFileAs {
    net::FileSource source;
    net::File file;
};
/// A picture of oneself, and the folder for downloads.
struct PickPortrait {};
struct PickDownloadFolder {};
/// Where the system has no dialog, a path was typed.
struct PathTyped {
    PickId id;
    std::filesystem::path path;  // empty: cancelled
};
/// With that file of a message: what its card and its picture offer.
struct OnFile {
    net::FileSource source;
    net::File file;
    FileDeed deed{};
    model::TransferId transfer;  // 0: none
};

using WindowCommand =
    std::variant<GoToRoom, EnterRoom, GoToMessage, GoToPerson, SendFilesTo, ShowPage, ShowSetting, ShowSide,
                 OpenDialog, PutInComposer, SayLine, OpenSwitcher, SearchFor, SayBriefly, PickToSend,
                 PasteToSend, OfferFiles, OfferBytes, SayFiles, SaveFileAs, PickPortrait, PickDownloadFolder,
                 PathTyped, OnFile, ShowGames, ShowGame, BeginPractice, OpenGame, ActOnGame, OpenChallenge>;

/// Thread: the one that draws.
class Commands {
  public:
    void send(model::LinkCommand command) { link_.push_back(std::move(command)); }
    void ask(AppCommand command) { app_.push_back(std::move(command)); }
    void show(WindowCommand command) { window_.push_back(std::move(command)); }
    /// Whether that was asked of the program in this frame.
    template <typename Command>
    [[nodiscard]] bool asks() const {
        return std::ranges::any_of(
            app_, [](const AppCommand& each) { return std::holds_alternative<Command>(each); });
    }
    /// Something moves or blinks: draw again after so long, though nothing happens.
    void wake_in(std::int64_t ms) { wake_ms_ = std::min(wake_ms_.value_or(ms), ms); }

    [[nodiscard]] std::vector<model::LinkCommand> take_link() { return std::exchange(link_, {}); }
    [[nodiscard]] std::vector<AppCommand> take_app() { return std::exchange(app_, {}); }
    /// The shell's own.
    [[nodiscard]] std::vector<WindowCommand> take_window() { return std::exchange(window_, {}); }
    [[nodiscard]] std::optional<std::int64_t> take_wake() { return std::exchange(wake_ms_, std::nullopt); }

  private:
    std::vector<model::LinkCommand> link_;
    std::vector<AppCommand> app_;
    std::vector<WindowCommand> window_;
    std::optional<std::int64_t> wake_ms_;
};

}  // namespace crosstalk::ui
