#include "client/model/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "client/model/room.hpp"

namespace crosstalk::model {

std::string tag_of(net::RoomKind kind, const std::string& name) {
    return (kind == net::RoomKind::Direct ? "@" : "#") + name;
}

std::string tag_of(const Room& room) {
    return tag_of(room.kind, room.name);
}

std::string span_in_words(net::Milliseconds span) {
    struct Unit {
        std::int64_t ms;
        std::string_view name;
        std::int64_t most;  // beyond that the next unit reads better
    };
    constexpr std::array units{Unit{1'000, "second", 90}, Unit{60'000, "minute", 90},
                               Unit{3'600'000, "hour", 48}, Unit{86'400'000, "day", INT64_MAX}};
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[i];
        const std::int64_t whole = span.value / unit.ms + (span.value % unit.ms > 0 ? 1 : 0);
        const std::int64_t count = std::max<std::int64_t>(1, whole);
        const bool is_whole_of_next =
            span.value > 0 && i + 1 < units.size() && span.value % units[i + 1].ms == 0;
        if (count > unit.most || is_whole_of_next) continue;
        return std::to_string(count) + " " + std::string(unit.name) + (count == 1 ? "" : "s");
    }
    return {};
}

std::string size_in_words(std::uint64_t bytes) {
    constexpr std::array<std::string_view, 5> units = {"KB", "MB", "GB", "TB", "PB"};
    if (bytes < 1000) return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
    std::uint64_t unit = 1000;
    std::size_t index = 0;
    // What would be rounded up to 1000 of a unit is told in the next one.
    while (index + 1 < units.size() && bytes / unit >= 1000) {
        unit *= 1000;
        ++index;
    }
    const std::uint64_t whole = bytes / unit;
    std::string text = std::to_string(whole);
    if (whole < 100) text += "." + std::to_string(bytes % unit / (unit / 10));
    return text + " " + std::string(units[index]);
}

std::string until_in_words(net::Timestamp until, net::Timestamp at) {
    if (until == net::for_good) return {};
    return " for " + span_in_words(until - at);
}

std::string deed_in_words(const net::AuditEntry& entry) {
    const std::string& user = entry.user.name;
    switch (entry.action) {
        case net::AuditAction::Unknown:
            return "did something that this version does not know";
        case net::AuditAction::RoomDissolved:
            return "dissolved a room";
        case net::AuditAction::RoomSettings:
            return "changed the settings";
        case net::AuditAction::Kicked:
            return "kicked " + user;
        case net::AuditAction::Banned:
            return "banned " + user;
        case net::AuditAction::Unbanned:
            return "let " + user + " in again";
        case net::AuditAction::Muted:
            return "muted " + user;
        case net::AuditAction::Unmuted:
            return "let " + user + " write again";
        case net::AuditAction::RoleSet:
            return "changed the role of " + user;
        case net::AuditAction::MessageDeleted:
            return "deleted a message of " + user;
        case net::AuditAction::Purged:
            return "purged messages";
        case net::AuditAction::OwnerClaimed:
            return "became the owner";
        case net::AuditAction::InviteMade:
            return "made an invite link";
        case net::AuditAction::InviteRevoked:
            return "made an invite link void";
        case net::AuditAction::DeviceRemoved:
            return "shut out a device of " + user;
        case net::AuditAction::DeviceAdded:
            return "let one more device in for " + user;
        case net::AuditAction::CodeMade:
            return "made a code for " + user;
        case net::AuditAction::PasskeyRotated:
            return "made a new passkey";
    }
    return {};
}

}  // namespace crosstalk::model
