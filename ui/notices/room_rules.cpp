#include "ui/notices/room_rules.hpp"

#include <array>
#include <charconv>
#include <string_view>

namespace crosstalk::ui {

namespace {

constexpr std::array<std::string_view, 3> level_words = {"all", "mentions", "nothing"};
constexpr std::string_view for_good_word = "always";
constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;

}  // namespace

RoomRules::RoomRules(Preferences& preferences, const net::ServerKeyHash& server)
    : preferences_(preferences), prefix_("kept.room." + preferences.word_of(server) + ".") {}

std::string RoomRules::name_of(net::RoomId room, const char* what) const {
    return prefix_ + std::to_string(room.value) + "." + what;
}

std::optional<NoticeLevel> RoomRules::chosen_level(net::RoomId room) const {
    const std::string& word = preferences_.kept(name_of(room, "notice"));
    for (std::size_t index = 0; index < level_words.size(); ++index) {
        if (word == level_words[index]) return static_cast<NoticeLevel>(index);
    }
    return std::nullopt;
}

NoticeLevel RoomRules::level(const model::Room& room) const {
    const NoticeLevel usual = room.kind == net::RoomKind::Direct ? NoticeLevel::All : NoticeLevel::Mentions;
    return chosen_level(room.id).value_or(usual);
}

void RoomRules::choose_level(net::RoomId room, std::optional<NoticeLevel> level, Commands& commands) {
    preferences_.keep(name_of(room, "notice"),
                      level ? std::string(level_words[static_cast<std::size_t>(*level)]) : std::string(),
                      commands);
}

net::Timestamp RoomRules::muted_until(net::RoomId room) const {
    const std::string& kept = preferences_.kept(name_of(room, "muted-until"));
    if (kept == for_good_word) return net::for_good;
    net::Timestamp until;
    const char* end = kept.data() + kept.size();
    const auto [rest, fault] = std::from_chars(kept.data(), end, until.value);
    return fault == std::errc{} && rest == end ? until : net::Timestamp{};
}

void RoomRules::mute(net::RoomId room, net::Timestamp until, Commands& commands) {
    std::string kept;
    if (until.value > 0) {
        kept = until == net::for_good ? std::string(for_good_word) : std::to_string(until.value);
    }
    preferences_.keep(name_of(room, "muted-until"), std::move(kept), commands);
}

net::Timestamp tomorrow_morning(std::int64_t wall_ms, const TimeZone& zone) {
    const std::int64_t midnight = (local_day(wall_ms, zone) + 1) * day_ms;
    // The offset of tomorrow, which is another one when the clocks change tonight.
    const std::int64_t local = midnight + 8 * hour_ms;
    const std::int64_t guess = local - std::int64_t{zone.offset_seconds(wall_ms)} * 1000;
    return {local - std::int64_t{zone.offset_seconds(guess)} * 1000};
}

}  // namespace crosstalk::ui
