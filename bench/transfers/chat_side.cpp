#include "bench/transfers/chat_side.hpp"

#include "bench/load/crowd.hpp"

namespace crosstalk::bench {

namespace {

void require(const net::Outcome& outcome, const char* what) {
    if (outcome.status == net::Status::Done) return;
    throw RoundFailed(std::string(what) + ": status " + std::to_string(static_cast<int>(outcome.status)));
}

}  // namespace

ChatSide::ChatSide(const TransferPlan& plan, std::size_t device)
    : device_(plan.device + device),
      asker_({.port = plan.port,
              .device = device_,
              .passkey = plan.passkey,
              .name = "bench file " + std::to_string(device_)}),
      session_(asker_.enter({}).session) {}

net::UploadId ChatSide::begin(const net::File& file) {
    net::BeginUpload begin;
    begin.name = file.name;
    begin.size = file.size;
    begin.hash = file.hash;
    const net::Outcome outcome = asker_.submit(begin);
    require(outcome, "an upload was refused");
    return outcome.upload;
}

PostedBlob ChatSide::post(net::UploadId upload, const net::File& file) {
    net::PostMessage message;
    message.room = net::lobby;
    message.files.push_back({upload, 0, 0});
    const net::Outcome outcome = asker_.submit(message);
    require(outcome, "a message with a file was refused");
    return {.source = {.room = net::lobby, .message = outcome.message, .index = 0, .picture_of = {}},
            .file = file};
}

}  // namespace crosstalk::bench
