// What is asked of transfers, what is kept of them, and what is told.
#include "client/link/transfers.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace crosstalk::link {

namespace {

using State = model::TransferState;
using Kind = model::TransferKind;

// Far above what a profile gives out.
constexpr std::uint64_t first_preview_id = std::uint64_t{1} << 62U;

bool is_over(const StoredTransfer& transfer) {
    return transfer.shown.state == State::Done || transfer.shown.state == State::Failed;
}

// As the next run will find it.
StoredTransfer at_rest(StoredTransfer transfer) {
    if (transfer.shown.state == State::Preparing || transfer.shown.state == State::Running) {
        transfer.shown.state = State::Waiting;
    }
    transfer.shown.rate = 0;
    return transfer;
}

}  // namespace

Transfers::Transfers(FilePorts ports, transport::Runtime& runtime, Profile& profile, Ways ways)
    : ports_(std::move(ports)),
      runtime_(runtime),
      profile_(profile),
      ways_(std::move(ways)),
      connection_(ports_.dialer, runtime, profile.device_key(), *this) {
    sweep_outgoing();
}

Transfers::~Transfers() {
    for (const transport::TimerId timer : {work_timer_, later_timer_, pump_timer_, look_timer_})
        runtime_.cancel(timer);
    for (const auto& [id, moving] : all_)
        ports_.files.cancel(moving->job);
}

// --- the chat connection

void Transfers::open(const net::ServerKeyHash& server) {
    if (!is_open_ || server_ != server) {
        close();
        all_.clear();
        server_ = server;
        is_open_ = true;
        load();
    }
    std::vector<model::Transfer> known;
    for (const auto& [id, moving] : all_)
        known.push_back(moving->stored.shown);
    ways_.tell(model::TransfersKnown{std::move(known)});
}

void Transfers::load() {
    for (const files::FoundFile& left : ports_.files.list(profile_.cache_folder())) {
        if (left.path.ends_with(files::part_suffix)) ports_.files.remove(left.path);
    }
    std::set<std::string> posts;
    std::set<std::string> beginnings;
    for (const OutboxItem& item : profile_.outbox(server_)) {
        if (const auto* post = std::get_if<net::PostMessage>(&item.command)) {
            if (!post->files.empty()) posts.insert(item.ref);
        } else if (std::holds_alternative<net::SetProfile>(item.command)) {
            posts.insert(item.ref);
        } else if (std::holds_alternative<net::BeginUpload>(item.command)) {
            beginnings.insert(item.ref);
        }
    }
    std::vector<model::TransferId> gone;
    for (StoredTransfer& stored : profile_.transfers(server_)) {
        auto moving = std::make_unique<Moving>();
        model::Transfer& shown = stored.shown;
        // The program may have died after the post was in the outbox, or after it was answered.
        const bool is_posted = !shown.ref.empty() && posts.contains(shown.ref);
        if (shown.state == State::Sent && is_posted) shown.state = State::Done;
        const bool is_past = shown.state == State::Done &&
                             (shown.kind == Kind::Save ? !ports_.files.is_taken(shown.path) : !is_posted);
        if (is_past) {
            gone.push_back(shown.id);
            continue;
        }
        if (beginnings.contains(upload_ref(shown.id))) moving->step = Moving::Step::Beginning;
        moving->stored = std::move(stored);
        all_.emplace(moving->stored.shown.id, std::move(moving));
    }
    queued_are_untold_ = true;
    forget_rows(gone);
}

void Transfers::online(FilePlace place, const net::Limits& limits) {
    place_ = std::move(place);
    limits_ = limits;
    connect_at_ = {};
    for (const auto& [id, moving] : all_)
        moving->not_before = {};
    if (std::exchange(queued_are_untold_, false)) {
        for (const auto& [id, moving] : all_) {
            const StoredTransfer& stored = moving->stored;
            if (stored.shown.kind == Kind::Send && stored.place == 0) tell_left(group_of(*moving));
        }
    }
    work_soon();
}

// A message of an earlier run that is not in the outbox yet.
void Transfers::tell_left(const Group& group) {
    const auto is_in = [&](State state) {
        return std::ranges::any_of(group,
                                   [&](const Moving* each) { return each->stored.shown.state == state; });
    };
    if (is_in(State::Done)) return;
    tell_queued(group);
    for (const Moving* each : group) {
        const model::Transfer& shown = each->stored.shown;
        if (shown.state != State::Failed) continue;
        return ways_.tell(model::Failed{shown.ref, net::Status::Invalid, shown.reason, {}});
    }
}

