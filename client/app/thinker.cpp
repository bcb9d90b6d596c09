#include "client/app/thinker.hpp"

#include <utility>

namespace crosstalk::app {

namespace {

// On 15x15 some five milliseconds, elsewhere less.
constexpr std::uint32_t nodes_in_slice = 32;

struct Thought {
    ui::ThinkOfMove wanted;
    games::Search search;
};

void forget(std::vector<Thought>& thoughts, ui::GameId game) {
    std::erase_if(thoughts, [&](const Thought& each) { return each.wanted.game == game; });
}

}  // namespace

Thinker::~Thinker() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    arrived_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Thinker::ask(ui::ThinkOfMove wanted) {
    put(wanted);
}

void Thinker::stop(ui::GameId game) {
    // Who was never asked has nothing to give up.
    if (thread_.joinable()) put(ui::StopThinking{game});
}

void Thinker::put(Wish wish) {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    {
        const std::lock_guard lock(mutex_);
        wishes_.push_back(wish);
    }
    arrived_.notify_one();
}

void Thinker::run() {
    std::vector<Thought> thoughts;
    while (true) {
        std::vector<Wish> wishes;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [&] { return stopped_ || !wishes_.empty() || !thoughts.empty(); });
            if (stopped_) return;
            wishes.swap(wishes_);
        }
        for (const Wish& wish : wishes) {
            if (const auto* given_up = std::get_if<ui::StopThinking>(&wish)) forget(thoughts, given_up->game);
            const auto* wanted = std::get_if<ui::ThinkOfMove>(&wish);
            if (wanted == nullptr) continue;
            forget(thoughts, wanted->game);
            thoughts.push_back({*wanted, games::Search(wanted->position, wanted->level, wanted->seed)});
        }
        std::erase_if(thoughts, [this](Thought& each) {
            if (!each.search.run(nodes_in_slice)) return false;
            told_({each.wanted.game, each.wanted.ticket, each.search.best_move()});
            return true;
        });
    }
}

}  // namespace crosstalk::app
