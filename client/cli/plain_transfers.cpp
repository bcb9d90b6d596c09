// Files on their way, for people.
#include "client/cli/plain_text.hpp"

namespace crosstalk::cli {

namespace {

using State = model::TransferState;

std::string share_of(const model::Transfer& transfer) {
    if (transfer.size == 0) return {};
    return " " + std::to_string(transfer.moved * 100 / transfer.size) + "%";
}

std::string eta_of(const model::Transfer& transfer) {
    if (transfer.rate == 0 || transfer.moved >= transfer.size) return {};
    const auto left = static_cast<std::int64_t>((transfer.size - transfer.moved) / transfer.rate);
    return ", " + model::size_in_words(transfer.rate) + "/s, " + model::span_in_words({left * 1000}) +
           " left";
}

std::string what_of(const model::Transfer& transfer) {
    std::string name = transfer.name + " (" + model::size_in_words(transfer.size) + ")";
    const bool is_send =
        transfer.kind == model::TransferKind::Send || transfer.kind == model::TransferKind::Picture;
    switch (transfer.state) {
        case State::Preparing:
            return "reading " + name;
        case State::Waiting:
            return name + " waits" + (transfer.reason.empty() ? "" : ": " + transfer.reason);
        case State::Running:
            return (is_send ? "sending " : "saving ") + name + share_of(transfer) + eta_of(transfer);
        case State::Paused:
            return name + " rests at" + (transfer.size == 0 ? " 0%" : share_of(transfer)) + "; /resume " +
                   std::to_string(transfer.id.value) + " lets it go on";
        case State::Sent:
            return name + " is on the server";
        case State::Done:
            return is_send ? name + " was sent" : name + " is saved as " + transfer.path;
        case State::Failed:
            return name + " has failed: " + transfer.reason;
    }
    return name;
}

}  // namespace

void PlainPrinter::transfer(const model::Model&, const model::Transfer& transfer, TransferNews news) {
    if (transfer.kind == model::TransferKind::Preview) return;
    const bool is_quiet = transfer.state == State::Preparing || transfer.state == State::Sent ||
                          (transfer.state == State::Waiting && transfer.reason.empty());
    if (transfer.state != State::Running) tenths_.erase(transfer.id);
    if (transfer.state == State::Running) {
        // Small ones are there before anybody has read that they come.
        constexpr std::uint64_t worth_a_word = 1'000'000;
        const std::uint64_t tenth = transfer.size == 0 ? 0 : transfer.moved * 10 / transfer.size;
        const auto [known, is_new] = tenths_.try_emplace(transfer.id, tenth);
        if (transfer.size < worth_a_word || (!is_new && known->second == tenth)) return;
        known->second = tenth;
    } else if (is_quiet || news == TransferNews::Progress) {
        return;
    }
    const std::string text = in_one_line("[" + std::to_string(transfer.id.value) + "] " + what_of(transfer));
    if (transfer.state == State::Failed) return line(Style::Error, "!! " + text);
    notice(text);
}

void PlainPrinter::transfer_gone(model::TransferId transfer) {
    tenths_.erase(transfer);
}

void PlainPrinter::transfers(const model::Model& model, const Ref&) {
    bool is_none = true;
    for (const auto& [id, transfer] : model.transfers()) {
        if (transfer.kind == model::TransferKind::Preview) continue;
        is_none = false;
        line(in_one_line("  " + std::to_string(id.value) + " " + what_of(transfer)));
    }
    if (is_none) notice("no file is on its way");
}

}  // namespace crosstalk::cli
