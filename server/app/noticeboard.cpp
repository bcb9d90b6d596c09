#include "server/app/noticeboard.hpp"

#include <cstdint>
#include <span>
#include <system_error>
#include <utility>

#include "net/transport/credentials/private_file.hpp"

namespace crosstalk::server {

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
    transport::replace_private_file(
        file, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace

Noticeboard::Noticeboard(const DataFolder& folder, std::optional<std::filesystem::path> ready_file)
    : folder_(folder), ready_file_(std::move(ready_file)) {}

void Noticeboard::put_up(Announcement announcement) {
    announcement_ = std::move(announcement);
    write_join_file();
    if (ready_file_) write_ready_file();
}

void Noticeboard::server_renamed(const std::string& name) {
    if (!announcement_) return;
    announcement_->server_name = name;
    write_join_file();
    write_ready_file_again();
}

void Noticeboard::addresses_changed(const std::vector<transport::Address>& addresses) {
    if (!announcement_) return;
    announcement_->addresses = addresses;
    write_join_file();
    write_ready_file_again();
}

void Noticeboard::passkey_rotated(const transport::Passkey& passkey) {
    if (!announcement_) return;
    announcement_->passkey = passkey;
    announcement_->invite_token.reset();
    write_join_file();
    write_ready_file_again();
}

void Noticeboard::owner_code_ended(const std::optional<transport::Passkey>& replacement) {
    if (!announcement_ || !announcement_->owner_code) return;
    announcement_->owner_code.reset();
    if (replacement) announcement_->owner_code = replacement->spelled_out();
    write_join_file();
    write_ready_file_again();
}

void Noticeboard::write_ready_file_again() const {
    std::error_code error;
    if (ready_file_ && std::filesystem::exists(*ready_file_, error)) write_ready_file();
}

void Noticeboard::write_join_file() const {
    write(folder_.join(), for_people(*announcement_));
}

void Noticeboard::write_ready_file() const {
    write(*ready_file_, ready_json(*announcement_));
}

}  // namespace crosstalk::server
