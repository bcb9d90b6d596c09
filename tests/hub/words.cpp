#include "tests/hub/words.hpp"

#include "games/referee.hpp"
#include "games/sentences.hpp"
#include "net/text/hexadecimal.hpp"
#include "server/hub/game_card.hpp"

#include <cstdlib>
#include <span>
#include <sstream>
#include <string_view>

namespace crosstalk::hub {

bool is_update_asked_for() {
    const char* update = std::getenv("CROSSTALK_UPDATE_GOLDEN");
    return update != nullptr && std::string_view(update) == "1";
}

// --- names

void Names::learn(const State& state, const Effects& effects) {
    for (const Change& change : effects.changes) {
        if (const auto* user = std::get_if<UserRow>(&change)) users_.emplace(user->id, user->name);
        if (const auto* room = std::get_if<RoomRow>(&change); room != nullptr && !rooms_.contains(room->id)) {
            std::string name = room->name;
            if (room->kind == net::RoomKind::Direct) {
                for (const auto& [user, row] : state.room(room->id)->members)
                    name += (name.empty() ? "" : "+") + of(user);
            }
            rooms_.emplace(room->id, name);
        }
        if (const auto* message = std::get_if<MessageRow>(&change))
            messages_.emplace(message->id, message->is_game ? "a game" : message->text);
    }
}

std::string Names::of(net::UserId user) const {
    if (!user) return "the server";
    const auto found = users_.find(user);
    return found == users_.end() ? "somebody" : found->second;
}
std::string Names::of(net::RoomId room) const {
    const auto found = rooms_.find(room);
    return found == rooms_.end() ? "somewhere" : found->second;
}
std::string Names::of(net::MessageId message) const {
    const auto found = messages_.find(message);
    return found == messages_.end() ? "something" : '"' + found->second + '"';
}

// --- effects

namespace {

std::string because(const std::string& reason) {
    return reason.empty() ? "" : ": " + reason;
}

std::string until(net::Timestamp time) {
    return time == net::for_good ? " for good" : " until " + std::to_string(time.value / 1000) + " s";
}

class Teller {
  public:
    explicit Teller(const Names& names) : names_(names) {}

    std::string tell(const Effects& effects) {
        tell(effects.outcome);
        for (const net::Event& event : effects.facts) {
            out_ << names_.of(event.room) << ' ' << event.sequence.value << ": ";
            std::visit([&](const auto& fact) { tell(fact); }, event.fact);
            out_ << '\n';
        }
        for (const Notice& notice : effects.notices) {
            out_ << "to " << names_.of(notice.user) << ": ";
            std::visit([&](const auto& what) { tell(what); }, notice.what);
            out_ << '\n';
        }
        for (const EndedSessions& ended : effects.ended)
            tell(ended);
        std::string between = "rows: ";
        for (const Change& change : effects.changes) {
            if (std::holds_alternative<ResultRow>(change)) continue;
            out_ << between;
            between = ", ";
            std::visit([&](const auto& row) { tell(row); }, change);
        }
        if (between == ", ") out_ << '\n';
        return out_.str();
    }

  private:
    std::string who(const net::UserRef& user) const { return names_.of(user.id); }

    void tell(const net::Outcome& outcome) {
        out_ << in_words(outcome.status);
        if (outcome.room) out_ << ' ' << names_.of(outcome.room) << ' ' << outcome.sequence.value;
        if (outcome.message) out_ << ' ' << names_.of(outcome.message);
        if (outcome.retry_after.value != 0) out_ << " again in " << outcome.retry_after.value / 1000 << " s";
        if (outcome.invite) out_ << " invite";
        if (outcome.upload) out_ << " upload";
        if (outcome.refusal)
            out_ << ": " << games::explain(static_cast<games::Refusal>(outcome.refusal.value));
        out_ << '\n';
    }

    // --- facts

