#include "server/runtime/completion.hpp"

#include <algorithm>
#include <array>

#include "net/text/emoji.hpp"
#include "net/text/file_name.hpp"
#include "net/text/markup/mentions.hpp"
#include "net/text/message_text.hpp"
#include "net/text/names.hpp"
#include "net/text/utf8.hpp"
#include "server/hub/permissions.hpp"
#include "server/runtime/completion_secrets.hpp"

namespace crosstalk::server {

namespace {

using Refusal = std::optional<net::Status>;

// Each leaves a field empty that the hub refuses to find empty.

Refusal sanitise(std::string& text) {
    text = text::sanitise_message(text);
    const bool is_fine = !text::is_blank(text) && text::count_code_points(text) <= net::max_text_code_points;
    if (is_fine) return std::nullopt;
    text.clear();
    return net::Status::Invalid;
}

// Beside files there may be no text at all.
Refusal sanitise_caption(std::string& text) {
    text = text::sanitise_message(text);
    if (text::is_blank(text)) text.clear();
    if (text::count_code_points(text) <= net::max_text_code_points) return std::nullopt;
    text.clear();
    return net::Status::Invalid;
}

Refusal name(std::string& name, std::string& key) {
    const auto made = text::make_name(name);
    const auto* good = std::get_if<text::Name>(&made);
    name = good == nullptr ? "" : good->display;
    key = good == nullptr ? "" : good->key;
    return good == nullptr ? Refusal{net::Status::Invalid} : std::nullopt;
}

void aim(net::MessageTarget& target, const Completing& with) {
    target.sequence = with.facts ? with.facts->sequence : net::Sequence{};
    target.author = with.facts ? with.facts->author : net::UserId{};
    target.at = with.facts ? with.facts->at : net::Timestamp{};
    target.files = with.facts ? with.facts->files : 0;
    target.is_game = with.facts && with.facts->is_game;
}

// --- what is said

void find_mentioned(net::PostMessage& post, const Completing& with) {
    post.mentions.clear();
    post.mentions_all = false;
    const auto member_of = [&](std::string_view key) -> net::UserId {
        const auto user = with.state.users_by_name_key.find(key);
        const bool is_here =
            user != with.state.users_by_name_key.end() && with.state.is_member(post.room, user->second);
        return is_here ? user->second : net::UserId{};
    };
    for (const text::Mention& mention :
         text::find_mentions(post.text, [&](std::string_view key) { return bool{member_of(key)}; })) {
        if (mention.is_room()) {
            // Of one who may not it is plain text.
            post.mentions_all = hub::authorize(with.state, with.now, post.room, with.user,
                                               hub::Action::MentionAll) == net::Status::Done;
            continue;
        }
        const net::UserId user = member_of(mention.key);
        const bool is_new = std::ranges::find(post.mentions, user) == post.mentions.end();
        if (is_new && post.mentions.size() < net::max_mentions) post.mentions.push_back(user);
    }
}

Refusal fill(net::PostMessage& post, const Completing& with) {
    const Refusal refused = post.files.empty() ? sanitise(post.text) : sanitise_caption(post.text);
    if (refused) post.files.clear();
    post.reply_sequence = with.facts ? with.facts->sequence : net::Sequence{};
    find_mentioned(post, with);
    return refused;
}

Refusal fill(net::EditMessage& edit, const Completing& with) {
    aim(edit.target, with);
    const Refusal refused = edit.target.files == 0 ? sanitise(edit.text) : sanitise_caption(edit.text);
    if (refused) edit.target.files = 0;
    return refused;
}

Refusal fill(net::DeleteMessage& deletion, const Completing& with) {
    aim(deletion.target, with);
    return std::nullopt;
}

Refusal fill(net::React& react, const Completing& with) {
    aim(react.target, with);
    react.emoji = text::one_emoji(react.emoji);
    react.is_so_already = false;
    if (react.emoji.empty()) return net::Status::Invalid;
    if (!with.facts) return std::nullopt;
    const auto has_it = [&](const std::vector<std::string>& emojis) {
        return std::ranges::find(emojis, react.emoji) != emojis.end();
    };
    react.is_so_already = has_it(with.facts->own_reactions) == react.on;
    if (!react.on) return std::nullopt;
    const std::vector<std::string>& there = with.facts->reactions;
    const bool fits = there.size() < net::max_reaction_kinds || has_it(there);
    if (fits) return std::nullopt;
    react.emoji.clear();
    return net::Status::TooMany;
}

Refusal fill(net::PinMessage& pin, const Completing& with) {
    aim(pin.target, with);
    return std::nullopt;
}

// --- files

Refusal fill(net::BeginUpload& begin, const Completing& with) {
    begin.name = text::safe_file_name(begin.name);
    begin.user_bytes = with.usage.user_bytes;
    begin.all_bytes = with.usage.all_bytes;
    return std::nullopt;
}

// --- games: the referee draws no lots

net::Seat drawn_lot(const Completing& with) {
    std::array<std::uint8_t, 1> byte{};
    with.random(byte);
    return (byte[0] & 1U) != 0 ? net::Seat::Challenged : net::Seat::Challenger;
}

Refusal fill(net::OfferGame& offer, const Completing& with) {
    offer.lot = drawn_lot(with);
    return std::nullopt;
}
Refusal fill(net::AnswerOffer& answer, const Completing& with) {
    answer.lot = drawn_lot(with);
    return std::nullopt;
}

// --- names

Refusal fill(net::CreateRoom& create, const Completing&) {
    return name(create.name, create.name_key);
}
Refusal fill(net::RenameRoom& rename, const Completing&) {
    return name(rename.name, rename.name_key);
}
Refusal fill(net::Rename& rename, const Completing&) {
    return name(rename.name, rename.name_key);
}

// --- one line about something: may be empty, and the hub takes any, so a bad one takes the whole command with it

Refusal line(std::string& text, std::size_t most_code_points) {
    text = text::sanitise_line(text);
    return text::count_code_points(text) <= most_code_points ? std::nullopt : Refusal{net::Status::Invalid};
}

Refusal fill(net::SetTopic& set, const Completing&) {
    return line(set.topic, net::max_topic_code_points);
}
Refusal fill(net::KickUser& kick, const Completing&) {
    return line(kick.reason, net::max_reason_code_points);
}
Refusal fill(net::MuteUser& mute, const Completing&) {
    return line(mute.reason, net::max_reason_code_points);
}
Refusal fill(net::BanUser& ban, const Completing& with) {
    ban.addresses.clear();
    if (ban.with_addresses && ban.room == net::lobby) ban.addresses = with.addresses_of(ban.user);
    return line(ban.reason, net::max_reason_code_points);
}
Refusal fill(net::SetProfile& set, const Completing&) {
    set.card.status = text::sanitise_line(set.card.status);
    set.bio = text::sanitise_paragraphs(set.bio);
    return std::nullopt;
}

template <class C>
constexpr bool has_free_line = std::is_same_v<C, net::SetTopic> || std::is_same_v<C, net::KickUser> ||
                               std::is_same_v<C, net::MuteUser> || std::is_same_v<C, net::BanUser>;

}  // namespace

std::optional<Aim> aim_of(const hub::State& state, net::Timestamp now, net::UserId user,
                          const net::Command& command) {
    Aim aimed;
    std::visit(
        [&]<class C>(const C& known) {
            if constexpr (requires { known.target; }) {
                aimed = {known.room, known.target.message};
            } else if constexpr (std::is_same_v<C, net::PostMessage>) {
                aimed = {known.room, known.reply_to};
            }
        },
        command);
    if (!aimed.message) return std::nullopt;
    // Ids are made from positions: nothing above the newest one exists.
    if (net::Position{aimed.message.value >> 10U} > state.mark.position) return std::nullopt;
    if (hub::authorize(state, now, aimed.room, user, hub::Action::See) != net::Status::Done)
        return std::nullopt;
    return aimed;
}

Completed complete(net::Command& command, const Completing& with) {
    Completed completed;
    bool is_spoilt = std::holds_alternative<net::Unknown>(command);
    if (is_spoilt) completed.refused = net::Status::Unknown;
    std::visit(
        [&]<class C>(C& known) {
            if constexpr (requires { fill(known, with); }) {
                completed.refused = fill(known, with);
                is_spoilt = has_free_line<C> && completed.refused;
            } else if constexpr (requires { hide_secret(known, with); }) {
                completed.guessed_right = hide_secret(known, with);
            }
        },
        command);
    // An empty post is always refused, and before anything is asked about rooms.
    if (is_spoilt) command = net::PostMessage{};
    return completed;
}

}  // namespace crosstalk::server
