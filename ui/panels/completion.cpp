#include "ui/panels/completion.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "client/model/composer.hpp"
#include "net/text/emoji_table.hpp"
#include "net/text/names.hpp"
#include "ui/panels/presence.hpp"

namespace crosstalk::ui {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

// The word that ends at the caret. A name in quotation marks may hold blanks: @"jean lu
ByteRange word_at(std::string_view text, std::uint32_t caret) {
    std::uint32_t begin = caret;
    while (begin > 0 && !is_blank(text[begin - 1]))
        --begin;
    const std::string_view before = text.substr(0, caret);
    const std::size_t quoted = before.rfind("@\"");
    if (quoted != std::string_view::npos && before.find('"', quoted + 2) == std::string_view::npos &&
        before.find('\n', quoted) == std::string_view::npos) {
        begin = static_cast<std::uint32_t>(quoted);
    }
    return {begin, caret};
}

std::string quoted_if_needed(const std::string& name) {
    const bool plain = std::ranges::none_of(name, is_blank);
    return plain ? name : "\"" + name + "\"";
}

// How well a key fits what was typed; lower is better, nothing: it does not.
std::optional<int> rank_of(std::string_view key, std::string_view typed) {
    if (key.starts_with(typed)) return key.size() == typed.size() ? 0 : 1;
    for (std::size_t at = key.find(typed); at != std::string_view::npos; at = key.find(typed, at + 1)) {
        if (at > 0 && (key[at - 1] == ' ' || key[at - 1] == '-' || key[at - 1] == '_')) return 2;
    }
    return key.find(typed) == std::string_view::npos ? std::nullopt : std::optional(3);
}

struct Ranked {
    int rank = 0;
    Choice choice;
};

void keep_best(std::vector<Ranked>& found, Completion& into) {
    std::ranges::stable_sort(found, {}, &Ranked::rank);
    for (Ranked& each : found) {
        if (into.choices.size() == most_choices) return;
        into.choices.push_back(std::move(each.choice));
    }
}

enum class NameForm : std::uint8_t { Mention, Plain };

void find_people(std::string_view typed, NameForm form, bool begins_line, const model::Model& model,
                 const model::Room& room, Completion& into) {
    const std::string key = text::name_key(typed);
    std::vector<Ranked> found;
    std::set<net::UserId> known;
    const auto consider = [&](const net::UserRef& user, Presence presence, std::string about) {
        if (user.id == model.me().id || !known.insert(user.id).second) return;
        const auto rank = key.empty() ? std::optional(1) : rank_of(text::name_key(user.name), key);
        if (!rank) return;
        const std::string name = quoted_if_needed(user.name);
        std::string insert =
            form == NameForm::Mention ? "@" + name + " " : user.name + (begins_line ? ": " : " ");
        // Whoever is here stands before those who are not.
        const int away = presence == Presence::Offline ? 1 : 0;
        found.push_back({*rank * 2 + away,
                         {.shown = user.name,
                          .about = std::move(about),
                          .insert = std::move(insert),
                          .user = user.id,
                          .presence = presence}});
    };
    // Those who spoke last are the ones most probably meant.
    std::size_t looked_at = 0;
    for (auto message = room.messages.rbegin(); message != room.messages.rend() && looked_at < 200;
         ++message, ++looked_at) {
        const auto member = room.members.find(message->author.id);
        if (member != room.members.end())
            consider(message->author, presence_in(model, member->second), member->second.card.status);
    }
    for (const auto& [id, member] : room.members)
        consider(member.presence.user, presence_in(model, member), member.card.status);
    if (room.peer.id) consider(room.peer, presence_in(model, room.peer.id), {});
    const bool may_name_all = form == NameForm::Mention && room.role >= net::Role::Admin;
    if (may_name_all && std::string_view("room").starts_with(key))
        found.push_back({5, {.shown = "room", .about = "Everybody in this room", .insert = "@room "}});
    keep_best(found, into);
}

void find_rooms(std::string_view typed, const model::Model& model, Completion& into) {
    const std::string key = text::name_key(typed);
    std::vector<Ranked> found;
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        if (room.kind == net::RoomKind::Direct) continue;
        const auto rank = key.empty() ? std::optional(1) : rank_of(text::name_key(room.name), key);
        if (rank)
            found.push_back({*rank,
                             {.shown = room.name,
                              .about = room.topic,
                              .insert = "#" + room.name + " ",
                              .room_kind = room.kind}});
    }
    keep_best(found, into);
}