    void tell(const net::Unknown&) { out_ << "?"; }
    void tell(const net::MessagePosted& fact) {
        out_ << who(fact.author) << " says " << names_.of(fact.id);
        if (fact.reply_to) out_ << " about " << names_.of(fact.reply_to) << ' ' << fact.reply_sequence.value;
        if (fact.mentions_all) out_ << " to all";
        for (const net::UserId user : fact.mentions)
            out_ << " to " << names_.of(user);
        for (const net::File& file : fact.files) {
            out_ << " with " << file.name << " of " << file.size << " bytes";
            if (file.width != 0) out_ << ", " << file.width << " x " << file.height;
        }
        if (fact.game) out_ << ": " << described(*fact.game);
    }
    void tell(const net::MessageEdited& fact) {
        out_ << names_.of(fact.message) << ' ' << fact.sequence.value << " now says \"" << fact.text << '"';
    }
    void tell(const net::MessageDeleted& fact) {
        out_ << who(fact.by) << " deletes " << names_.of(fact.message) << ' ' << fact.sequence.value;
    }
    void tell(const net::ReactionSet& fact) {
        out_ << who(fact.user) << (fact.on ? " sets " : " takes back ") << fact.emoji << " under "
             << names_.of(fact.message) << ' ' << fact.sequence.value;
    }
    void tell(const net::PinSet& fact) {
        out_ << who(fact.by) << (fact.on ? " pins " : " unpins ") << names_.of(fact.message) << ' '
             << fact.sequence.value;
    }
    void tell(const net::MessagesPurged& fact) {
        out_ << who(fact.by) << " purges what was said before " << fact.before.value / 1000 << " s";
    }
    void tell(const net::MemberJoined& fact) {
        out_ << who(fact.user) << " joins as " << in_words(fact.role);
    }
    void tell(const net::MemberLeft& fact) { out_ << who(fact.user) << " leaves"; }
    void tell(const net::MemberKicked& fact) {
        out_ << who(fact.by) << " kicks " << who(fact.user) << because(fact.reason);
    }
    void tell(const net::MemberBanned& fact) {
        out_ << who(fact.by) << " bans " << who(fact.user) << until(fact.until) << because(fact.reason);
    }
    void tell(const net::MemberUnbanned& fact) { out_ << who(fact.by) << " unbans " << who(fact.user); }
    void tell(const net::MemberMuted& fact) {
        if (!fact.until) {
            out_ << who(fact.by) << " unmutes " << who(fact.user);
        } else {
            out_ << who(fact.by) << " mutes " << who(fact.user) << until(fact.until) << because(fact.reason);
        }
    }
    void tell(const net::RoleSet& fact) {
        out_ << who(fact.by) << " makes " << who(fact.user) << ' ' << in_words(fact.role);
    }
    void tell(const net::UserRenamed& fact) { out_ << fact.old_name << " is now called " << fact.user.name; }
    void tell(const net::ProfileSet& fact) {
        out_ << who(fact.user) << " shows colour " << fact.card.colour << " and \"" << fact.card.status << '"'
             << (fact.card.picture ? " and a picture" : "");
    }
    void tell(const net::RoomRenamed& fact) { out_ << who(fact.by) << " names the room " << fact.name; }
    void tell(const net::TopicSet& fact) {
        out_ << who(fact.by) << " sets the topic \"" << fact.topic << '"';
    }
    void tell(const net::GameChanged& fact) {
        out_ << in_words(fact.step) << (fact.by.id ? " by " + who(fact.by) : "") << " in "
             << names_.of(fact.message) << ' ' << fact.sequence.value << ": " << described(fact.game);
    }
    // As anybody reads it.
    std::string described(const net::Game& game) const {
        const auto record = play::record_shown(game);
        if (!record) return "against the rules";
        const std::string challenger = names_.of(game.challenger.user.id);
        const std::string challenged = game.challenged.user.id ? names_.of(game.challenged.user.id) : "";
        return games::game_in_words(*record, {challenger, challenged});
    }
    void tell(const net::RoomSettingsSet& fact) {
        static constexpr const char* writers[] = {"everyone", "members", "admins"};
        out_ << who(fact.by) << " makes the room " << in_words(fact.kind) << ", written by "
             << writers[static_cast<std::size_t>(fact.posters)] << ", every " << fact.slow_mode_s << " s, "
             << (fact.locked ? "locked" : "open");
    }

    // --- notices and endings

