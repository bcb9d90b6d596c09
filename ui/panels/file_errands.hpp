// What the window waits for before files can be sent or saved: dialogs of the system, the clipboard, a look at what was
// dropped. Each ends in a dialog of its own or in a command to the link.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class FileErrands {
  public:
    void hear(const DesktopEvent& event);
    /// What has come since is carried on. Once per frame.
    void go_on(const Scene& scene);

    void take(const PickToSend& wanted, Commands& commands);
    void take(PasteToSend wanted, Commands& commands);
    void take(OfferFiles wanted, Commands& commands);
    void take(OfferBytes wanted, Commands& commands);
    void take(SaveFileAs wanted, Commands& commands);
    void take(PickPortrait wanted, Commands& commands);
    void take(PickDownloadFolder wanted, Commands& commands);
    void take(PathTyped typed);

    /// Something that can be dropped is over the window.
    [[nodiscard]] bool is_dragged_over() const { return dragged_over_; }
    /// Rooms of another server have the same ids: what was begun for them is given up.
    void forget();

  private:
    struct ToSend {
        net::RoomId room;
        std::string text{};
    };
    struct ToSave {
        net::FileSource source;
        net::File file;
    };
    struct Portrait {};
    struct DownloadFolder {};
    using Purpose = std::variant<ToSend, ToSave, Portrait, DownloadFolder>;
    struct Paste {
        net::RoomId room;
        std::string text;
    };
    struct Waiting {
        Purpose purpose;
        PickMode mode{};
        std::string title;
        std::string name;
    };

    void pick(Purpose purpose, PickMode mode, std::string title, std::string name, Commands& commands);
    void look(Purpose purpose, std::vector<std::filesystem::path> paths, Commands& commands);
    PickId begin(Purpose purpose, PickMode mode = {}, std::string title = {}, std::string name = {});
    void carry_on(const FilesPicked& picked, const Scene& scene);
    void carry_on(const FilesSeen& seen, const Scene& scene);
    void carry_on(const ClipboardHeld& held, const Scene& scene);
    void carry_on(const FilesDropped& dropped, const Scene& scene);
    void picked(const ToSend& purpose, const FilesPicked& files, const Scene& scene);
    void picked(const ToSave& purpose, const FilesPicked& files, const Scene& scene);
    void picked(const Portrait& purpose, const FilesPicked& files, const Scene& scene);
    void picked(const DownloadFolder& purpose, const FilesPicked& files, const Scene& scene);

    std::map<PickId, Waiting> waiting_;
    std::optional<Paste> paste_;  // what the clipboard was asked for
    std::vector<DesktopEvent> heard_;
    std::uint64_t last_id_ = 0;
    bool dragged_over_ = false;
};

}  // namespace crosstalk::ui
