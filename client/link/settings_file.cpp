#include "client/link/settings_file.hpp"

#include <span>
#include <system_error>
#include <utility>

#include "client/link/profile.hpp"
#include "net/text/paths.hpp"
#include "net/transport/credentials/credential_error.hpp"
#include "net/transport/credentials/private_file.hpp"

namespace crosstalk::link {

namespace {

constexpr std::string_view first_lines =
    "# What differs from Crosstalk's usual settings. You may change it by hand: your comments, and keys "
    "that\n"
    "# Crosstalk does not know, stay as they are.\n";
constexpr int aside_most = 100;

}  // namespace

SettingsFile::SettingsFile(std::filesystem::path file) : file_(std::move(file)) {
    try {
        text_ = read();
        settings_ = read_settings(text_).value_or(SettingsMap{});
    } catch (const transport::CredentialError& error) {
        trouble_ = std::string("The settings are as usual for now. ") + error.what();
    }
}

std::string SettingsFile::read() {
    const auto content = transport::read_private_file(file_);
    if (!content) return {};
    const auto bytes = content->content.bytes();
    std::string text(bytes.begin(), bytes.end());
    SettingsFault fault;
    if (read_settings(text, &fault)) return text;
    put_aside(fault);
    return text_;
}

void SettingsFile::put_aside(const SettingsFault& fault) {
    std::filesystem::path aside = file_;
    aside += ".broken";
    std::error_code error;
    for (int number = 2; std::filesystem::exists(aside, error) && number < aside_most; ++number) {
        aside = file_;
        aside += ".broken-" + std::to_string(number);
    }
    std::filesystem::rename(file_, aside, error);
    const std::string where = " has a fault in line " + std::to_string(fault.line);
    if (error) {
        throw transport::CredentialError(text::utf8_of(file_) + where +
                                         " and could not be put aside: " + error.message() +
                                         ". Correct it, or move it away. (" + fault.what + ")");
    }
    // What matters first: there may be room for two lines only.
    trouble_ = text::utf8_of(file_.filename()) + where + ". It is " + text::utf8_of(aside.filename()) +
               " now" + (text_.empty() ? ", and the settings are as usual. (" : ". (") + fault.what + ")";
}

void SettingsFile::keep(const SettingsMap& changes) {
    try {
        const std::string before = read();
        std::string text = before.empty() ? std::string(first_lines) : before;
        for (const auto& [name, value] : changes) {
            auto changed = with_setting(text, name, value);
            if (!changed) {
                throw ProfileError(ProfileError::Kind::WriteFailed,
                                   "The setting " + name + " cannot be kept: it is not plain text.");
            }
            text = std::move(*changed);
        }
        transport::replace_private_file(
            file_, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
        text_ = std::move(text);
        settings_ = read_settings(text_).value_or(SettingsMap{});
    } catch (const transport::CredentialError& error) {
        throw ProfileError(ProfileError::Kind::WriteFailed,
                           std::string("The settings could not be kept. ") + error.what());
    }
}

std::optional<std::string> SettingsFile::take_trouble() {
    return std::exchange(trouble_, std::nullopt);
}

}  // namespace crosstalk::link
