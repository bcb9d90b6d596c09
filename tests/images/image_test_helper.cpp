// A decoding helper as the product's, but for files that begin with "!": these name a misdeed that it then tries, as if a
// picture had taken it over.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "client/images/decode_helper.hpp"
#include "client/images/helper_streams.hpp"
#include "client/images/helper_wire.hpp"

namespace {

using namespace crosstalk::images;

void say(const AnswerHead& head) {
    write_output(written(head));
}

DecodeEnd ends(DecodeOutcome outcome) {
    return {.outcome = outcome,
            .is_whole = outcome == DecodeOutcome::Decoded,
            .picture = {PictureKind::Png, 1, 1}};
}

void execute() {
    std::array<char, 10> program{"/bin/true"};
    std::array<char*, 2> arguments{program.data(), nullptr};
    ::execve(program.data(), arguments.data(), nullptr);
}

[[noreturn]] void spin() {
    for (volatile unsigned turns = 0;;)
        turns = turns + 1;
}

void take_all_memory() {
    std::vector<std::vector<char>> blocks;
    try {
        for (;;)
            blocks.emplace_back(16U << 20U, 'x');
    } catch (const std::bad_alloc&) {
        blocks.clear();
    }
}

// Whether so much more memory can be had.
bool can_take(std::size_t bytes) {
    try {
        const std::vector<char> block(bytes, 'x');
        return block.back() == 'x';
    } catch (const std::bad_alloc&) {
        return false;
    }
}

using Misdeeds = std::map<std::string_view, std::function<void()>>;

const Misdeeds& misdeeds() {
    static const Misdeeds all{
        {"!open", [] { ::open("/etc/passwd", O_RDONLY); }},
        {"!openat by number", [] { ::syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY); }},
        {"!create", [] { ::open("/tmp/crosstalk-was-here", O_WRONLY | O_CREAT, 0600); }},
        {"!socket", [] { ::socket(AF_INET, SOCK_STREAM, 0); }},
        {"!local socket", [] { ::socket(AF_UNIX, SOCK_STREAM, 0); }},
        {"!send a message", [] { ::sendmsg(0, nullptr, 0); }},
        {"!execute", execute},
        {"!fork", [] { ::fork(); }},
        {"!vfork by number", [] { ::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0); }},
        {"!kill the parent", [] { ::kill(::getppid(), SIGUSR1); }},
        {"!look around", [] { ::getppid(); }},
        {"!duplicate", [] { ::dup(0); }},
        {"!read the output",
         [] {
             char byte = 0;
             [[maybe_unused]] const auto size = ::read(1, &byte, 1);
         }},
        {"!write an error", [] { [[maybe_unused]] const auto size = ::write(2, "x", 1); }},
        {"!map code",
         [] { ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }},
        {"!map a file", [] { ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, 0, 0); }},
        {"!make code",
         [] {
             void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
             ::mprotect(page, 4096, PROT_READ | PROT_EXEC);
         }},
        {"!raise limits", [] { ::syscall(SYS_prlimit64, 0, 0, nullptr, nullptr); }},
        {"!crash", [] { std::abort(); }},
        {"!exit", [] { std::_Exit(0); }},
        {"!no sandbox", [] { std::_Exit(helper_exit_no_sandbox); }},
        {"!spin", spin},
        {"!hang",
         [] {
             std::array<std::uint8_t, 1> never{};
             read_input(never);
         }},
        {"!memory", take_all_memory},
        {"!garbage", [] { write_output(std::vector<std::uint8_t>(100'000, 0xAB)); }},
        {"!huge frame",
         [] {
             say(FrameHead{0xFFFFFFFFU, 0xFFFFFFFFU, {}});
         }},
        {"!frame that is too large",
         [] {
             say(FrameHead{65, 64, {}});
         }},
        {"!half a frame",
         [] {
             say(FrameHead{2, 2, {}});
             std::_Exit(0);
         }},
        {"!end without a frame", [] { say(ends(DecodeOutcome::Decoded)); }},
        {"!frames without end",
         [] {
             const std::vector<std::uint8_t> pixels(4);
             for (;;) {
                 say(FrameHead{1, 1, {}});
                 if (!write_output(pixels)) std::_Exit(0);
             }
         }},
    };
    return all;
}

DecodeEnd decode_or_misbehave(std::span<const std::uint8_t> file, const DecodeWish& wish,
                              const TakeFrame& take) {
    const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
    if (!text.starts_with('!')) return decode(file, wish, take);
    if (text == "!200 MiB" || text == "!260 MiB") {
        const std::size_t bytes = (text == "!200 MiB" ? 200U : 260U) << 20U;
        return ends(can_take(bytes) ? DecodeOutcome::NotAPicture : DecodeOutcome::OutOfMemory);
    }
    const auto found = misdeeds().find(text);
    if (found == misdeeds().end()) std::_Exit(99);
    found->second();
    return ends(DecodeOutcome::Broken);
}

}  // namespace

int main() {
    (void)misdeeds();
    run_decode_helper(decode_or_misbehave);
}