    void tell(const net::RoomAdded& notice) {
        out_ << "you are in " << names_.of(notice.room.room.id) << " as " << in_words(notice.room.role);
        if (notice.room.peer.id) out_ << " with " << who(notice.room.peer);
    }
    void tell(const net::RoomRemoved& notice) {
        static constexpr const char* whys[] = {"left", "are kicked from", "are banned from", "lose"};
        out_ << "you " << whys[static_cast<std::size_t>(notice.why)] << ' ' << names_.of(notice.room);
        if (notice.by.id) out_ << " by " << who(notice.by);
        if (notice.until) out_ << until(notice.until);
        out_ << because(notice.reason);
    }
    void tell(const net::Invited& notice) {
        out_ << who(notice.by) << " invites you to " << names_.of(notice.room.id);
    }
    void tell(const net::StandingSet& notice) {
        out_ << "in " << names_.of(notice.room) << " you are " << in_words(notice.role);
        if (notice.muted_until) out_ << ", muted" << until(notice.muted_until);
        out_ << ", by " << who(notice.by) << because(notice.reason);
    }
    void tell(const EndedSessions& ended) {
        static constexpr const char* whys[] = {"kicked", "banned", "device removed"};
        out_ << "ends " << (ended.device ? "one device of " : "") << names_.of(ended.user) << ": "
             << whys[static_cast<std::size_t>(ended.why)] << " by " << who(ended.by);
        if (ended.until) out_ << until(ended.until);
        out_ << because(ended.reason) << '\n';
    }

    // --- rows

    void tell(const LimitsRow&) { out_ << "limits"; }
    void tell(const ServerRow&) { out_ << "server"; }
    void tell(const UserRow& row) { out_ << "user " << names_.of(row.id); }
    void tell(const DeviceRow& row) {
        out_ << "device of " << names_.of(row.user) << (row.removed ? " removed" : "");
    }
    void tell(const RoomRow& row) { out_ << "room " << names_.of(row.id); }
    void tell(const RoomDissolved& row) { out_ << "no room " << names_.of(row.room); }
    void tell(const MemberRow& row) {
        static constexpr const char* standings[] = {"invited ", "member ", "left "};
        out_ << standings[static_cast<std::size_t>(row.standing)] << names_.of(row.user);
    }
    void tell(const MemberRemoved& row) { out_ << "no member " << names_.of(row.user); }
    void tell(const MarkRow& row) { out_ << "mark " << names_.of(row.user); }
    void tell(const BanRow& row) { out_ << "ban " << names_.of(row.user); }
    void tell(const BanRemoved& row) { out_ << "no ban " << names_.of(row.user); }
    void tell(const InviteRow&) { out_ << "invite"; }
    void tell(const InviteRemoved&) { out_ << "no invite"; }
    void tell(const PinRow& row) { out_ << "pin " << names_.of(row.message); }
    void tell(const PinRemoved& row) { out_ << "no pin " << names_.of(row.message); }
    void tell(const MessageRow& row) { out_ << "message " << names_.of(row.id); }
    void tell(const TextChanged& row) { out_ << "text of " << names_.of(row.message); }
    void tell(const MessageDeleted& row) { out_ << "no message " << names_.of(row.message); }
    void tell(const ReactionChanged& row) {
        out_ << (row.on ? "" : "no ") << row.emoji << " under " << names_.of(row.message);
    }
    void tell(const PinChanged& row) { out_ << "touched " << names_.of(row.message); }
    void tell(const MessagesPurged& row) { out_ << "purged " << names_.of(row.room); }
    void tell(const AuditRow& row) {
        out_ << "audit in " << names_.of(row.room) << ' ' << names_.of(row.by) << ' ' << in_words(row.action);
        if (row.user) out_ << ' ' << names_.of(row.user);
        if (!row.detail.empty()) out_ << " (" << row.detail << ')';
    }
    void tell(const ResultRow&) {}
    void tell(const UploadRow& row) { out_ << "upload " << row.name << (row.finished ? " finished" : ""); }
    void tell(const UploadRemoved&) { out_ << "no upload"; }
    void tell(const RunRemoved&) { out_ << "no run"; }
    void tell(const GameRow& row) { out_ << "game" << (row.is_kept ? "" : " let go"); }
    void tell(const GameChanged& row) { out_ << "touched " << names_.of(row.message); }
    void tell(const RatingRow& row) {
        out_ << "rating of " << names_.of(user_of(row.player)) << ' ' << row.rating;
    }

