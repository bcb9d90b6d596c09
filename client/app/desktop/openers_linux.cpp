#include "client/app/desktop/openers_linux.hpp"

#include <array>
#include <utility>

#include "client/app/desktop/addresses.hpp"

namespace crosstalk::app {

namespace {

struct OpeningProgram {
    const char* name;
    const char* verb;  // nullptr: none
};
constexpr std::array<OpeningProgram, 3> programs{
    {{"xdg-open", nullptr}, {"gio", "open"}, {"kde-open5", nullptr}}};

}  // namespace

void Openers::open_with_programs(const std::string& target, const std::string& said, std::size_t program) {
    if (program == programs.size()) {
        failed_(said);
        return;
    }
    std::vector<std::string> command{programs[program].name};
    if (programs[program].verb != nullptr) command.emplace_back(programs[program].verb);
    command.push_back(target);
    children_.start({.command = std::move(command), .input = {}, .life = ChildLife::Independent},
                    [this, target, said, program](const ChildResult& result) {
                        if (!result.exited || result.status != 0)
                            open_with_programs(target, said, program + 1);
                    });
}

void Openers::open_link(const std::string& url) {
    const auto checked = checked_link(url);
    if (!checked) {
        failed_(url);
        return;
    }
    open_with_programs(*checked, url);
}

void Openers::open_folder(const std::filesystem::path& folder) {
    std::error_code error;
    // A file would be opened, perhaps run, by its program.
    if (!folder.is_absolute() || !std::filesystem::is_directory(folder, error)) {
        failed_(folder.string());
        return;
    }
    open_with_programs(folder.string(), folder.string());
}

void Openers::open_file(const std::filesystem::path& file) {
    std::error_code error;
    if (!file.is_absolute() || !std::filesystem::is_regular_file(file, error)) {
        failed_(file.string());
        return;
    }
    open_with_programs(file.string(), file.string());
}

void Openers::show_in_folder(const std::filesystem::path& file) {
    if (!file.is_absolute()) {
        failed_(file.string());
        return;
    }
    if (bus_ == nullptr) {
        open_folder(file.parent_path());
        return;
    }
    bus_->call({.service = "org.freedesktop.FileManager1",
                .path = "/org/freedesktop/FileManager1",
                .interface = "org.freedesktop.FileManager1",
                .method = "ShowItems",
                .arguments = {{BusTexts{file_address(file)}}, {std::string()}}},
               [this, file](const BusReply& reply) {
                   if (!reply.ok) open_folder(file.parent_path());
               });
}

}  // namespace crosstalk::app
