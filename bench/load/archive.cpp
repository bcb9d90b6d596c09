#include "bench/load/archive.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <random>

#include "bench/load/archive_text.hpp"
#include "bench/load/crosstalk_asker.hpp"
#include "bench/load/crowd.hpp"
#include "bench/load/latencies.hpp"

namespace crosstalk::bench {

namespace {

constexpr Nanoseconds patience_to_join = std::chrono::seconds(60);
constexpr Nanoseconds patience_to_fill = std::chrono::minutes(30);
constexpr std::size_t page_rows = 100;

void require(bool holds, const std::string& what) {
    if (!holds) throw RoundFailed(what);
}

AskerOptions asker(const ProtocolOptions& options, const Plan& plan, std::size_t device) {
    return {.port = plan.port, .device = device, .passkey = options.passkey, .name = "bench asker"};
}

// --- searches

using Ask = std::function<net::Search(std::uint32_t)>;
struct Kind {
    const char* name;
    bool finds_something;
    Ask ask;  // each time something else
};

std::string word(std::uint32_t rank) {
    return archive_word({rank});
}

net::Search words(std::string text) {
    net::Search search;
    search.words = std::move(text);
    return search;
}

std::vector<Kind> kinds(const std::vector<net::UserId>& authors) {
    return {
        {"rare word", true, [](std::uint32_t i) { return words(word(archive_words / 2 + i)); }},
        {"common word", true, [](std::uint32_t i) { return words(word(i % 10)); }},
        {"two words", true, [](std::uint32_t i) { return words(word(i % 10) + " " + word(40 + i)); }},
        {"two words never together", false,
         [](std::uint32_t) { return words(std::string(first_apart) + " " + second_apart); }},
        {"from one author", true,
         [authors](std::uint32_t i) {
             net::Search search = words(word(i % 10));
             search.from = {authors[i % authors.size()]};
             return search;
         }},
        {"two Chinese characters", true,
         [](std::uint32_t i) {
             return words(archive_character({i % 10}) + archive_character({i / 10 % 10}));
         }},
        {"most relevant", true,
         [](std::uint32_t i) {
             net::Search search = words(word(i % 10));
             search.order = net::SearchOrder::Relevance;
             return search;
         }},
    };
}

nlohmann::json search_all(CrosstalkAsker& asker, const Kind& kind, std::uint32_t times) {
    Latencies latencies;
    std::size_t hits = 0;
    for (std::uint32_t i = 0; i < times; ++i) {
        const net::SearchPage page = asker.ask(kind.ask(i));
        latencies.add(asker.took());
        require(page.hits.empty() != kind.finds_something,
                std::string("a search found what it must not, or nothing: ") + kind.name);
        hits += page.hits.size();
    }
    nlohmann::json result = percentiles(latencies);
    result["hits"] = hits;
    return result;
}

// --- pages

nlohmann::json read_pages(CrosstalkAsker& asker, const Plan& plan, std::vector<net::UserId>& authors) {
    std::mt19937_64 random(plan.posts);
    Latencies latencies;
    for (std::size_t i = 0; i < plan.questions; ++i) {
        const net::Sequence before{page_rows * 2 + random() % (plan.posts - page_rows * 2)};
        const net::HistoryPage page = asker.ask({.room = net::lobby, .before = before, .limit = page_rows});
        latencies.add(asker.took());
        require(page.messages.size() == page_rows, "a page was not full");
        for (std::size_t row = 0; row < page_rows; ++row) {
            const net::Message& message = page.messages[row];
            require(message.sequence.value + page_rows == before.value + row &&
                        message.text.size() == message_bytes,
                    "a page holds something else than what lies before the place that was asked for");
            authors.push_back(message.author.id);
        }
    }
    std::ranges::sort(authors);
    authors.erase(std::unique(authors.begin(), authors.end()), authors.end());
    return percentiles(latencies);
}

}  // namespace

nlohmann::json fill(const ProtocolOptions& options, const Plan& plan) {
    const auto protocol = make_crosstalk_protocol(options);
    std::uint64_t posted = 0;
    std::uint64_t acknowledged = 0;
    const Instant begin = now();
    {
        Crowd crowd(*protocol, {.port = plan.port, .rooms = plan.rooms});
        crowd.connect(Duty::Send, plan.senders, patience_to_join);
        std::vector<std::uint64_t> left(plan.senders, plan.posts / plan.senders);
        const auto post = [&](Sender sender) {
            if (left.at(sender.value) == 0) return;
            --left[sender.value];
            crowd.post(sender, archive_text({posted++}));
        };
        crowd.set_hooks({.delivered = {}, .acknowledged = [&](Sender sender, std::size_t count, Instant) {
                             for (; count > 0; --count, ++acknowledged)
                                 post(sender);
                         }});
        for (std::uint32_t sender = 0; sender < plan.senders; ++sender) {
            for (std::size_t i = 0; i < plan.window; ++i)
                post({sender});
        }
        const std::uint64_t all = plan.posts / plan.senders * plan.senders;
        require(crowd.run([&] { return acknowledged == all; }, now() + patience_to_fill),
                "not everything was acknowledged in time");
    }
    const Nanoseconds took = now() - begin;
    // An answer waits until the archive has everything before the question.
    CrosstalkAsker(asker(options, plan, 0)).enter(net::lobby);
    return {{"posts", acknowledged},
            {"seconds", seconds_of(took)},
            {"seconds_until_archived", seconds_of(now() - begin)}};
}

nlohmann::json join_all(const ProtocolOptions& options, const Plan& plan) {
    CrosstalkAsker joining(asker(options, plan, plan.receivers));
    joining.enter(net::lobby);
    std::size_t joined = 0;
    net::Directory question;
    for (bool more = true; more;) {
        const net::DirectoryPage page = joining.ask(question);
        for (const net::RoomSummary& room : page.rooms) {
            question.after = room.id;
            if (room.kind != net::RoomKind::Public) continue;
            require(joining.submit(net::JoinRoom{.room = room.id}).status == net::Status::Done,
                    "a room could not be joined");
            ++joined;
        }
        more = !page.last;
    }
    return {{"joined", joined}};
}

nlohmann::json purge(const ProtocolOptions& options, const Plan& plan) {
    CrosstalkAsker owner(asker(options, plan, 0));
    owner.enter(net::lobby);
    require(owner.submit(net::ClaimOwner{.code = plan.owner_code}).status == net::Status::Done,
            "the owner code was refused");
    require(owner.submit(net::PurgeMessages{net::lobby, {1}}).status == net::Status::Done,
            "the purge was refused");
    return nlohmann::json::object();
}

nlohmann::json ask_archive(const ProtocolOptions& options, const Plan& plan) {
    ProcessMeter meter(plan.server);
    const Memory before = meter.memory();
    CrosstalkAsker asking(asker(options, plan, 0));
    asking.enter(net::lobby);
    std::vector<net::UserId> authors;
    nlohmann::json result{{"page", read_pages(asking, plan, authors)}};
    for (const Kind& kind : kinds(authors))
        result["search"][kind.name] =
            search_all(asking, kind, static_cast<std::uint32_t>(plan.questions / 5));
    result["authors"] = authors.size();
    result["memory_before"] = json_of(before);
    result["memory_after"] = json_of(meter.memory());
    return result;
}

nlohmann::json come_back(const ProtocolOptions& options, const Plan& plan) {
    Latencies until_rooms;
    Latencies until_state;
    std::uint64_t most_bytes = 0;
    std::uint64_t unread = 0;
    std::size_t rooms = 0;
    for (std::size_t i = 0; i < plan.questions; ++i) {
        CrosstalkAsker coming(asker(options, plan, plan.receivers));
        const CrosstalkAsker::Entry entry = coming.enter(net::lobby);
        // Everything that the server sends of its own accord comes before the answer to a question.
        coming.ask(net::Directory{});
        until_rooms.add(entry.until_rooms);
        until_state.add(entry.until_state);
        unread = 0;
        rooms = entry.rooms.size();
        for (const net::MyRoom& mine : entry.rooms) {
            if (mine.room.id != net::lobby) unread += mine.room.posts.value - mine.read.posts.value;
        }
        require(unread == plan.posts, "it was told of " + std::to_string(unread) + " missed messages");
        const CrosstalkAsker::Received& received = coming.received();
        most_bytes = std::max(most_bytes, received.bytes);
        const auto came = [&](net::MessageType type) { return received.frames.contains(type); };
        require(!came(net::MessageType::HistoryPage) && !came(net::MessageType::Event),
                "a page or an event came that was not asked for");
        require(received.frames.at(net::MessageType::RoomState) == 1, "more than one room was told");
    }
    return {{"until_counts", percentiles(until_rooms)},
            {"until_room_is_shown", percentiles(until_state)},
            {"rooms", rooms},
            {"missed", unread},
            {"bytes", most_bytes}};
}

}  // namespace crosstalk::bench
