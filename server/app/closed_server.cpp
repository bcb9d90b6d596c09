#include "server/app/closed_server.hpp"

#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "net/codec.hpp"
#include "net/text/paths.hpp"

namespace crosstalk::server {

namespace {

// Opening would make what is not there.
std::filesystem::path existing(const std::filesystem::path& file, const DataFolder& folder) {
    if (std::filesystem::exists(file)) return file;
    throw std::runtime_error("There is no server's data in " + text::utf8_of(folder.path) +
                             ". Say with --data where it is.");
}

local::Post post_to(transport::Loop& loop) {
    return [&loop](std::function<void()> task) { loop.post(std::move(task)); };
}

}  // namespace

ClosedServer::ClosedServer(const DataFolder& folder)
    : folder_(folder),
      journal_(existing(folder.journal(), folder), post_to(loop_)),
      view_(existing(folder.view(), folder), post_to(loop_)) {
    view_.on_failure([this](const std::string& reason) { failure_ = reason; });
    hub_ = hub::Hub(view_.load());
    follow();
}

Records ClosedServer::records() {
    return {folder_, journal_, view_, [this]() -> const hub::State& { return hub_.state(); }};
}

void ClosedServer::follow() {
    const net::Mark mark = hub_.state().mark;
    const net::Mark head = journal_.head();
    const bool fits =
        mark.position <= head.position && (!mark.position || journal_.id_at(mark.position) == mark.entry);
    if (!fits) {
        throw std::runtime_error(
            "The archive and the journal do not belong together. Restore both from the same backup.");
    }
    journal_.follow(mark.position,
                    {.entries = [this](std::span<const ports::JournalEntry> entries) { apply(entries); },
                     .failed = [this](const std::string& reason) { failure_ = reason; }});
    while (hub_.state().mark.position < head.position) {
        loop_.run_one();
        throw_if_failed();
    }
}

void ClosedServer::apply(std::span<const ports::JournalEntry> entries) {
    std::vector<hub::AppliedEntry> applied;
    for (const ports::JournalEntry& entry : entries) {
        const auto decoded = net::decode_command(entry.command);
        const auto* logged = std::get_if<net::LoggedCommand>(&decoded);
        if (logged == nullptr || std::holds_alternative<net::Unknown>(logged->command)) {
            failure_ = "Entry " + std::to_string(entry.position.value) +
                       " of the journal cannot be read. Was it written by a newer server? Use that one, or "
                       "restore a "
                       "backup.";
            return;
        }
        const net::Mark mark{entry.position, entry.id};
        hub::Effects effects = hub_.apply({mark, entry.at, entry.rules}, *logged);
        applied.push_back({mark, entry.at, hub_.state().rules, std::move(effects.changes)});
    }
    view_.apply(std::move(applied));
}

void ClosedServer::run(const std::function<void(const Reply&)>& answer, const Reply& reply) {
    bool has_ended = false;
    answer({.row = reply.row,
            .when_taken = [this](std::function<void()> more) { loop_.post(std::move(more)); },
            .end =
                [&has_ended, &reply](const std::string& failure) {
                    has_ended = true;
                    reply.end(failure);
                }});
    while (!has_ended) {
        loop_.run_one();
        throw_if_failed();
    }
}

void ClosedServer::throw_if_failed() const {
    if (!failure_.empty()) throw std::runtime_error(failure_);
}

}  // namespace crosstalk::server
