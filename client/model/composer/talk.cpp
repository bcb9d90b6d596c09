#include <algorithm>

#include "client/model/composer/commands.hpp"

namespace crosstalk::model {

namespace {

using Why = BadLine::Why;

constexpr MessageName last_of_mine{MessageName::By::FromTheEnd, 1};

net::MessageTarget target(const FoundMessage& found) {
    return {.message = found.id, .sequence = {}, .author = {}, .at = {}};
}

Step message_somebody(const Scene& scene) {
    return scene.with_user([&](const net::UserRef& user) -> Step {
        if (user.id == scene.model.me().id) {
            return bad(Why::NoSuchUser, "This is you. Name somebody else.");
        }
        const Room* direct = scene.model.direct(user.id);
        if (direct == nullptr) return Deed{SayTo{user, scene.typed.text}};
        if (scene.typed.text.empty()) return Deed{SwitchTo{direct->id}};
        return tell(Post{.room = direct->id, .text = scene.typed.text, .ref = {}});
    });
}

Step reply(const Scene& scene) {
    return scene.with_message([&](const FoundMessage& found) {
        return tell(Post{.room = scene.room.id, .text = scene.typed.text, .ref = {}, .reply_to = found.id});
    });
}

// Among one's own messages: nobody edits another's, and what has no number is one's last.
Step with_own(const Scene& scene, const MessageName& name, Step (*then)(const Scene&, const FoundMessage&)) {
    if (name.by != MessageName::By::FromTheEnd) {
        return scene.with_message(name, [&](const FoundMessage& found) { return then(scene, found); });
    }
    const bool is_waiting = std::ranges::any_of(scene.model.pending(), [&](const PendingPost& post) {
        return post.room == scene.room.id && post.state != PendingState::Failed && !post.sequence;
    });
    if (is_waiting) {
        return bad(
            Why::NotHere,
            "What you said last has not been sent yet. /unsent lists it, /cancel takes it back; an older "
            "message is named by its number.");
    }
    auto message = from_the_end(name.value, scene.room, scene.found, [&](const net::Message& each) {
        return each.author.id == scene.model.me().id;
    });
    if (auto* wrong = std::get_if<BadLine>(&message)) return std::move(*wrong);
    if (const auto* need = std::get_if<Need>(&message)) return *need;
    return then(scene, std::get<FoundMessage>(message));
}

Step edit(const Scene& scene) {
    return with_own(scene, scene.typed.message.value_or(last_of_mine),
                    [](const Scene& in, const FoundMessage& found) -> Step {
                        if (found.known && found.known->author.id != in.model.me().id) {
                            return bad(Why::NotHere,
                                       "Somebody else wrote this message. Only its author edits it.");
                        }
                        return perform(net::EditMessage{in.room.id, target(found), in.typed.text});
                    });
}

Step remove(const Scene& scene) {
    const auto then = [](const Scene& in, const FoundMessage& found) {
        return perform(net::DeleteMessage{in.room.id, target(found)});
    };
    if (!scene.typed.message) return with_own(scene, last_of_mine, then);
    return scene.with_message([&](const FoundMessage& found) { return then(scene, found); });
}

Step react(const Scene& scene) {
    return scene.with_message([&](const FoundMessage& found) {
        bool on = true;
        if (found.known) {
            const auto set =
                std::ranges::find(found.known->reactions, scene.typed.emoji, &net::Reaction::emoji);
            on = set == found.known->reactions.end() ||
                 std::ranges::find(set->users, scene.model.me().id) == set->users.end();
        }
        return perform(net::React{scene.room.id, target(found), scene.typed.emoji, on});
    });
}

Step unreact(const Scene& scene) {
    return scene.with_message([&](const FoundMessage& found) {
        return perform(net::React{scene.room.id, target(found), scene.typed.emoji, false});
    });
}

template <bool On>
Step pin(const Scene& scene) {
    return scene.with_message([&](const FoundMessage& found) {
        return perform(net::PinMessage{scene.room.id, target(found), On});
    });
}

// The place of a message that a question needs: its number will do, whether or not there is such a message.
template <std::invocable<net::Sequence> Then>
Step with_place(const Scene& scene, Then then) {
    const MessageName& name = *scene.typed.message;
    if (name.by == MessageName::By::Number && name.value <= scene.room.told_head.value) {
        return then(net::Sequence{name.value});
    }
    auto message = message_named(name, scene.model, scene.room, scene.found);
    if (auto* wrong = std::get_if<BadLine>(&message)) return std::move(*wrong);
    if (const auto* need = std::get_if<Need>(&message)) return *need;
    const auto& found = std::get<FoundMessage>(message);
    if (!found.known) {
        return bad(Why::NoSuchMessage, "This message is not known here. Name it by its number in the room.");
    }
    return then(found.known->sequence);
}

Step history(const Scene& scene) {
    net::History history{.room = scene.room.id, .before = {}, .after = {}, .at = {}};
    switch (scene.typed.part) {
        case HistoryPart::Older:
            return Deed{ShowOlder{scene.room.id}};
        case HistoryPart::Newest:
            history.limit = *scene.typed.number;
            return ask(history);
        case HistoryPart::Before:
            return with_place(scene, [&](net::Sequence sequence) {
                history.before = sequence;
                return ask(history);
            });
        case HistoryPart::After:
            return with_place(scene, [&](net::Sequence sequence) {
                history.after = sequence;
                return ask(history);
            });
        case HistoryPart::At:
            history.at = *scene.typed.at;
            return ask(history);
    }
    return Deed{ShowOlder{scene.room.id}};
}

Step go_to(const Scene& scene) {
    if (scene.typed.at) return Deed{ShowPlace{scene.room.id, {}, *scene.typed.at}};
    return with_place(scene, [&](net::Sequence sequence) {
        return Deed{ShowPlace{scene.room.id, sequence, {}}};
    });
}

// Everything in a search that names somebody or a room, found one after the other.
Step search(const Scene& scene) {
    const text::SearchLine& query = scene.typed.query;
    net::Search search{
        .words = scene.typed.text, .rooms = {}, .from = {}, .since = query.since, .until = query.until};
    search.has = static_cast<net::Has>(query.has);
    search.order = static_cast<net::SearchOrder>(query.sort);
    const auto person = [&](const std::string& name) -> const net::UserRef* {
        return name == "me" ? &scene.model.me() : find_user(scene.model, scene.room, name);
    };
    for (const std::string& name : query.rooms) {
        const Room* room = find_room(scene.model, "#" + name);
        if (room == nullptr) {
            return bad(Why::NoSuchRoom, "You are in no room of the name behind in:. /rooms lists yours.");
        }
        search.rooms.push_back(room->id);
    }
    for (const std::string& name : query.people) {
        const net::UserRef* user = person(name);
        if (user == nullptr && !scene.found.people) return Need{NeedPeople{}};
        const Room* direct = user == nullptr ? nullptr : scene.model.direct(user->id);
        if (direct == nullptr) {
            return bad(Why::NoSuchRoom,
                       "You have never talked alone with the one behind in:@. /rooms lists whom.");
        }
        search.rooms.push_back(direct->id);
    }
    for (const std::string& name : query.from) {
        const net::UserRef* user = person(name);
        if (user == nullptr) return scene.found.people ? Scene::no_such_user() : Step{Need{NeedPeople{}}};
        search.from.push_back(user->id);
    }
    return ask(std::move(search));
}

// The enumerators are the same by intention.
static_assert(static_cast<int>(text::SearchHas::File) == static_cast<int>(net::Has::File));
static_assert(static_cast<int>(text::SearchSort::Relevance) == static_cast<int>(net::SearchOrder::Relevance));

Step show_message(const Scene& scene) {
    return scene.with_message([&](const FoundMessage& found) -> Step {
        if (found.known) return Deed{ShowMessage{scene.room.id, *found.known}};
        return bad(Why::NoSuchMessage, "This message is not known here. Name it by its number in the room.");
    });
}

Step mark_read(const Scene& scene) {
    return tell(MarkRead{scene.room.id, scene.room.mark_at(scene.room.head)});
}

Step former_texts(const Scene& scene) {
    auto message = message_named(*scene.typed.message, scene.model, scene.room, scene.found);
    if (auto* wrong = std::get_if<BadLine>(&message)) return std::move(*wrong);
    if (const auto* need = std::get_if<Need>(&message)) return *need;
    return ask(net::Edits{scene.room.id, std::get<FoundMessage>(message).id});
}

constexpr auto group = CommandGroup::Talk;

constexpr std::array rows{
    CommandRow{{"msg",
                {needed(ArgumentKind::User), maybe(ArgumentKind::Text)},
                "write to somebody alone; without a text, go on writing there",
                "/msg bob have you got a minute?",
                group},
               message_somebody},
    CommandRow{{"reply",
                {needed(ArgumentKind::Message), needed(ArgumentKind::Text)},
                "answer a message",
                "/reply 17 so do I",
                group},
               reply},
    CommandRow{{"edit",
                {maybe(ArgumentKind::OwnMessage), needed(ArgumentKind::Text)},
                "change your last message, or another of yours; here ^ counts your own only",
                "/edit ^2 what I meant",
                group},
               edit},
    CommandRow{{"delete",
                {maybe(ArgumentKind::OwnMessage)},
                "remove your last message, or another one for good",
                "/delete 17",
                group},
               remove},
    CommandRow{{"react",
                {needed(ArgumentKind::Message), needed(ArgumentKind::Emoji)},
                "set an emoji under a message, or take yours back",
                "/react ^ :+1:",
                group},
               react},
    CommandRow{{"unreact",
                {needed(ArgumentKind::Message), needed(ArgumentKind::Emoji)},
                "take your emoji back",
                "/unreact ^ :+1:",
                group},
               unreact},
    CommandRow{{"pin", {needed(ArgumentKind::Message)}, "pin a message to this room", "/pin 17", group},
               pin<true>},
    CommandRow{{"unpin", {needed(ArgumentKind::Message)}, "take a pin away", "/unpin 17", group}, pin<false>},
    CommandRow{{"pins", {}, "show what is pinned in this room", "/pins", group},
               [](const Scene& scene) -> Step {
                   return ask(net::Pins{scene.room.id, {}});
               }},
    CommandRow{{"history",
                {maybe(ArgumentKind::HistoryPart)},
                "show older messages of this room, the newest N, or those around a message or date",
                "/history before 17",
                group},
               history},
    CommandRow{{"goto",
                {needed(ArgumentKind::Place)},
                "show this room around a message or a date",
                "/goto 2026-11-20",
                group},
               go_to},
    CommandRow{{"search",
                {needed(ArgumentKind::Query)},
                "find messages in your rooms: words and from: in: has: before: after:",
                "/search pizza from:bob after:2026-11-01",
                group},
               search},
    CommandRow{{"reveal",
                {needed(ArgumentKind::Message)},
                "show a message as it was typed, with its spoilers",
                "/reveal 17",
                group},
               show_message},
    CommandRow{{"export",
                {needed(ArgumentKind::File), maybe(ArgumentKind::FileFormat)},
                "write all that was said in this room to a new file",
                "/export den.txt text",
                group},
               [](const Scene& scene) -> Step {
                   return Deed{ExportRoom{scene.room.id, scene.typed.file, scene.typed.format}};
               }},
    CommandRow{{"markread", {}, "count everything in this room as read", "/markread", group}, mark_read},
    CommandRow{{"edits",
                {needed(ArgumentKind::Message)},
                "show what an edited message said before, to those who keep order",
                "/edits 17",
                group},
               former_texts},
};

}  // namespace

std::span<const CommandRow> talk_commands() {
    return rows;
}

}  // namespace crosstalk::model
