#include "client/app/desktop/file_dialogs_linux.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "client/app/desktop/addresses.hpp"
#include "client/app/desktop/notification_text.hpp"
#include "net/text/hexadecimal.hpp"

namespace crosstalk::app {

namespace {

constexpr const char* portal_service = "org.freedesktop.portal.Desktop";
constexpr const char* portal_path = "/org/freedesktop/portal/desktop";
constexpr const char* request_interface = "org.freedesktop.portal.Request";
constexpr std::size_t longest_title = 200;

// Where the dialog begins: a folder ends in a slash, a proposal for a new file does not.
std::string start_of(const ui::PickFiles& wanted) {
    std::string start = wanted.folder.string();
    if (!start.empty() && !start.ends_with('/')) start += '/';
    if (wanted.mode == ui::PickMode::SaveAs) start += std::filesystem::path(wanted.name).filename().string();
    return start;
}

void add_path(std::vector<std::filesystem::path>& paths, std::string_view text) {
    if (text.starts_with('/') && text.find('\0') == std::string_view::npos)
        paths.emplace_back(std::string(text));
}

bool prefers_kdialog() {
    const char* desktop = std::getenv("XDG_CURRENT_DESKTOP");
    return desktop != nullptr && std::string_view(desktop).find("KDE") != std::string_view::npos;
}

BusCall portal_call(const ui::PickFiles& wanted, std::uint64_t x11_window, const std::string& token) {
    BusDictionary options{{"handle_token", {token}}, {"modal", {true}}};
    if (wanted.mode == ui::PickMode::SeveralFiles) options.push_back({"multiple", BusValue{true}});
    if (wanted.mode == ui::PickMode::Folder) options.push_back({"directory", BusValue{true}});
    if (wanted.mode == ui::PickMode::SaveAs && !wanted.name.empty()) {
        options.push_back({"current_name", BusValue{one_line(wanted.name, 255)}});
    }
    if (!wanted.folder.empty()) {
        // The only text here that ends in NUL: the portal says so.
        options.push_back({"current_folder", BusValue{BusBytes{wanted.folder.string() + '\0'}}});
    }
    const std::string parent =
        x11_window == 0 ? std::string() : "x11:" + text::hexadecimal_number(x11_window);
    return {.service = portal_service,
            .path = portal_path,
            .interface = "org.freedesktop.portal.FileChooser",
            .method = wanted.mode == ui::PickMode::SaveAs ? "SaveFile" : "OpenFile",
            .arguments = {{parent}, {one_line(wanted.title, longest_title)}, {std::move(options)}}};
}

}  // namespace

std::vector<std::string> zenity_command(const ui::PickFiles& wanted, std::uint64_t x11_window) {
    std::vector<std::string> command{"zenity", "--file-selection", "--separator=//",
                                     "--title=" + one_line(wanted.title, longest_title)};
    if (wanted.mode == ui::PickMode::SeveralFiles) command.emplace_back("--multiple");
    if (wanted.mode == ui::PickMode::Folder) command.emplace_back("--directory");
    if (wanted.mode == ui::PickMode::SaveAs) {
        command.emplace_back("--save");
        command.emplace_back("--confirm-overwrite");
    }
    if (const std::string start = start_of(wanted); !start.empty()) command.push_back("--filename=" + start);
    if (x11_window != 0) {
        command.emplace_back("--modal");
        command.push_back("--attach=" + std::to_string(x11_window));
    }
    return command;
}

std::vector<std::string> kdialog_command(const ui::PickFiles& wanted, std::uint64_t x11_window) {
    std::vector<std::string> command{"kdialog", "--title", one_line(wanted.title, longest_title)};
    if (x11_window != 0) {
        command.emplace_back("--attach");
        command.push_back(std::to_string(x11_window));
    }
    if (wanted.mode == ui::PickMode::SeveralFiles) {
        command.emplace_back("--multiple");
        command.emplace_back("--separate-output");
    }
    switch (wanted.mode) {
        case ui::PickMode::Folder:
            command.emplace_back("--getexistingdirectory");
            break;
        case ui::PickMode::SaveAs:
            command.emplace_back("--getsavefilename");
            break;
        default:
            command.emplace_back("--getopenfilename");
    }
    std::string start = start_of(wanted);
    // It is no option, but must not look like one.
    if (start.empty()) start = ".";
    command.push_back(start.starts_with('-') ? "./" + start : start);
    return command;
}

std::vector<std::filesystem::path> paths_of_zenity(std::string_view output) {
    std::vector<std::filesystem::path> paths;
    if (output.ends_with('\n')) output.remove_suffix(1);
    while (!output.empty()) {
        // The separator and the / that the next path begins with.
        const std::size_t end = output.find("///");
        add_path(paths, output.substr(0, end));
        output.remove_prefix(end == std::string_view::npos ? output.size() : end + 2);
    }
    return paths;
}

std::vector<std::filesystem::path> paths_of_kdialog(std::string_view output) {
    std::vector<std::filesystem::path> paths;
    if (output.ends_with('\n')) output.remove_suffix(1);
    while (!output.empty()) {
        const std::size_t end = output.find("\n/");
        add_path(paths, output.substr(0, end));
        output.remove_prefix(end == std::string_view::npos ? output.size() : end + 1);
    }
    return paths;
}

FileDialogs::FileDialogs(Bus* bus, Children& children, std::uint64_t x11_window, Answer answer)
    : bus_(bus), children_(children), x11_window_(x11_window), answer_(std::move(answer)) {}

void FileDialogs::pick(const ui::PickFiles& wanted) {
    if (bus_ != nullptr) {
        ask_portal(wanted);
    } else {
        ask_programs(wanted);
    }
}

void FileDialogs::ask_portal(const ui::PickFiles& wanted) {
    if (!std::exchange(listens_, true)) {
        bus_->listen(portal_service, request_interface, [this](const BusSignal& signal) { hear(signal); });
    }
    const std::string token = "crosstalk" + std::to_string(++last_token_);
    bus_->call(portal_call(wanted, x11_window_, token), [this, wanted](const BusReply& reply) {
        const auto* handle = reply.values.empty() ? nullptr : reply.values.front().as<BusPath>();
        if (!reply.ok || handle == nullptr) {
            ask_programs(wanted);
            return;
        }
        // The bus keeps order: the response of the same sender comes after this reply.
        requests_.push_back({handle->path, wanted});
    });
}

void FileDialogs::hear(const BusSignal& signal) {
    const auto request = std::ranges::find(requests_, signal.path, &Request::handle);
    if (signal.name != "Response" || request == requests_.end() || signal.values.empty()) return;
    const ui::PickFiles wanted = request->wanted;
    requests_.erase(request);
    const auto* response = signal.values.front().as<std::uint32_t>();
    if (response == nullptr || *response > 1) {
        ask_programs(wanted);
        return;
    }
    ui::FilesPicked picked{wanted.id, ui::PickOutcome::Cancelled, {}};
    if (*response == 0 && signal.values.size() > 1) {
        const BusValue* uris = signal.values[1].entry("uris");
        if (uris != nullptr && uris->as<BusTexts>() != nullptr) {
            for (const std::string& uri : *uris->as<BusTexts>()) {
                if (auto path = path_of_address(uri)) picked.paths.push_back(std::move(*path));
            }
        }
    }
    if (!picked.paths.empty()) picked.outcome = ui::PickOutcome::Picked;
    answer_(std::move(picked));
}

void FileDialogs::ask_programs(const ui::PickFiles& wanted) {
    const bool has_zenity = !find_program("zenity").empty();
    const bool has_kdialog = !find_program("kdialog").empty();
    if (!has_zenity && !has_kdialog) {
        answer_({wanted.id, ui::PickOutcome::NotAvailable, {}});
        return;
    }
    const bool is_zenity = has_zenity && !(has_kdialog && prefers_kdialog());
    children_.start(
        {.command = is_zenity ? zenity_command(wanted, x11_window_) : kdialog_command(wanted, x11_window_),
         .input = {}},
        [this, wanted, is_zenity](const ChildResult& result) { ended(wanted, is_zenity, result); });
}

// Both programs end with 1 when the dialog was cancelled. Anything else but success means that there was no dialog.
void FileDialogs::ended(const ui::PickFiles& wanted, bool is_zenity, const ChildResult& result) {
    ui::FilesPicked picked{wanted.id, ui::PickOutcome::NotAvailable, {}};
    if (result.exited && result.status == 1) picked.outcome = ui::PickOutcome::Cancelled;
    if (result.exited && result.status == 0) {
        picked.paths = is_zenity ? paths_of_zenity(result.output) : paths_of_kdialog(result.output);
        const bool one = wanted.mode != ui::PickMode::SeveralFiles;
        if (one && picked.paths.size() > 1) picked.paths.clear();
        picked.outcome = picked.paths.empty() ? ui::PickOutcome::Cancelled : ui::PickOutcome::Picked;
    }
    answer_(std::move(picked));
}

}  // namespace crosstalk::app
