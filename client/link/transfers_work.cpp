// What is next: which transfers begin, when bytes flow, and when something is looked at again.
#include <algorithm>
#include <utility>

#include "client/link/transfers.hpp"

namespace crosstalk::link {

namespace {

using State = model::TransferState;
using Kind = model::TransferKind;

constexpr net::Milliseconds look_interval{250};
// Something is awaited, and nothing at all was heard meanwhile.
constexpr std::int64_t dead_ms = 30'000;
constexpr std::int64_t idle_ms = 60'000;

}  // namespace

void Transfers::work_soon() {
    if (work_timer_) return;
    work_timer_ = runtime_.after({0}, [this] {
        work_timer_ = {};
        work();
        ways_.settled();
    });
}

void Transfers::work() {
    if (!is_open_) return;
    const net::Milliseconds now = runtime_.steady();
    for (const net::UploadId upload : std::exchange(to_drop_, {}))
        ways_.give({net::DropUpload{upload}, ways_.new_ref()});
    for (const auto& [id, each] : all_) {
        const bool is_next =
            each->step == Moving::Step::None && each->is_waiting() && each->not_before <= now;
        if (is_next) each->is_send() ? prepare_send(*each) : prepare_fetch(*each);
    }
    for (const auto& [id, each] : all_) {
        const bool is_first = each->is_send() && each->stored.place == 0;
        if (is_first && each->stored.shown.state == State::Sent) finish_group(group_of(*each));
    }
    const bool has_work =
        std::ranges::any_of(all_, [this](const auto& each) { return wants_to_move(*each.second); });
    if (has_work && place_ && !connection_.is_open() && connect_at_ <= now) connection_.open(*place_);
    if (connection_.is_ready()) {
        start();
        pump();
        connection_.flush();
    }
    forget_oldest_done();
    arm_timers();
}

bool Transfers::wants_to_move(const Moving& moving) const {
    if (!moving.is_waiting() || moving.step != Moving::Step::None || moving.not_before > runtime_.steady()) {
        return false;
    }
    if (moving.is_send()) return bool(moving.stored.upload);
    return moving.stored.target.empty() && (moving.stored.part.empty() || moving.hash);
}

void Transfers::start() {
    const auto count = [this](auto is_counted) {
        return static_cast<std::size_t>(std::ranges::count_if(flowing_, is_counted));
    };
    const auto is_send = [](const Moving* each) { return each->is_send(); };
    const auto is_save = [](const Moving* each) { return each->stored.shown.kind == Kind::Save; };
    for (const auto& [id, each] : all_) {
        if (each->is_send() && wants_to_move(*each) && count(is_send) < most_sends) start_send(*each);
    }
    for (const Kind kind : {Kind::Preview, Kind::Save}) {
        for (const auto& [id, each] : all_) {
            if (each->stored.shown.kind != kind || !wants_to_move(*each)) continue;
            if (flowing_.size() - count(is_send) >= most_fetches) return;
            if (kind == Kind::Save && count(is_save) >= most_saves) return;
            start_fetch(*each);
        }
    }
}

// One piece of each in turn, under a limit too: who has had one goes to the end.
void Transfers::pump() {
    for (bool has_moved = true; has_moved;) {
        has_moved = false;
        for (Moving* each : std::vector<Moving*>(flowing_)) {
            const auto is_flowing = [&] { return std::ranges::find(flowing_, each) != flowing_.end(); };
            if (!is_flowing() || each->step != Moving::Step::Flowing) continue;
            if (!(each->is_send() ? put_chunk(*each) : pull_chunk(*each))) continue;
            has_moved = true;
            if (!is_flowing()) continue;
            std::erase(flowing_, each);
            flowing_.push_back(each);
        }
    }
    net::Milliseconds wait = std::max(up_.wait(), down_.wait());
    if (up_.wait().value > 0 && down_.wait().value > 0) wait = std::min(up_.wait(), down_.wait());
    if (wait.value <= 0 || flowing_.empty() || pump_timer_) return;
    pump_timer_ = runtime_.after(wait, [this] {
        pump_timer_ = {};
        pump();
        connection_.flush();
        ways_.settled();
    });
}

void Transfers::arm_timers() {
    const net::Milliseconds now = runtime_.steady();
    std::optional<net::Milliseconds> due;
    const auto sooner = [&](net::Milliseconds at) {
        if (at > now) due = due ? std::min(*due, at) : at;
    };
    for (const auto& [id, each] : all_) {
        if (each->is_waiting()) sooner(each->not_before);
    }
    if (place_ && !connection_.is_open()) sooner(connect_at_);
    runtime_.cancel(std::exchange(later_timer_, {}));
    if (due) {
        later_timer_ = runtime_.after({due->value - now.value}, [this] {
            later_timer_ = {};
            work();
            ways_.settled();
        });
    }
    if (look_timer_ || !connection_.is_open()) return;
    looked_at_ = now;
    look_timer_ = runtime_.after(look_interval, [this] {
        look_timer_ = {};
        look();
        arm_timers();
        ways_.settled();
    });
}

void Transfers::look() {
    const net::Milliseconds now = runtime_.steady();
    const auto span = static_cast<std::uint64_t>(std::max<std::int64_t>(1, now.value - looked_at_.value));
    for (Moving* each : flowing_) {
        model::Transfer& shown = each->stored.shown;
        const std::uint64_t moved = shown.moved - std::min(shown.moved, each->rated);
        const std::uint64_t rate = moved * 1000 / span;
        const std::uint64_t smoothed = shown.rate == 0 ? rate : (shown.rate * 7 + rate * 3) / 10;
        const bool is_news = moved != 0 || smoothed != shown.rate || !each->is_told;
        each->rated = shown.moved;
        shown.rate = smoothed;
        if (is_news) changed(*each);
    }
    const bool is_awaited = std::ranges::any_of(flowing_, [](const Moving* each) {
        return each->step == Moving::Step::Opening || each->asked > each->stored.shown.moved;
    });
    if (!flowing_.empty()) idle_since_ = now;
    if (is_awaited && now.value - connection_.last_heard().value > dead_ms) return connection_.give_up();
    if (connection_.is_ready() && now.value - idle_since_.value > idle_ms) connection_.close();
}

// --- the connection

void Transfers::files_ready() {
    idle_since_ = runtime_.steady();
    work_soon();
}

void Transfers::files_received(net::FromServer message, net::Tag tag) {
    if (auto* chunk = std::get_if<net::FileChunk>(&message)) return take(std::move(*chunk));
    if (const auto* progress = std::get_if<net::PutProgress>(&message)) return take(*progress);
    if (const auto* done = std::get_if<net::PutDone>(&message)) return take(*done);
    if (const auto* fault = std::get_if<net::FileFault>(&message)) return take(*fault, tag);
    const auto* opened_file = std::get_if<net::FileOpened>(&message);
    if (opened_file == nullptr) return connection_.give_up();
    const auto asker = std::ranges::find_if(flowing_, [&](const Moving* each) {
        return !each->is_send() && each->step == Moving::Step::Opening && each->tag == tag;
    });
    if (asker != flowing_.end()) return opened(**asker, *opened_file);
    connection_.send(net::CloseFile{opened_file->handle});
}

void Transfers::files_settled() {
    pump();
    ways_.settled();
}

void Transfers::files_lost(net::Milliseconds pause) {
    halt_all();
    connect_at_ = {runtime_.steady().value + std::max<std::int64_t>(1, pause.value)};
    work_soon();
}

void Transfers::misbehaved(Moving& moving) {
    fail(moving, "The server sent something else than it was asked for. Try again, or report this.",
         Again::May);
    connection_.give_up();
}

}  // namespace crosstalk::link