    const Names& names_;
    std::ostringstream out_;
};

}  // namespace

std::string in_words(const Names& names, const Effects& effects) {
    return Teller(names).tell(effects);
}

// --- state

namespace {

template <class Ids>
std::string listed(const Ids& ids) {
    std::string text;
    for (const auto& id : ids)
        text += ' ' + std::to_string(id.value);
    return text;
}

void describe(std::ostream& out, const User& user) {
    const UserRow& row = user.row;
    out << "user " << row.id.value << ' ' << row.name << " key " << row.name_key << " created "
        << row.created.value << ' ' << in_words(row.role) << " muted " << row.muted_until.value << " seen "
        << row.seen.value << " colour " << row.card.colour << " status \"" << row.card.status << "\" bio \""
        << row.bio << '"';
    // What is newer than the first golden journals is told only where it is.
    if (row.card.picture) {
        out << " picture " << row.card.picture.value << " of " << row.picture_size << ' '
            << text::hexadecimal(row.picture);
    }
    if (!user.uploads.empty()) out << " uploads" << listed(user.uploads);
    if (!user.games.empty()) out << " games" << listed(user.games);
    out << '\n';
    out << "  devices" << listed(user.devices) << "; rooms" << listed(user.rooms) << "; invitations"
        << listed(user.invitations) << "; directs";
    for (const auto& [peer, room] : user.directs)
        out << ' ' << peer.value << '@' << room.value;
    out << '\n';
}

void describe(std::ostream& out, const Device& device) {
    out << "device " << device.row.id.value << " of " << device.row.user.value << ' '
        << text::hexadecimal(device.row.key) << " added " << device.row.added.value
        << (device.row.removed ? " removed" : "") << '\n';
    for (const Run& run : device.runs) {
        out << "  run " << run.id.value << " at " << run.newest.value << " since "
            << run.newest_position.value << '\n';
        for (const ResultRow& row : run.results) {
            const net::Outcome& outcome = row.outcome;
            out << "    " << row.number.value << ' ' << in_words(outcome.status) << " room "
                << outcome.room.value << ' ' << outcome.sequence.value << " message " << outcome.message.value
                << " again " << outcome.retry_after.value << " invite " << outcome.invite.value << " at "
                << row.position.value;
            if (outcome.upload) out << " upload " << outcome.upload.value;
            if (outcome.refusal) out << " refusal " << int{outcome.refusal.value};
            out << '\n';
        }
    }
}

void describe(std::ostream& out, const Room& room) {
    const RoomRow& row = room.row;
    out << "room " << row.id.value << " \"" << row.name << "\" key \"" << row.name_key << "\" "
        << in_words(row.kind) << " by " << row.creator.value << " head " << row.head.value << " posts "
        << row.posts.value << " mentions " << row.mentions.value << " topic \"" << row.topic << "\" posters "
        << static_cast<int>(row.posters) << " slow " << row.slow_mode_s << " last " << row.last_at.value
        << " purged " << row.purged_before.value << '\n'
        << "  salt " << text::hexadecimal(row.salt) << " lock " << text::hexadecimal(row.lock) << '\n';
    for (const auto& [id, member] : room.members) {
        out << "  " << (member.standing == Standing::Member ? "member " : "invited ") << id.value << ' '
            << in_words(member.role) << " by " << member.invited_by.value << " muted "
            << member.muted_until.value << " since " << member.since.value << '\n';
    }
    for (const auto& [id, member] : room.left)
        out << "  left " << id.value << " muted " << member.muted_until.value << '\n';
    for (const auto& [id, mark] : room.marks) {
        out << "  mark " << id.value << " at " << mark.read.sequence.value << " posts "
            << mark.read.posts.value << " mentions " << mark.read.mentions.value << " of "
            << mark.mentions.value << '\n';
    }
    for (const auto& [id, ban] : room.bans) {
        out << "  ban " << id.value << " by " << ban.by.value << " at " << ban.at.value << " until "
            << ban.until.value << " \"" << ban.reason << "\" from";
        for (const std::string& address : ban.addresses)
            out << ' ' << address;
        out << '\n';
    }
    for (const auto& [id, pin] : room.pins)
        out << "  pin " << id.value << " at " << pin.sequence.value << " of " << pin.at.value << '\n';
    if (!room.games.empty()) out << "  games" << listed(room.games) << '\n';
}

void describe(std::ostream& out, const GameRow& row) {
    const net::GameRecord record = record_of(row, {challenger_of(row), ""}, {challenged_of(row), ""});
    net::Bytes bytes;
    net::Writer(bytes).fields(record);
    out << "game " << row.message.value << " in " << row.room.value << ' ' << row.sequence.value << ' '
        << text::hexadecimal(bytes) << '\n';
}

}  // namespace

std::string in_words(const State& state) {
    std::ostringstream out;
    const LimitsRow& limits = state.limits;
    const LimitsRow usual;
    out << "position " << state.mark.position.value << " entry " << state.mark.entry.value << " at "
        << state.at.value << " rules " << state.rules << '\n'
        << "limits " << limits.rooms_per_user << ' ' << limits.rooms_per_server << ' '
        << limits.members_per_room << ' ' << limits.directs_per_user << ' ' << limits.directs_per_server
        << ' ' << limits.pins_per_room << ' ' << limits.invites_per_server << '\n';
    if (limits.uploads_per_user != usual.uploads_per_user || limits.file_bytes != usual.file_bytes ||
        limits.file_bytes_per_user != usual.file_bytes_per_user ||
        limits.file_bytes_per_server != usual.file_bytes_per_server) {
        out << "files " << limits.uploads_per_user << ' ' << limits.file_bytes << ' '
            << limits.file_bytes_per_user << ' ' << limits.file_bytes_per_server << '\n';
    }
    if (limits.games_per_user != usual.games_per_user || limits.offers_per_user != usual.offers_per_user)
        out << "games " << limits.games_per_user << ' ' << limits.offers_per_user << '\n';
    out << "owner " << state.owner.value << " code " << text::hexadecimal(state.server.owner_code)
        << " directs " << state.directs << '\n';
    for (const auto& [id, user] : state.users)
        describe(out, user);
    for (const auto& [key, id] : state.users_by_name_key)
        out << "user named " << key << ' ' << id.value << '\n';
    for (const auto& [id, device] : state.devices)
        describe(out, device);
    for (const auto& [key, id] : state.devices_by_key)
        out << "device with " << text::hexadecimal(key) << ' ' << id.value << '\n';
    for (const auto& [id, room] : state.rooms)
        describe(out, room);
    for (const auto& [key, id] : state.rooms_by_name_key)
        out << "room named " << key << ' ' << id.value << '\n';
    for (const auto& [address, users] : state.banned_addresses)
        out << "banned from " << address << listed(users) << '\n';
    for (const auto& [id, invite] : state.invites) {
        out << "invite " << id.value << ' ' << text::hexadecimal(invite.token) << " by " << invite.by.value
            << " created " << invite.created.value << " until " << invite.until.value << " uses "
            << invite.uses_left << '\n';
    }
    if (!state.uploads.empty()) out << "uploads " << state.upload_bytes << '\n';
    for (const auto& [id, upload] : state.uploads) {
        out << "upload " << id.value << " of " << upload.user.value << " \"" << upload.name << "\" "
            << upload.size << ' ' << text::hexadecimal(upload.hash) << " begun " << upload.begun.value
            << (upload.finished ? " finished" : "") << '\n';
    }
    for (const auto& [id, game] : state.games)
        describe(out, game);
    for (const auto& [at, message] : state.deadlines)
        out << "deadline " << at.value << " of " << message.value << '\n';
    for (const auto& [key, row] : state.ratings) {
        out << "rating of " << row.player.value << " in " << int{key.second.value} << ": " << row.rating
            << ", " << row.wins << ' ' << row.draws << ' ' << row.losses << " streak " << row.streak << ' '
            << row.best_streak << '\n';
    }
    return out.str();
}

}  // namespace crosstalk::hub
