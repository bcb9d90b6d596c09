// What the tests of the view's contract share: a view of each kind, and the plain maps that say what it must hold.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/conformance/views.hpp"

namespace crosstalk::testing {

inline constexpr net::RoomId hall{2048};
inline constexpr net::RoomId attic{3072};
inline constexpr net::UserId ann{1024};
inline constexpr net::UserId bob{1025};

using Texts = std::vector<std::string>;

template <class Views>
class ViewContract : public ::testing::Test {
  protected:
    hub::Snapshot open() {
        view_ = views_.open();
        hub::Snapshot snapshot = view_->load();
        view_->on_failure([this](std::string reason) { failures_.push_back(std::move(reason)); });
        return snapshot;
    }
    hub::Snapshot reopened() {
        view_.reset();
        return open();
    }

    // Gives the view what the model is given.
    void apply(std::vector<hub::AppliedEntry> entries) {
        for (const hub::AppliedEntry& entry : entries)
            model_.apply(entry);
        view_->apply(std::move(entries));
    }
    void apply(std::vector<hub::Change> changes) {
        apply({hub::AppliedEntry{next_mark(), now(), 1, std::move(changes)}});
    }
    [[nodiscard]] net::Mark next_mark() const {
        return {model_.mark.position.next(), {model_.mark.position.value + 7}};
    }
    // The time of the next entry: a second after the last one.
    [[nodiscard]] net::Timestamp now() const { return model_.at + net::Milliseconds{1'000}; }
    bool stored() {
        return views_.run_until([&] { return view_->applied() == model_.mark.position; });
    }

    // --- what happens in a room, with the room's row as the hub would send it

    net::Sequence take_place(std::vector<hub::Change>& changes, net::RoomId room) {
        const auto known = model_.rooms.find(room);
        hub::RoomRow row{.id = room, .name = "a room", .name_key = "a room"};
        if (known != model_.rooms.end()) row = known->second;
        row.head = row.head.next();
        changes.emplace_back(row);
        return row.head;
    }
    net::MessageId post(const std::string& text, net::UserId author = ann, net::RoomId room = hall) {
        return post(hub::MessageRow{.room = room, .author = author, .text = text});
    }
    net::MessageId post(hub::MessageRow message) {
        std::vector<hub::Change> changes;
        message.sequence = message.revision = take_place(changes, message.room);
        hub::RoomRow& room = std::get<hub::RoomRow>(changes.back());
        room.posts = room.posts.next();
        message.id = net::make_id<net::MessageId>(next_mark().position, 0);
        message.at = now();
        changes.emplace_back(message);
        apply(std::move(changes));
        return message.id;
    }
    void edit(net::MessageId message, const std::string& text, net::RoomId room = hall) {
        std::vector<hub::Change> changes;
        const net::Sequence revision = take_place(changes, room);
        changes.emplace_back(hub::TextChanged{room, message, revision, now(), text});
        apply(std::move(changes));
    }
    void take_back(net::MessageId message, net::RoomId room = hall) {
        std::vector<hub::Change> changes;
        const net::Sequence revision = take_place(changes, room);
        changes.emplace_back(hub::MessageDeleted{room, message, revision});
        apply(std::move(changes));
    }
    void react(net::MessageId message, const std::string& emoji, net::UserId user = ann, bool on = true,
               net::RoomId room = hall) {
        std::vector<hub::Change> changes;
        const net::Sequence revision = take_place(changes, room);
        changes.emplace_back(hub::ReactionChanged{room, message, revision, user, emoji, on});
        apply(std::move(changes));
    }
    void pin(net::MessageId message, net::RoomId room = hall) {
        std::vector<hub::Change> changes;
        const net::Sequence revision = take_place(changes, room);
        const hub::MessageRow& row = model_.find(room, message)->row;
        changes.emplace_back(hub::PinRow{room, message, row.sequence, row.at});
        changes.emplace_back(hub::PinChanged{room, message, revision});
        apply(std::move(changes));
    }
    // Everything said before that message.
    void purge_before(net::MessageId message, net::RoomId room = hall) {
        purge_before(model_.find(room, message)->row.at, room);
    }
    void purge_before(net::Timestamp at, net::RoomId room = hall) {
        std::vector<hub::Change> changes;
        take_place(changes, room);
        std::get<hub::RoomRow>(changes.back()).purged_before = at;
        changes.emplace_back(hub::MessagesPurged{room, at});
        apply(std::move(changes));
    }
    void name(net::UserId user, const std::string& name) {
        apply({hub::UserRow{.id = user, .name = name, .name_key = name}});
    }

    // --- questions, answered as of everything that was applied

    template <class Answer, class Ask>
    Answer answer(Ask ask) {
        std::optional<Answer> answer;
        ask(model_.mark.position, [&](Answer given) { answer = std::move(given); });
        EXPECT_TRUE(views_.run_until([&] { return answer.has_value(); }));
        return answer.value_or(Answer{});
    }
    ports::Rows rows_above(const ports::RowsAbove& query) {
        return answer<ports::Rows>(
            [&](net::Position all, auto take) { view_->rows_above(query, all, std::move(take)); });
    }
    ports::Page page(const ports::PageQuery& query) {
        return answer<ports::Page>(
            [&](net::Position all, auto take) { view_->page(query, all, std::move(take)); });
    }
    std::optional<ports::MessageFacts> facts(net::MessageId message, net::RoomId room = hall,
                                             net::UserId asker = {}) {
        return answer<std::optional<ports::MessageFacts>>([&](net::Position all, auto take) {
            view_->message_facts(room, message, asker, all, std::move(take));
        });
    }
    std::vector<ports::MarkAfterPurge> marks_after_purge(net::RoomId room = hall) {
        return answer<std::vector<ports::MarkAfterPurge>>(
            [&](net::Position all, auto take) { view_->marks_after_purge(room, all, std::move(take)); });
    }
    std::vector<net::Message> messages(const std::vector<net::MessageId>& ids, net::UserId reader = {},
                                       net::RoomId room = hall) {
        return answer<std::vector<net::Message>>(
            [&](net::Position all, auto take) { view_->messages(room, ids, reader, all, std::move(take)); });
    }
    // Of one that is there.
    net::Message message(net::MessageId id, net::UserId reader = {}, net::RoomId room = hall) {
        std::vector<net::Message> found = messages({id}, reader, room);
        EXPECT_EQ(found.size(), 1u);
        return found.empty() ? net::Message{} : std::move(found.front());
    }
    net::SearchPage search(const ports::SearchQuery& query) {
        return answer<net::SearchPage>(
            [&](net::Position all, auto take) { view_->search(query, all, std::move(take)); });
    }
    std::vector<net::FormerText> former_texts(net::MessageId message, net::RoomId room = hall) {
        return answer<std::vector<net::FormerText>>(
            [&](net::Position all, auto take) { view_->former_texts(room, message, all, std::move(take)); });
    }
    net::AuditPage audit(net::RoomId room, net::Position before = {}) {
        return answer<net::AuditPage>(
            [&](net::Position all, auto take) { view_->audit(room, before, all, std::move(take)); });
    }

    static Texts texts(const std::vector<net::Message>& messages) {
        Texts all;
        for (const net::Message& message : messages)
            all.push_back(message.text);
        return all;
    }
    // The snippets, the first hit first.
    Texts found(const ports::SearchQuery& query) {
        Texts all;
        for (const net::Hit& hit : search(query).hits)
            all.push_back(hit.snippet);
        return all;
    }
    Texts found(const std::string& words, std::vector<net::RoomId> rooms = {hall}) {
        return found({.words = words, .rooms = std::move(rooms)});
    }

    Views views_;
    ViewRows model_;
    std::vector<std::string> failures_;
    std::unique_ptr<ports::View> view_;
};

using AllViews = ::testing::Types<MemoryViews, SqliteViews>;
class ViewNames {
  public:
    template <class T>
    static std::string GetName(int) {
        return std::is_same_v<T, MemoryViews> ? "memory" : "sqlite";
    }
};

}  // namespace crosstalk::testing
