#include "ui/notices/notifier.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "client/model/words.hpp"
#include "net/text/utf8.hpp"
#include "ui/notices/notice_rules.hpp"
#include "ui/panels/room_files.hpp"

namespace crosstalk::ui {

namespace {

// Beyond these the oldest are not told; the counts of the rooms still have them.
constexpr std::size_t heard_most = 2'000;
constexpr std::size_t looked_at_bytes = 2'000;  // of a text
constexpr std::size_t line_bytes = 160;
// What comes within so long after the last one belongs to it, and so long there is no second sound.
constexpr std::int64_t burst_ms = 5'000;
constexpr std::int64_t silence_ms = 3'000;
constexpr std::int64_t ms_per_minute = 60'000;
constexpr std::int64_t ms_per_day = 24 * 60 * ms_per_minute;

// By the clock on the wall.
std::int64_t ms_of_day(const Moment& now) {
    const std::int64_t local = now.wall_ms + std::int64_t{1'000} * now.zone.offset_seconds(now.wall_ms);
    return (local % ms_per_day + ms_per_day) % ms_per_day;
}

// One line of what a message says, spoilers hidden.
std::string line_of(const net::Message& message, net::UserId me) {
    std::string line = plain_words(message, me, looked_at_bytes);
    std::ranges::replace(line, '\n', ' ');
    const std::string_view cut = text::first_bytes(line, line_bytes);
    return cut.size() == line.size() ? line : std::string(cut) + "\u2026";
}

Sound sound_of(NoticeKind kind) {
    return kind == NoticeKind::Direct || kind == NoticeKind::Message ? Sound::Message : Sound::Mention;
}

std::string title_of(const Notice& notice) {
    switch (notice.kind) {
        case NoticeKind::Direct:
            return notice.by.name;
        case NoticeKind::Mention:
        case NoticeKind::Keyword:
        case NoticeKind::Message:
            return notice.by.id ? notice.by.name + " in " + notice.where : notice.where;
        case NoticeKind::Invitation:
            return "Invitation to " + notice.where;
        case NoticeKind::Challenge:
        case NoticeKind::Turn:
        case NoticeKind::GameOver:
        case NoticeKind::Rematch:
            break;  // they bring their words along
    }
    return {};
}

std::string body_of(const Notice& notice, std::uint64_t count, bool hides_text) {
    if (notice.kind == NoticeKind::Invitation)
        return notice.by.id ? notice.by.name + " asks you to join." : "You are asked to join.";
    if (count > 1) {
        const std::string last = hides_text || notice.text.empty() ? std::string() : ". " + notice.text;
        return std::to_string(count) + " new messages" + last;
    }
    if (!hides_text && !notice.text.empty()) return notice.text;
    switch (notice.kind) {
        case NoticeKind::Mention:
            return "Mentioned you";
        case NoticeKind::Keyword:
            return "Wrote one of your keywords";
        default:
            return "A new message";
    }
}

}  // namespace

bool is_quiet(const Preferences& preferences, const Moment& now) {
    if (preferences.is_on(SettingId::DoNotDisturb)) return true;
    if (!preferences.is_on(SettingId::QuietHours)) return false;
    const auto minute = static_cast<int>(ms_of_day(now) / ms_per_minute);
    const int from = preferences.number(SettingId::QuietFrom);
    const int to = preferences.number(SettingId::QuietTo);
    return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

std::optional<std::int64_t> quiet_changes_in(const Preferences& preferences, const Moment& now) {
    if (!preferences.is_on(SettingId::QuietHours)) return std::nullopt;
    const std::int64_t at = ms_of_day(now);
    const auto left = [&](SettingId id) {
        const std::int64_t until = preferences.number(id) * ms_per_minute - at;
        return until > 0 ? until : until + ms_per_day;
    };
    return std::min(left(SettingId::QuietFrom), left(SettingId::QuietTo));
}

// --- what is heard

void Notifier::note(Fact fact) {
    heard_.push_back(std::move(fact));
    if (heard_.size() > heard_most) heard_.pop_front();
}

void Notifier::note_said(net::RoomId room, const net::Message& message) {
    Said said{room, message};
    said.message.text.resize(text::first_bytes(message.text, looked_at_bytes).size());
    said.message.reactions.clear();
    note(std::move(said));
}

void Notifier::hear(const model::LinkEvent& event) {
    if (const auto* happened = std::get_if<model::Happened>(&event)) {
        const auto* posted = std::get_if<net::MessagePosted>(&happened->event.fact);
        if (posted == nullptr) return;
        net::Message message;
        message.id = posted->id;
        message.sequence = happened->event.sequence;
        message.author = posted->author;
        message.at = happened->event.at;
        message.text = posted->text;
        message.mentions_all = posted->mentions_all;
        message.mentions = posted->mentions;
        message.files = posted->files;
        message.game = posted->game;
        note_said(happened->event.room, message);
    } else if (const auto* synced = std::get_if<model::RoomSynced>(&event)) {
        // What was said while there was no connection. The first time everything is old.
        const net::RoomState& state = synced->state;
        if (!state.have) return;
        for (const net::Message& message : state.messages) {
            if (message.sequence > state.have && !message.deleted) note_said(state.room.room.id, message);
        }
    } else if (const auto* unread = std::get_if<model::UnreadChanged>(&event)) {
        for (const net::RoomCounts& counts : unread->rooms)
            note(Counted{counts.room});
    } else if (const auto* invited = std::get_if<model::InvitationArrived>(&event)) {
        note(Invited{invited->room, invited->by});
    } else if (const auto* removed = std::get_if<model::RoomRemoved>(&event)) {
        note(Removed{removed->what, removed->at});
    } else if (const auto* standing = std::get_if<model::StandingChanged>(&event)) {
        note(Standing{standing->standing});
    } else if (const auto* online = std::get_if<model::Online>(&event)) {
        note(Contact{true, online->server.name});
    } else if (const auto* offline = std::get_if<model::Offline>(&event)) {
        note(Contact{false, offline->reason});
    } else if (std::holds_alternative<model::Disconnected>(event)) {
        note(Ended{});
    }
}

std::vector<Telling> Notifier::tell(const Surroundings& around, NoticeLog& log) {
    std::vector<Telling> told;
    keywords_.look_for(around.preferences.text(SettingId::NoticeKeywords));
    for (const Fact& fact : std::exchange(heard_, {}))
        std::visit([&](const auto& one) { take(one, around, log, told); }, fact);
    look_at_games(around, log, told);
    remember_counts(around.model);
    // What was read since, here or on another device, is no news any more.
    log.mark_seen_if([&](const Notice& notice) { return is_past(notice, around.model); });
    // Of one room only the last counts: it speaks for those before.
    std::vector<Telling> last;
    for (Telling& each : told) {
        const auto same = std::ranges::find_if(last, [&](const Telling& before) {
            return each.about == Telling::About::Notice && before.about == each.about &&
                   before.notice.room == each.notice.room && before.notice.game == each.notice.game &&
                   (before.notice.kind == NoticeKind::Invitation) ==
                       (each.notice.kind == NoticeKind::Invitation);
        });
        if (same == last.end()) {
            last.push_back(std::move(each));
            continue;
        }
        const std::optional<Sound> sound = same->sound;
        *same = std::move(each);
        if (!same->sound) same->sound = sound;
    }
    return last;
}

void Notifier::remember_counts(const model::Model& model) {
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        counts_[id] = {room.posts, room.mentions};
    }
}

// --- how it is told

void Notifier::choose_ways(Telling& telling, Sound sound, const Surroundings& around) {
    const Preferences& preferences = around.preferences;
    if (is_quiet(preferences, around.now)) return;
    telling.toast = preferences.is_on(SettingId::NoticeToast);
    if (preferences.is_on(SettingId::NoticeSound)) telling.sound = sound;
    if (around.now.window_has_focus) return;
    telling.desktop = preferences.is_on(SettingId::NoticeDesktop);
    telling.flash = preferences.is_on(SettingId::NoticeFlash);
}

void Notifier::tell_notice(Notice notice, std::uint64_t count, const Surroundings& around,
                           std::vector<Telling>& told) {
    Burst& burst = bursts_[notice.room];
    const std::int64_t now = around.now.steady_ms;
    if (burst.count > 0 && now - burst.last_ms >= burst_ms) burst = {0, burst.sounded_ms, 0};
    burst.last_ms = now;
    burst.count += count;
    Telling telling;
    telling.count = burst.count;
    telling.title = title_of(notice);
    telling.body = body_of(notice, burst.count, around.preferences.is_on(SettingId::NoticeHideContent));
    choose_ways(telling, sound_of(notice.kind), around);
    if (telling.sound) {
        if (burst.sounded_ms && now - *burst.sounded_ms < silence_ms) {
            telling.sound.reset();
        } else {
            burst.sounded_ms = now;
        }
    }
    telling.notice = std::move(notice);
    told.push_back(std::move(telling));
}

void Notifier::take(const Said& said, const Surroundings& around, NoticeLog& log,
                    std::vector<Telling>& told) {
    const model::Model& model = around.model;
    const model::Room* room = model.room(said.room);
    const net::Message& message = said.message;
    if (message.game) decline_silently(said, around);
    if (room == nullptr || message.author.id == model.me().id || model.is_ignored(message.author.id)) return;
    if (is_muted(said.room, around)) return;
    if (message.game) return take_challenge(said, *room, around, log, told);
    NoticeKind kind = NoticeKind::Message;
    if (room->kind == net::RoomKind::Direct) {
        kind = NoticeKind::Direct;
    } else if (model.mentions_me(message)) {
        kind = NoticeKind::Mention;
    } else if (keywords_.finds_one_in(message.text)) {
        kind = NoticeKind::Keyword;
    }
    if (!passes(level_of(*room, around), kind)) return;
    Notice notice{.kind = kind,
                  .room = said.room,
                  .place = message.sequence,
                  .by = message.author,
                  .where = where_of(*room),
                  .text = line_of(message, model.me().id),
                  .at = message.at,
                  .is_seen = is_looked_at(said.room, around)};
    // Everything that one reads as it is written needs no list; what names one is looked for later.
    if (is_meant(kind) && !(notice.is_seen && kind == NoticeKind::Direct)) log.add(notice);
    if (!notice.is_seen) tell_notice(std::move(notice), 1, around, told);
}

// Of a room that is not watched only the counts are told.
void Notifier::take(const Counted& counted, const Surroundings& around, NoticeLog& log,
                    std::vector<Telling>& told) {
    const model::Room* room = around.model.room(counted.room);
    const auto before = counts_.find(counted.room);
    if (room == nullptr || before == counts_.end() || is_muted(counted.room, around)) return;
    const Counts was = std::exchange(before->second, {room->posts, room->mentions});
    if (room->posts <= was.posts || room->unread() == 0) return;
    const bool is_direct = room->kind == net::RoomKind::Direct;
    const bool is_mention = room->mentions > was.mentions;
    const NoticeKind kind = is_direct    ? NoticeKind::Direct
                            : is_mention ? NoticeKind::Mention
                                         : NoticeKind::Message;
    if (!passes(level_of(*room, around), kind) || is_looked_at(counted.room, around)) return;
    const std::uint64_t count = std::min(room->posts.value - was.posts.value, room->unread());
    Notice notice{.kind = kind,
                  .room = counted.room,
                  .place = {},
                  .by = room->peer,
                  .where = where_of(*room),
                  .text = {},
                  .at = room->last_at};
    if (is_meant(kind)) log.add(notice);
    tell_notice(std::move(notice), count, around, told);
}

void Notifier::take(const Invited& invited, const Surroundings& around, NoticeLog& log,
                    std::vector<Telling>& told) {
    if (around.model.is_ignored(invited.by.id)) return;
    Notice notice{.kind = NoticeKind::Invitation,
                  .room = invited.room.id,
                  .place = {},
                  .by = invited.by,
                  .where = "#" + invited.room.name,
                  .text = {},
                  .at = net::Timestamp{around.now.wall_ms}};
    log.add(notice);
    tell_notice(std::move(notice), 1, around, told);
}

void Notifier::take(const Removed& removed, const Surroundings& around, NoticeLog& log,
                    std::vector<Telling>& told) {
    log.mark_seen_if([&](const Notice& notice) { return notice.room == removed.what.room; });
    counts_.erase(removed.what.room);
    bursts_.erase(removed.what.room);
    const auto& removals = around.model.removals();
    const auto known = std::find_if(removals.rbegin(), removals.rend(), [&](const model::Removal& each) {
        return each.what.room == removed.what.room && each.at == removed.at;
    });
    if (known == removals.rend() || removed.what.why == net::WhyRemoved::Left) return;
    Telling telling;
    telling.about = Telling::About::Removed;
    const std::string by = removed.what.by.id ? " by " + removed.what.by.name : std::string();
    switch (removed.what.why) {
        case net::WhyRemoved::Left:
            return;
        case net::WhyRemoved::Kicked:
            telling.title = "You were put out of #" + known->room;
            break;
        case net::WhyRemoved::Banned:
            telling.title = "You were banned from #" + known->room +
                            model::until_in_words(removed.what.until, net::Timestamp{around.now.wall_ms});
            break;
        case net::WhyRemoved::Dissolved:
            telling.title = "#" + known->room + " was removed";
            break;
    }
    telling.title += by;
    telling.body = removed.what.reason;
    choose_ways(telling, Sound::Lost, around);
    // This is no message: it is told in the window even if those are not wanted.
    telling.toast = true;
    telling.removal = *known;
    told.push_back(std::move(telling));
}

void Notifier::take(const Standing& standing, const Surroundings& around, NoticeLog& /*log*/,
                    std::vector<Telling>& told) {
    const model::Room* room = around.model.room(standing.what.room);
    if (room == nullptr || standing.what.muted_until.value <= around.now.wall_ms) return;
    Telling telling;
    telling.about = Telling::About::Muted;
    telling.notice.room = room->id;
    telling.title =
        "You may only read " +
        (room->kind == net::RoomKind::Lobby ? std::string("on this server") : "in #" + room->name) +
        model::until_in_words(standing.what.muted_until, net::Timestamp{around.now.wall_ms});
    telling.body = standing.what.reason;
    // This is no message: it is told in the window even if those are not wanted.
    if (standing.what.by.id)
        telling.body = standing.what.by.name + (telling.body.empty() ? "" : ": " + telling.body);
    choose_ways(telling, Sound::Lost, around);
    telling.toast = true;
    told.push_back(std::move(telling));
}

void Notifier::take(const Contact& contact, const Surroundings& around, NoticeLog& /*log*/,
                    std::vector<Telling>& told) {
    const bool was_online = std::exchange(was_online_, was_online_ || contact.is_there);
    if (contact.is_there) server_ = contact.why;
    // Coming in is seen. Before the first time there is nothing to lose; and one loss is told once, however often it is tried again.
    if (!was_online || contact.is_there != told_loss_) return;
    told_loss_ = !contact.is_there;
    Telling telling;
    telling.about = contact.is_there ? Telling::About::ConnectedAgain : Telling::About::ConnectionLost;
    telling.title = contact.is_there ? "Connected again" : "Connection lost";
    telling.body = contact.is_there ? "What was waiting is sent now." : contact.why;
    choose_ways(telling, contact.is_there ? Sound::Back : Sound::Lost, around);
    telling.toast = true;
    telling.desktop = false;
    telling.flash = false;
    told.push_back(std::move(telling));
}

void Notifier::take(const Ended& /*ended*/, const Surroundings& /*around*/, NoticeLog& /*log*/,
                    std::vector<Telling>& told) {
    told_loss_ = false;
    if (!std::exchange(was_online_, false)) return;
    Telling telling;
    telling.about = Telling::About::Left;
    telling.title = "You left " + server_;
    telling.toast = true;
    told.push_back(std::move(telling));
}

}  // namespace crosstalk::ui