void Transfers::tell_queued(const Group& group) {
    const StoredTransfer& first = group.front()->stored;
    if (first.shown.kind != Kind::Send) return;
    ways_.tell(model::Queued{first.shown.ref, first.shown.room, first.text, first.shown.at, first.reply_to,
                             files_of(first.shown.ref)});
}

void Transfers::cut() {
    place_.reset();
    asks_myself_ = false;
    connection_.close();
    halt_all();
}

void Transfers::close() {
    cut();
    is_open_ = false;
    for (const auto& [id, moving] : all_) {
        ports_.files.cancel(std::exchange(moving->job, {}));
        moving->step = Moving::Step::None;
    }
    for (transport::TimerId* timer : {&work_timer_, &later_timer_, &pump_timer_, &look_timer_})
        runtime_.cancel(std::exchange(*timer, {}));
}

void Transfers::forget(const net::ServerKeyHash& server) {
    for (const StoredTransfer& stored : profile_.transfers(server)) {
        if (!stored.part.empty()) ports_.files.remove(stored.part);
    }
    if (!is_open_ || server_ != server) return;
    close();
    all_.clear();
}

void Transfers::left(net::RoomId room) {
    Group previews;
    for (const auto& [id, each] : all_) {
        if (each->stored.shown.kind == Kind::Preview && each->stored.shown.room == room)
            previews.push_back(each.get());
    }
    for (Moving* each : previews) {
        halt(*each);
        remove_part(*each);
    }
    if (!previews.empty()) forget_all(previews);
}

// --- telling and keeping

void Transfers::changed(Moving& moving) {
    moving.is_told = true;
    ways_.tell(model::TransferChanged{moving.stored.shown});
}

void Transfers::keep(Moving& moving) {
    keep_all({&moving});
}

void Transfers::keep_all(const Group& group) {
    std::vector<StoredTransfer> rows;
    for (const Moving* each : group) {
        if (each->is_kept()) rows.push_back(at_rest(each->stored));
    }
    try {
        if (!rows.empty()) profile_.keep_transfers(server_, rows);
    } catch (const ProfileError& error) {
        ways_.tell(model::Trouble{error.what()});
    }
}

void Transfers::forget_rows(const std::vector<model::TransferId>& ids) {
    try {
        if (!ids.empty()) profile_.forget_transfers(ids);
    } catch (const ProfileError& error) {
        ways_.tell(model::Trouble{error.what()});
    }
}

void Transfers::drop_source(const Moving& moving) {
    const std::string& path = moving.stored.shown.path;
    if (!moving.is_send() || files::folder_of(path) != profile_.outgoing_folder()) return;
    const bool has_other = std::ranges::any_of(all_, [&](const auto& each) {
        return each.second.get() != &moving && !each.second->is_posted &&
               each.second->stored.shown.path == path;
    });
    if (!has_other) ports_.files.remove(path);
}

// What was made to be sent and never was, because somebody thought better of it or the program ended. By name: the profile's
// folder may have been given in another way then.
void Transfers::sweep_outgoing() {
    std::set<std::string> wanted;
    for (const model::SavedServer& server : profile_.servers()) {
        for (const StoredTransfer& stored : profile_.transfers(server.server.key))
            wanted.insert(files::name_of(stored.shown.path));
    }
    for (const files::FoundFile& found : ports_.files.list(profile_.outgoing_folder())) {
        if (!wanted.contains(files::name_of(found.path))) ports_.files.remove(found.path);
    }
}

void Transfers::forget_all(const Group& group) {
    std::vector<model::TransferId> kept;
    std::vector<model::TransferId> ids;
    for (Moving* each : group) {
        halt(*each);
        ports_.files.cancel(each->job);
        ids.push_back(each->stored.shown.id);
        if (each->is_kept()) kept.push_back(each->stored.shown.id);
    }
    forget_rows(kept);
    for (Moving* each : group) {
        each->is_posted = true;  // those of one message do not keep it for one another
        drop_source(*each);
    }
    for (const model::TransferId id : ids) {
        all_.erase(id);
        ways_.tell(model::TransferForgotten{id});
    }
    work_soon();
}

