#include "ui/panels/file_errands.hpp"

#include <memory>
#include <utility>

#include "net/text/paths.hpp"
#include "ui/panels/dialogs/portrait_dialog.hpp"
#include "ui/panels/dialogs/send_files.hpp"
#include "ui/panels/dialogs/type_path.hpp"

namespace crosstalk::ui {

namespace {

// "picture.png" of "image/png".
std::string name_of_pasted(const std::string& media_type) {
    const std::size_t slash = media_type.find('/');
    std::string extension = slash == std::string::npos ? "png" : media_type.substr(slash + 1);
    if (extension == "jpeg") extension = "jpg";
    return "picture." + extension;
}

}  // namespace

void FileErrands::hear(const DesktopEvent& event) {
    if (const auto* dragged = std::get_if<FilesDragged>(&event)) dragged_over_ = dragged->over;
    const bool is_one =
        std::holds_alternative<FilesPicked>(event) || std::holds_alternative<FilesSeen>(event) ||
        std::holds_alternative<ClipboardHeld>(event) || std::holds_alternative<FilesDropped>(event);
    if (is_one) heard_.push_back(event);
}

void FileErrands::forget() {
    waiting_.clear();
    paste_.reset();
    heard_.clear();
}

PickId FileErrands::begin(Purpose purpose, PickMode mode, std::string title, std::string name) {
    const PickId id{++last_id_};
    waiting_.emplace(id, Waiting{std::move(purpose), mode, std::move(title), std::move(name)});
    return id;
}

void FileErrands::pick(Purpose purpose, PickMode mode, std::string title, std::string name,
                       Commands& commands) {
    const PickId id = begin(std::move(purpose), mode, title, name);
    commands.ask(
        PickFiles{.id = id, .mode = mode, .title = std::move(title), .folder = {}, .name = std::move(name)});
}

void FileErrands::look(Purpose purpose, std::vector<std::filesystem::path> paths, Commands& commands) {
    if (paths.empty()) return;
    commands.ask(LookAtFiles{begin(std::move(purpose)), std::move(paths)});
}

void FileErrands::take(const PickToSend& wanted, Commands& commands) {
    pick(ToSend{wanted.room}, PickMode::SeveralFiles, "Send files", {}, commands);
}

void FileErrands::take(PasteToSend wanted, Commands& commands) {
    paste_ = Paste{wanted.room, std::move(wanted.text)};
    commands.ask(ReadClipboard{});
}

void FileErrands::take(OfferFiles wanted, Commands& commands) {
    look(ToSend{wanted.room, std::move(wanted.text)}, std::move(wanted.paths), commands);
}

void FileErrands::take(OfferBytes wanted, Commands& commands) {
    commands.ask(KeepForSending{begin(ToSend{wanted.room}), std::move(wanted.name), std::move(wanted.bytes)});
}

void FileErrands::take(SaveFileAs wanted, Commands& commands) {
    std::string name = wanted.file.name;
    pick(ToSave{wanted.source, std::move(wanted.file)}, PickMode::SaveAs, "Save as", std::move(name),
         commands);
}

void FileErrands::take(PickPortrait /*wanted*/, Commands& commands) {
    pick(Portrait{}, PickMode::OneFile, "A picture of yourself", {}, commands);
}

void FileErrands::take(PickDownloadFolder /*wanted*/, Commands& commands) {
    pick(DownloadFolder{}, PickMode::Folder, "Folder for downloads", {}, commands);
}

// As if it had been picked.
void FileErrands::take(PathTyped typed) {
    FilesPicked picked{.id = typed.id, .outcome = PickOutcome::Cancelled, .paths = {}};
    if (!typed.path.empty()) {
        picked.outcome = PickOutcome::Picked;
        picked.paths.push_back(std::move(typed.path));
    }
    heard_.emplace_back(std::move(picked));
}

// --- what has come

void FileErrands::go_on(const Scene& scene) {
    for (const DesktopEvent& event : std::exchange(heard_, {})) {
        if (const auto* picked = std::get_if<FilesPicked>(&event)) carry_on(*picked, scene);
        if (const auto* seen = std::get_if<FilesSeen>(&event)) carry_on(*seen, scene);
        if (const auto* held = std::get_if<ClipboardHeld>(&event)) carry_on(*held, scene);
        if (const auto* dropped = std::get_if<FilesDropped>(&event)) carry_on(*dropped, scene);
    }
}

void FileErrands::carry_on(const FilesPicked& files, const Scene& scene) {
    const auto found = waiting_.find(files.id);
    if (found == waiting_.end()) return;
    if (files.outcome == PickOutcome::NotAvailable) {
        const Waiting& waits = found->second;
        scene.commands.show(OpenDialog{std::make_unique<TypePathDialog>(
            files.id, waits.title, waits.mode == PickMode::SaveAs ? waits.name : std::string())});
        return;
    }
    const Waiting waits = std::move(found->second);
    waiting_.erase(found);
    if (files.outcome != PickOutcome::Picked || files.paths.empty()) return;
    std::visit([&](const auto& purpose) { picked(purpose, files, scene); }, waits.purpose);
}

void FileErrands::picked(const ToSend& purpose, const FilesPicked& files, const Scene& scene) {
    look(purpose, files.paths, scene.commands);
}

void FileErrands::picked(const ToSave& purpose, const FilesPicked& files, const Scene& scene) {
    scene.commands.send(model::FetchFile{.source = purpose.source,
                                         .file = purpose.file,
                                         .kind = model::TransferKind::Save,
                                         .path = text::utf8_of(files.paths.front())});
}

void FileErrands::picked(const Portrait& /*purpose*/, const FilesPicked& files, const Scene& scene) {
    scene.commands.ask(MakePortrait{begin(Portrait{}), files.paths.front()});
}

void FileErrands::picked(const DownloadFolder& /*purpose*/, const FilesPicked& files, const Scene& scene) {
    scene.preferences.set(SettingId::DownloadFolder, text::utf8_of(files.paths.front()), scene.commands);
}

void FileErrands::carry_on(const FilesSeen& seen, const Scene& scene) {
    const auto found = waiting_.find(seen.id);
    if (found == waiting_.end()) return;
    const Purpose purpose = std::move(found->second.purpose);
    waiting_.erase(found);
    if (seen.files.empty()) {
        const std::string why = seen.fault.empty() ? "There is no file in it." : seen.fault;
        scene.commands.show(SayBriefly{Icon::Warning, "Nothing to send", why});
        return;
    }
    if (const auto* send = std::get_if<ToSend>(&purpose)) {
        if (scene.model.room(send->room) != nullptr)
            scene.commands.show(OpenDialog{std::make_unique<SendFilesDialog>(send->room, seen, send->text)});
    } else if (std::holds_alternative<Portrait>(purpose)) {
        scene.commands.show(OpenDialog{std::make_unique<PortraitDialog>(seen.files.front())});
    }
}

void FileErrands::carry_on(const ClipboardHeld& held, const Scene& scene) {
    if (!paste_) return;
    Paste paste = std::move(*paste_);
    paste_.reset();
    if (const auto* files = std::get_if<ClipboardFiles>(&held.content)) {
        look(ToSend{paste.room}, files->paths, scene.commands);
    } else if (const auto* image = std::get_if<ClipboardImage>(&held.content)) {
        take(OfferBytes{paste.room, name_of_pasted(image->media_type), image->bytes}, scene.commands);
    } else if (!paste.text.empty()) {
        scene.commands.show(PutInComposer{std::move(paste.text)});
    }
}

// Into the room that is shown, wherever in the window it was.
void FileErrands::carry_on(const FilesDropped& dropped, const Scene& scene) {
    dragged_over_ = false;
    if (scene.room() == nullptr) return;
    look(ToSend{scene.here}, dropped.paths, scene.commands);
}

}  // namespace crosstalk::ui