void find_commands(std::string_view typed, Completion& into) {
    std::vector<Ranked> found;
    for (const model::ComposerCommand& command : model::composer_commands()) {
        const auto rank = typed.empty() ? std::optional(1) : rank_of(command.name, typed);
        if (rank && *rank < 3) {
            const std::string arguments = model::arguments_of(command);
            found.push_back({*rank,
                             {.shown = model::usage_of(command),
                              .about = std::string(command.help),
                              .insert = "/" + std::string(command.name) + (arguments.empty() ? "" : " ")}});
        }
    }
    keep_best(found, into);
}

// The words that may follow the command of this line. What is typed out already needs no help, and Enter is not for it.
void find_words(std::string_view text, std::string_view typed, Completion& into) {
    const std::string_view name = text.substr(1, text.find_first_of(" \n\t") - 1);
    const model::ComposerCommand* command = model::find_command(name);
    if (command == nullptr || typed.empty()) return;
    for (const std::string_view word : model::words_behind(*command)) {
        if (word.starts_with(typed) && word != typed && into.choices.size() < most_choices)
            into.choices.push_back(
                {.shown = std::string(word), .about = {}, .insert = std::string(word) + " "});
    }
    if (!into.empty()) into.kind = CompletionKind::Command;
}

void find_emoji(std::string_view typed, Completion& into) {
    for (const text::EmojiMatch& match : text::complete_emoji(typed, most_choices)) {
        into.choices.push_back(
            {.shown = std::string(match.emoji->text) + " :" + std::string(match.shortcode) + ":",
             .about = {},
             .insert = std::string(match.emoji->text) + " "});
    }
}

}  // namespace

Completion complete(std::string_view text, std::uint32_t caret, const model::Model& model,
                    const model::Room& room, Trigger trigger) {
    Completion found;
    // In the middle of a word nothing is being begun; Tab asks all the same.
    const bool goes_on = caret < text.size() && text[caret] != ' ' && text[caret] != '\n';
    if (goes_on && trigger != Trigger::Tab) return found;
    found.word = word_at(text, caret);
    std::string_view word = text.substr(found.word.begin, caret - found.word.begin);
    const bool begins_line = found.word.begin == 0 || text[found.word.begin - 1] == '\n';
    if (word.starts_with('/') && found.word.begin == 0) {
        found.kind = CompletionKind::Command;
        find_commands(word.substr(1), found);
    } else if (word.starts_with('@')) {
        word.remove_prefix(word.starts_with("@\"") ? 2 : 1);
        find_people(word, NameForm::Mention, begins_line, model, room, found);
    } else if (word.starts_with('#')) {
        found.kind = CompletionKind::Room;
        find_rooms(word.substr(1), model, found);
    } else if (word.starts_with(':') && word.size() >= 3) {
        found.kind = CompletionKind::Emoji;
        find_emoji(word.substr(1), found);
    } else {
        const bool is_behind_command =
            text.starts_with('/') && !text.starts_with("//") && found.word.begin > 1;
        if (is_behind_command) find_words(text, word, found);
    }
    if (found.empty() && found.kind == CompletionKind::Person && trigger == Trigger::Tab && !word.empty() &&
        !word.starts_with('@')) {
        find_people(word, NameForm::Plain, begins_line, model, room, found);
    }
    return found;
}

}  // namespace crosstalk::ui
