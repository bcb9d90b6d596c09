#include "client/images/decode_helper.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <optional>
#include <vector>

#include "client/images/helper_streams.hpp"
#include "client/images/helper_wire.hpp"
#include "client/images/sandbox.hpp"

namespace crosstalk::images {

namespace {

// Ends the process where the client is gone.
void say(std::span<const std::uint8_t> bytes) {
    if (!write_output(bytes)) std::_Exit(helper_exit_done);
}

void say_frame(const Frame& frame) {
    say(written(AnswerHead(FrameHead{frame.width, frame.height, frame.delay})));
    say(frame.pixels);
}

void skip_input(std::size_t size) {
    std::array<std::uint8_t, 4096> some{};
    while (size > 0) {
        const std::size_t now = std::min(size, some.size());
        if (!read_input(std::span(some).first(now))) std::_Exit(helper_exit_done);
        size -= now;
    }
}

void answer(const RequestHead& request, const DecodeFunction& decoding) {
    DecodeEnd end{.outcome = DecodeOutcome::OutOfMemory, .is_whole = false, .picture = {}};
    std::vector<std::uint8_t> file;
    try {
        file.resize(request.file_bytes);
    } catch (const std::bad_alloc&) {
        skip_input(request.file_bytes);
        say(written(AnswerHead(end)));
        return;
    }
    if (!read_input(file)) std::_Exit(helper_exit_done);
    end = decoding(file, request.wish, [](const Frame& frame) { say_frame(frame); });
    say(written(AnswerHead(end)));
}

}  // namespace

bool asks_for_decode_helper(int argc, char** argv) {
    return argc == 2 && argv[1] == decode_helper_flag;
}

void run_decode_helper(const DecodeFunction& decoding) {
    if (!enter_sandbox()) std::_Exit(helper_exit_no_sandbox);
    HelperHead head{};
    while (read_input(head)) {
        const std::optional<RequestHead> request = read_request_head(head);
        if (!request) std::_Exit(helper_exit_bad_request);
        answer(*request, decoding);
    }
    std::_Exit(helper_exit_done);
}

}  // namespace crosstalk::images