void Transfers::forget_oldest_done() {
    std::size_t over = 0;
    for (auto each = all_.rbegin(); each != all_.rend(); ++each) {
        const model::Transfer& shown = each->second->stored.shown;
        const bool is_of_outbox = each->second->is_send() && !each->second->is_posted;
        if (is_of_outbox || shown.state != State::Done || ++over <= max_done_transfers) continue;
        return forget_all({each->second.get()});
    }
}

void Transfers::add(std::vector<StoredTransfer> transfers) {
    Group group;
    for (StoredTransfer& stored : transfers) {
        auto moving = std::make_unique<Moving>();
        moving->stored = std::move(stored);
        group.push_back(all_.emplace(moving->stored.shown.id, std::move(moving)).first->second.get());
    }
    tell_queued(group);
    for (Moving* each : group)
        changed(*each);
    work_soon();
}

model::TransferId Transfers::next_preview_id() {
    return {first_preview_id + ++last_preview_};
}

void Transfers::fail(Moving& moving, const std::string& text, Again again, net::Status status) {
    const Group group = group_of(moving);
    const bool is_first = std::ranges::none_of(
        group, [](const Moving* each) { return each->stored.shown.state == State::Failed; });
    halt(moving);
    moving.step = Moving::Step::None;
    model::Transfer& shown = moving.stored.shown;
    shown.state = State::Failed;
    shown.reason = text;
    shown.can_retry = again == Again::May;
    keep(moving);
    changed(moving);
    if (moving.is_send() && is_first) ways_.tell(model::Failed{shown.ref, status, text, {}});
    work_soon();
}

void Transfers::put_off(Moving& moving, const std::string& why) {
    constexpr std::int64_t first_pause_ms = 2'000;
    constexpr std::int64_t longest_pause_ms = 300'000;
    constexpr unsigned most_doublings = 8;
    halt(moving);
    moving.step = Moving::Step::None;
    const std::int64_t pause =
        std::min(longest_pause_ms, first_pause_ms << std::min(moving.failures, most_doublings));
    ++moving.failures;
    moving.not_before = {runtime_.steady().value + pause};
    moving.stored.shown.state = State::Waiting;
    moving.stored.shown.reason = why;
    changed(moving);
    work_soon();
}

// --- steering

void Transfers::halt(Moving& moving) {
    const auto found = std::ranges::find(flowing_, &moving);
    if (found == flowing_.end()) return;
    flowing_.erase(found);
    close_file(moving);
    moving.source.reset();
    moving.part.reset();
    moving.tag = {};
    moving.step = Moving::Step::None;
    moving.stored.shown.rate = 0;
    if (moving.stored.shown.state == State::Running) moving.stored.shown.state = State::Waiting;
}

void Transfers::halt_all() {
    for (Moving* each : std::vector<Moving*>(flowing_)) {
        halt(*each);
        changed(*each);
    }
}

void Transfers::take(const model::SteerTransfer& command) {
    Moving* moving = find(command.transfer);
    if (moving == nullptr || !is_open_) return;
    switch (command.action) {
        case model::TransferAction::Pause:
            return pause(*moving);
        case model::TransferAction::Resume:
            return resume(*moving);
        case model::TransferAction::Retry:
            return retry(*moving);
        case model::TransferAction::Cancel:
            return cancel(*moving);
        case model::TransferAction::Dismiss:
            return dismiss(*moving);
    }
}

void Transfers::pause(Moving& moving) {
    const State state = moving.stored.shown.state;
    const bool can_be = state == State::Preparing || state == State::Waiting || state == State::Running;
    // What only has to get its name is as good as there.
    if (!can_be || moving.step == Moving::Step::Publishing) return;
    halt(moving);
    if (moving.step == Moving::Step::Reading) {
        ports_.files.cancel(std::exchange(moving.job, {}));
        moving.step = Moving::Step::None;
    }
    moving.stored.shown.state = State::Paused;
    moving.stored.shown.reason.clear();
    keep(moving);
    changed(moving);
    work_soon();
}

void Transfers::resume(Moving& moving) {
    if (moving.stored.shown.state != State::Paused) return;
    moving.stored.shown.state = State::Waiting;
    moving.not_before = {};
    keep(moving);
    changed(moving);
    work_soon();
}

