#include "tests/simulation/machine.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::testing {

Machine::Process::Process(Machine& machine)
    : runtime(machine.loop_, machine.chance_.number()),
      journal(runtime, machine.journal),
      view(runtime, machine.view),
      bus(runtime, machine.bus),
      blobs(runtime, machine.blobs),
      node(machine.options_, {journal, view, bus, blobs, runtime}) {}

Machine::Machine(VirtualLoop& loop, Network& network, Verdict& verdict, server::NodeOptions options,
                 std::uint64_t seed)
    : loop_(loop), network_(network), verdict_(verdict), options_(std::move(options)), chance_(seed) {}

Machine::~Machine() {
    end();
}

void Machine::start() {
    if (process_) return;
    verdict_.say("server  starts");
    process_ = std::make_unique<Process>(*this);
    const std::uint64_t number = ++processes_;
    process_->node.start(
        [this] {
            verdict_.say("server  is ready");
            if (!process_) return;
        },
        [this, number](const std::string& reason) {
            verdict_.say("server  fails: " + reason);
            // The process ends, as it must.
            loop_.after({}, [this, number] {
                if (process_ && processes_ == number) end();
            });
        });
    network_.listen(
        {.admit = [this](const std::string& address) { return process_->node.admit(address); },
         .open = [this](transport::Channel& channel,
                        const transport::Peer& peer) { return process_->node.open(channel, peer); }});
}

void Machine::stop() {
    if (!process_) return;
    verdict_.say("server  stops in order");
    network_.stop_listening();
    const std::uint64_t number = processes_;
    process_->node.stop("The server is being restarted.", [this, number] {
        loop_.after({}, [this, number] {
            if (process_ && processes_ == number) end();
        });
    });
}

void Machine::end() {
    if (!process_) return;
    network_.server_died();
    process_.reset();
}

void Machine::crash(std::size_t archive_loses) {
    if (!process_) return;
    end();
    const std::size_t lost = view.lose_suffix(archive_loses);
    verdict_.say("server  crashes, the archive loses " + std::to_string(lost) + " entries");
}

void Machine::back_up() {
    backup_ = Disks{journal, view, blobs};
}

void Machine::restore() {
    journal = backup_->journal;
    view = backup_->view;
    blobs = backup_->blobs;
    verdict_.say("server  is restored from a backup that ends at entry " +
                 std::to_string(journal.head().position.value));
}

std::size_t Machine::lose_tail(std::size_t entries) {
    // The archive cannot lose more than was not yet durable in it.
    const std::uint64_t floor = std::max(view.durable(), journal.trimmed().position).value;
    const std::uint64_t head = journal.head().position.value;
    const std::size_t lost =
        std::min<std::size_t>(entries, static_cast<std::size_t>(head > floor ? head - floor : 0));
    journal.lose_tail(lost);
    const std::uint64_t left = journal.head().position.value;
    const std::uint64_t archived = view.rows().mark.position.value;
    if (archived > left) view.lose_suffix(static_cast<std::size_t>(archived - left));
    verdict_.say("server  loses the newest " + std::to_string(lost) + " entries of its journal");
    return lost;
}

net::Position Machine::applied() const {
    return process_ ? process_->node.hub().state().mark.position : net::Position{};
}

void Machine::step_clock(net::Milliseconds by) {
    if (process_) process_->runtime.step_wall(by);
}

}  // namespace crosstalk::testing
