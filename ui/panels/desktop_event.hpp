// What the window asks of the desktop around it, and what the desktop tells the window: files that were picked,
// notifications that were clicked, the look that the system prefers.
//
// The requests are alternatives of AppCommand; the program around the window carries them out on another thread, so
// that no frame waits for them, and hands the answers to the shell as DesktopEvents.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "client/model/found_server.hpp"
#include "client/model/hosted_server.hpp"
#include "client/model/network_report.hpp"
#include "ui/games/thinking.hpp"
#include "ui/pictures/pictures.hpp"

namespace crosstalk::ui {

// --- what is asked

/// Chosen by whoever asks; comes back with the answer.
struct PickId {
    std::uint64_t value = 0;
    auto operator<=>(const PickId&) const = default;
};
enum class PickMode : std::uint8_t { OneFile, SeveralFiles, Folder, SaveAs };

/// The system's own file dialog; answered by exactly one FilesPicked, perhaps after minutes.
struct PickFiles {
    PickId id;
    PickMode mode{};
    std::string title;
    std::filesystem::path folder;  // where it begins; empty: where the system likes
    std::string name;              // proposed by SaveAs
};

/// Chosen by whoever notifies; a newer notification of the same id takes the place of the older.
struct NotificationId {
    std::uint64_t value = 0;
    auto operator<=>(const NotificationId&) const = default;
};
enum class Urgency : std::uint8_t { Low, Normal, High };

/// A notification of the desktop's own. Title and body are plain text.
struct NotifyDesktop {
    NotificationId id;
    std::string title;
    std::string body;
    Urgency urgency = Urgency::Normal;
};
/// It is answered, read or out of date. Nothing happens if it is gone already.
struct WithdrawNotification {
    NotificationId id;
};

/// Answered by exactly one ClipboardHeld.
struct ReadClipboard {};
struct CopyImage {
    std::string png;
};
/// The same of a picture that is shown; nothing happens if it cannot be had.
struct CopyPicture {
    PictureKey key;
};

/// What stands at those paths; of a folder, the files right in it. Answered by exactly one FilesSeen.
struct LookAtFiles {
    PickId id;
    std::vector<std::filesystem::path> paths;
};
/// Bytes that are no file yet (a pasted picture, a long text) become one that is kept until it has been sent. The same
/// answer.
struct KeepForSending {
    PickId id;
    std::string name;
    std::string bytes;
};
/// A picture as a square that a server takes as a portrait, kept in the same way. The same answer.
struct MakePortrait {
    PickId id;
    std::filesystem::path path;
};

/// With the program that the system has for it. Never a program itself: the window does not ask for that, and whoever
/// carries it out refuses.
struct OpenDownload {
    std::filesystem::path file;
};

struct ShowInFolder {
    std::filesystem::path file;
};
struct OpenFolder {
    std::filesystem::path folder;
};

/// Whether a server runs on this machine; answered by one HostingChanged, here and below.
struct LookForHosting {};
struct StartHosting {
    model::HostWish wish;
};
struct StopHosting {};
/// Tries what finding and hosting need; answered by one NetworkChecked.
struct CheckNetwork {
    std::string target;             // HOST[:PORT] that cannot be reached; may be empty
    std::uint16_t hosted_port = 0;  // of a server of one's own that runs; 0: none does
};

// --- what is told

/// NotAvailable: this system has no dialog, or it broke. Let the person type the path instead.
enum class PickOutcome : std::uint8_t { Picked, Cancelled, NotAvailable };
struct FilesPicked {
    PickId id;
    PickOutcome outcome{};
    std::vector<std::filesystem::path> paths;  // absolute; empty unless Picked
};

/// It was clicked; the window has been raised.
struct NotificationClicked {
    NotificationId id;
};

/// A picture as a file of the named kind, not yet decoded: treat it as a file from a stranger.
struct ClipboardImage {
    std::string media_type;  // image/png, image/jpeg, image/gif or image/bmp
    std::string bytes;
};
/// Files that were copied in a file manager; absolute.
struct ClipboardFiles {
    std::vector<std::filesystem::path> paths;
};
/// What the clipboard has besides text: that, Dear ImGui gets from it by itself.
struct ClipboardHeld {
    std::variant<std::monostate, ClipboardImage, ClipboardFiles> content;
};

struct SeenFile {
    std::filesystem::path path;  // absolute
    std::string name;
    std::uint64_t size = 0;
    std::uint32_t width = 0;  // of a picture; 0: it is none
    std::uint32_t height = 0;
    bool can_be_smaller = false;  // a picture that stands still, and is larger than most people need
    std::string fault;            // why it cannot be sent, for people; empty: it can
};
struct FilesSeen {
    PickId id;
    std::vector<SeenFile> files;
    std::size_t left_out = 0;  // more than are worth looking at
    std::string fault;         // why there is none, for people
};

/// Something that can be dropped is over the window, or no longer. Told where the system tells it.
struct FilesDragged {
    bool over = false;
};
/// Files that were dropped on the window at once.
struct FilesDropped {
    std::vector<std::filesystem::path> paths;
    float x = 0;  // where, in pixels of the window
    float y = 0;
};

enum class ColorScheme : std::uint8_t { NoPreference, Dark, Light };
enum class MotionWish : std::uint8_t { Full, Reduced };
enum class ContrastWish : std::uint8_t { Normal, High };
/// What the system's own settings prefer. Told soon after the start and at every change.
struct SystemLook {
    ColorScheme scheme = ColorScheme::NoPreference;
    MotionWish motion = MotionWish::Full;
    ContrastWish contrast = ContrastWish::Normal;
    bool operator==(const SystemLook&) const = default;
};
struct SystemLookChanged {
    SystemLook look;
};

/// The window went to a display with another scale, or its display got another one. 1 is an ordinary display.
struct DisplayScaleChanged {
    float scale = 1.0F;
};

/// Nothing on this system could open it: a link, or the path of a file or folder. Show it, so that it can be copied.
struct OpenFailed {
    std::string what;
};

/// The middle button was pressed where that pastes what is marked in some window.
struct SelectionPasted {
    std::string text;
};

/// What has become of the server on this machine.
struct HostingChanged {
    model::Hosting hosting;
    bool by_looking = false;  // it is how things stand, and not what has become of a wish
};
/// All servers of the network that are known to be there, at each change.
struct ServersFound {
    std::vector<model::FoundServer> servers;
};

struct NetworkChecked {
    model::NetworkReport report;
};

using DesktopEvent = std::variant<FilesPicked, NotificationClicked, ClipboardHeld, FilesSeen, FilesDragged,
                                  FilesDropped, SystemLookChanged, DisplayScaleChanged, OpenFailed,
                                  SelectionPasted, MoveThought, HostingChanged, ServersFound, NetworkChecked>;

}  // namespace crosstalk::ui