void Transfers::retry(Moving& moving) {
    model::Transfer& shown = moving.stored.shown;
    if (shown.state != State::Failed || !shown.can_retry) return;
    shown.state = State::Waiting;
    shown.reason.clear();
    shown.can_retry = false;
    moving.not_before = {};
    moving.failures = 0;
    moving.restarts = 0;
    if (moving.is_send()) {
        // It may be another file by now.
        drop_upload(moving);
        shown.hash = {};
        shown.moved = 0;
    }
    keep(moving);
    changed(moving);
    const Group group = group_of(moving);
    const bool is_whole = std::ranges::none_of(
        group, [](const Moving* each) { return each->stored.shown.state == State::Failed; });
    if (is_whole) tell_queued(group);
    work_soon();
}

void Transfers::cancel(Moving& moving) {
    const Group group = group_of(moving);
    const bool is_too_late = std::ranges::any_of(group, [](const Moving* each) {
        return each->stored.shown.state == State::Done || each->step == Moving::Step::Publishing;
    });
    if (is_too_late) return;
    const std::string ref = moving.is_send() ? moving.stored.shown.ref : std::string();
    for (Moving* each : group) {
        halt(*each);
        drop_upload(*each);
        remove_part(*each);
    }
    forget_all(group);
    if (!ref.empty()) ways_.tell(model::Withdrawn{ref});
}

void Transfers::dismiss(Moving& moving) {
    if (!is_over(moving.stored)) return;
    if (moving.stored.shown.state == State::Failed) return cancel(moving);
    // Until then the outbox asks what the post carries.
    const bool is_of_outbox = moving.is_send() && !moving.is_posted;
    if (!is_of_outbox) forget_all({&moving});
}

bool Transfers::retry(const std::string& ref) {
    const Group group = group_of(ref);
    const bool is_ours = std::ranges::any_of(
        group, [](const Moving* each) { return each->stored.shown.state == State::Failed; });
    for (Moving* each : group) {
        // Even what is hopeless as it is: the file may be a smaller one by now.
        if (each->stored.shown.state == State::Failed) each->stored.shown.can_retry = true;
        retry(*each);
    }
    return is_ours;
}

bool Transfers::cancel(const std::string& ref) {
    const Group group = group_of(ref);
    const bool is_ours = !group.empty() && std::ranges::none_of(group, [](const Moving* each) {
        return each->stored.shown.state == State::Done;
    });
    if (is_ours) cancel(*group.front());
    return is_ours;
}

void Transfers::take(const model::LimitTransfers& command) {
    const net::Milliseconds now = runtime_.steady();
    if (up_.rate() != command.up) up_.limit(command.up, now);
    if (down_.rate() != command.down) down_.limit(command.down, now);
    downloads_ = command.folder;
    work_soon();
}

// --- finding

Transfers::Moving* Transfers::find(model::TransferId id) {
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : found->second.get();
}

Transfers::Group Transfers::group_of(const Moving& moving) {
    Group group;
    for (const auto& [id, each] : all_) {
        const bool is_same =
            each.get() == &moving || (moving.stored.group != 0 && each->stored.group == moving.stored.group);
        if (is_same) group.push_back(each.get());
    }
    std::ranges::sort(group, {}, [](const Moving* each) { return each->stored.place; });
    return group;
}

Transfers::Group Transfers::group_of(const std::string& ref) {
    for (const auto& [id, each] : all_) {
        if (each->is_send() && each->stored.shown.ref == ref) return group_of(*each);
    }
    return {};
}

std::vector<net::File> Transfers::files_of(const std::string& ref) const {
    std::map<std::uint32_t, net::File> files;
    for (const auto& [id, each] : all_) {
        const StoredTransfer& stored = each->stored;
        if (stored.shown.kind != Kind::Send || stored.shown.ref != ref) continue;
        files[stored.place] = {.name = stored.shown.name,
                               .size = stored.shown.size,
                               .hash = stored.shown.hash,
                               .width = stored.width,
                               .height = stored.height};
    }
    std::vector<net::File> list;
    for (auto& [place, file] : files)
        list.push_back(std::move(file));
    return list;
}

}  // namespace crosstalk::link
