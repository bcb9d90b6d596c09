#include "tests/server_app/small_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "net/codec.hpp"
#include "server/local/upkeep.hpp"

namespace crosstalk::testing {

namespace {

constexpr net::Milliseconds long_time{60'000};
constexpr net::Milliseconds patience{60'000};

}  // namespace

// --- time

transport::TimerId StoppedRuntime::after(net::Milliseconds span, std::function<void()> task) {
    if (span < long_time) return real_.after(span, std::move(task));
    waiting_.emplace(++next_, std::move(task));
    return {next_};
}

void StoppedRuntime::cancel(transport::TimerId timer) {
    if (waiting_.erase(timer.value) == 0) real_.cancel(timer);
}

bool StoppedRuntime::let_time_pass() {
    const auto due = std::exchange(waiting_, {});
    for (const auto& [timer, task] : due)
        task();
    return !due.empty();
}

// --- the server

SmallServer::SmallServer(const server::DataFolder& folder, std::optional<std::chrono::days> keep)
    : folder_(folder),
      runtime_(loop_),
      journal_(folder.journal(), [this](std::function<void()> task) { loop_.post(std::move(task)); }),
      view_(folder.view(), [this](std::function<void()> task) { loop_.post(std::move(task)); }),
      blobs_(folder.files(), runtime_, [this](std::function<void()> task) { loop_.post(std::move(task)); },
             {.bytes = 0, .percent = 0}) {
    view_.on_failure([this](const std::string& reason) { failure_ = reason; });
    hub_ = hub::Hub(view_.load());
    runtime_.now = first_hour;
    caretaker_.emplace(
        server::Caretaker::Means{.folder = folder,
                                 .journal = journal_,
                                 .view = view_,
                                 .blobs = blobs_,
                                 .state = [this]() -> const hub::State& { return hub_.state(); },
                                 .runtime = runtime_,
                                 .log =
                                     [this](server::LogLevel level, std::string_view line) {
                                         if (level >= server::LogLevel::Warning) warnings_.emplace_back(line);
                                     },
                                 .purge = [this](net::Timestamp before) { purges_.push_back(before); },
                                 .keep = keep});
    const net::Position head = journal_.head().position;
    journal_.follow(hub_.state().mark.position,
                    {.entries = [this](std::span<const ports::JournalEntry> entries) { apply(entries); },
                     .failed = [this](const std::string& reason) { failure_ = reason; }});
    wait_until([&] { return hub_.state().mark.position >= head; });
    by_server(net::ServerStarted{});
}

hub::Effects SmallServer::apply(net::LoggedCommand command) {
    const net::Position before = hub_.state().mark.position;
    runtime_.now = std::max(runtime_.now, hub_.state().at) + hour;
    journal_.append({{.id = {runtime_.random_number() | 1U},
                      .at = runtime_.now,
                      .rules = 1,
                      .command = net::encode_command(command)}});
    wait_until([&] { return hub_.state().mark.position > before; });
    return newest_effects_;
}

void SmallServer::apply(std::span<const ports::JournalEntry> entries) {
    std::vector<hub::AppliedEntry> applied;
    for (const ports::JournalEntry& entry : entries) {
        const auto logged = std::get<net::LoggedCommand>(net::decode_command(entry.command));
        const net::Mark mark{entry.position, entry.id};
        newest_effects_ = hub_.apply({mark, entry.at, entry.rules}, logged);
        applied.push_back({mark, entry.at, entry.rules, newest_effects_.changes});
        caretaker_->applied(applied.back());
    }
    view_.apply(std::move(applied));
}

hub::Effects SmallServer::does(const Person& person, net::Command command) {
    return apply({.origin = {person.user, person.device, net::RunId{1}, net::CommandNumber{++numbers_}},
                  .command = std::move(command)});
}

Person SmallServer::person(const std::string& name) {
    net::DeviceKey key{};
    std::copy(name.begin(), name.end(), key.begin());
    by_server(net::CreateUser{name, name, key, {}});
    const hub::Device& device = *hub_.state().device(key);
    return {device.row.user, device.row.id};
}

net::MessageTarget SmallServer::post(const Person& author, net::RoomId room, const std::string& text) {
    const hub::Effects effects = does(author, net::PostMessage{.room = room, .text = text, .mentions = {}});
    return {effects.outcome.message, effects.outcome.sequence, author.user, hub_.state().at};
}

net::UploadId SmallServer::upload(const Person& author, const net::Bytes& body) {
    const net::Digest hash = net::sha256(body);
    const net::UploadId upload =
        does(author, net::BeginUpload{.name = "file", .size = body.size(), .hash = hash}).outcome.upload;
    bool is_stored = false;
    blobs_.begin(upload, hash, body.size(), [](auto, auto) {});
    blobs_.write(upload, 0, body, [](auto, auto) {});
    blobs_.finish(upload, [&](std::optional<ports::BlobName> stored, std::optional<ports::BlobFault>) {
        is_stored = stored.has_value();
    });
    wait_until([&] { return is_stored; });
    by_server(net::FinishUpload{upload});
    return upload;
}

net::MessageTarget SmallServer::post_file(const Person& author, net::RoomId room, const net::Bytes& body) {
    const hub::Effects effects =
        does(author, net::PostMessage{.room = room, .mentions = {}, .files = {{upload(author, body)}}});
    return {effects.outcome.message, effects.outcome.sequence, author.user, hub_.state().at, 1};
}

void SmallServer::wait_until(const std::function<bool()>& condition) {
    bool is_too_late = false;
    const transport::LoopTimerId alarm = loop_.after(patience, [&] { is_too_late = true; });
    while (!condition()) {
        if (!failure_.empty()) throw std::runtime_error(failure_);
        if (is_too_late) throw std::runtime_error("what was awaited never came");
        loop_.run_one();
        // What the caretaker asks the server to do is done by the test, whose turn it is not inside a callback.
        for (const net::Timestamp before : std::exchange(purges_, {}))
            by_server(net::PurgeMessages{{}, before});
    }
    loop_.cancel(alarm);
}

void SmallServer::catch_up() {
    bool done = false;
    view_.when_overwritten(hub_.state().mark.position, [&] { done = true; });
    wait_until([&] { return done; });
}

void SmallServer::wait_for_the_caretaker() {
    wait_until([&] { return !caretaker_->is_busy(); });
}

std::string SmallServer::archived(net::RoomId room) {
    std::optional<std::string> texts;
    view_.page({.room = room, .before = {}, .after = {}, .at = {}, .limit = 200, .reader = {}},
               hub_.state().mark.position, [&](const ports::Page& page) {
                   texts.emplace();
                   for (const net::Message& message : page.messages)
                       *texts += (message.deleted ? "-" : message.text) + " ";
               });
    wait_until([&] { return texts.has_value(); });
    return *texts;
}

net::Position SmallServer::trimmed() {
    std::optional<net::Position> trimmed;
    journal_.on_disk([&](local::Database& journal) {
        const net::Position position = local::trimmed_of_journal(journal);
        return [&trimmed, position] { trimmed = position; };
    });
    wait_until([&] { return trimmed.has_value(); });
    return *trimmed;
}

server::Records SmallServer::records() {
    return {folder_, journal_, view_, [this]() -> const hub::State& { return hub_.state(); }};
}

// --- files

std::vector<std::string> files_with(const std::filesystem::path& folder, const std::string& text) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(stream), {}};
        if (content.find(text) != std::string::npos)
            names.push_back(entry.path().lexically_relative(folder).generic_string());
    }
    std::ranges::sort(names);
    return names;
}

void make_older(const std::filesystem::path& file, std::chrono::days age) {
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - age);
}

}  // namespace crosstalk::testing
