#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <vector>

#include "client/images/sandbox.hpp"

namespace crosstalk::images {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif
#else
constexpr bool is_sanitized = false;
#endif

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#elif defined(__riscv) && __riscv_xlen == 64
constexpr std::uint32_t architecture = AUDIT_ARCH_RISCV64;
#else
constexpr std::uint32_t architecture = 0;  // its system calls are not known here: no sandbox
#endif

// A part of an argument that has to have a value; the low 32 bits, which say all in the arguments looked at.
struct Check {
    unsigned argument = 0;
    std::uint32_t mask = 0;
    std::uint32_t value = 0;
};

struct Allowed {
    long call = 0;
    std::vector<Check> checks = {};
};

std::vector<Allowed> allowed_calls() {
    constexpr std::uint32_t all = 0xFFFFFFFFU;
    return {
        {SYS_read, {{0, all, STDIN_FILENO}}},
        {SYS_write, {{0, all, STDOUT_FILENO}}},
        {SYS_exit},
        {SYS_exit_group},
        // Memory that comes from nowhere and can't be executed.
        {SYS_brk},
        {SYS_mmap, {{2, PROT_EXEC, 0}, {3, MAP_ANONYMOUS, MAP_ANONYMOUS}}},
        {SYS_mprotect, {{2, PROT_EXEC, 0}}},
        {SYS_munmap},
        {SYS_mremap},
        {SYS_madvise},
        {SYS_futex},
        {SYS_clock_gettime},
        // After a signal that stops and continues it.
        {SYS_rt_sigreturn},
        {SYS_restart_syscall},
    };
}

std::vector<sock_filter> filter_program() {
    std::vector<sock_filter> program;
    const auto statement = [&](int code, std::uint32_t value) {
        program.push_back({static_cast<std::uint16_t>(code), 0, 0, value});
    };
    const auto jump_if_equal = [&](std::uint32_t value, std::size_t if_so, std::size_t otherwise) {
        program.push_back({BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint8_t>(if_so),
                           static_cast<std::uint8_t>(otherwise), value});
    };
    statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
    jump_if_equal(architecture, 1, 0);
    statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    for (const Allowed& each : allowed_calls()) {
        // Past the checks, of four statements each, and the permission.
        jump_if_equal(static_cast<std::uint32_t>(each.call), 0, each.checks.size() * 4 + 1);
        for (const Check& check : each.checks) {
            static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ || architecture == 0);
            statement(BPF_LD | BPF_W | BPF_ABS,
                      static_cast<std::uint32_t>(offsetof(seccomp_data, args) + check.argument * 8));
            statement(BPF_ALU | BPF_AND | BPF_K, check.mask);
            jump_if_equal(check.value, 1, 0);
            statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
        }
        statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    }
    statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    return program;
}

bool install_filter() {
    if (architecture == 0) return false;
    std::vector<sock_filter> program = filter_program();
    sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

void close_other_files() {
    constexpr unsigned first = 3;
#ifdef SYS_close_range
    if (::syscall(SYS_close_range, first, ~0U, 0U) == 0) return;
#endif
    const long most = ::sysconf(_SC_OPEN_MAX);
    for (int fd = static_cast<int>(first); fd < (most > 0 ? most : 1024); ++fd)
        ::close(fd);
}

// 0 if it is not known.
rlim_t mapped_bytes() {
    const int fd = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    std::array<char, 64> text{};
    const ssize_t size = ::read(fd, text.data(), text.size() - 1);
    ::close(fd);
    if (size <= 0) return 0;
    return std::strtoull(text.data(), nullptr, 10) * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

bool limit(int what, rlim_t most) {
    const rlimit both{most, most};
    return ::setrlimit(static_cast<__rlimit_resource_t>(what), &both) == 0;
}

bool lower_limits(rlim_t mapped) {
    constexpr rlim_t mapped_if_unknown = 256U << 20U;
    constexpr rlim_t processor_seconds =
        600;  // of its whole life; one picture's time is the client's to measure
    return limit(RLIMIT_AS, (mapped > 0 ? mapped : mapped_if_unknown) + sandbox_memory_bytes) &&
           limit(RLIMIT_CPU, processor_seconds) && limit(RLIMIT_NOFILE, 0) && limit(RLIMIT_NPROC, 0) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0);
}

// linux/landlock.h of older systems lacks the newer half.
struct LandlockRules {
    std::uint64_t files = 0;
    std::uint64_t network = 0;
    std::uint64_t scopes = 0;
};

// The file system without any exception, and in newer kernels TCP, abstract sockets and signals. A second wall behind
// the filter: a kernel that has none is no reason to stop.
void close_landlock() {
    constexpr long create_ruleset = 444;
    constexpr long restrict_self = 446;
    constexpr std::uint32_t asks_version = 1;
    const long version = ::syscall(create_ruleset, nullptr, 0, asks_version);
    if (version < 1) return;
    LandlockRules rules;
    std::size_t size = sizeof rules.files;
    rules.files = (1U << 13U) - 1;
    if (version >= 2) rules.files |= 1U << 13U;
    if (version >= 3) rules.files |= 1U << 14U;
    if (version >= 5) rules.files |= 1U << 15U;
    if (version >= 4) {
        rules.network = 3;
        size += sizeof rules.network;
    }
    if (version >= 6) {
        rules.scopes = 3;
        size += sizeof rules.scopes;
    }
    const long ruleset = ::syscall(create_ruleset, &rules, size, 0);
    if (ruleset < 0) return;
    ::syscall(restrict_self, ruleset, 0);
    ::close(static_cast<int>(ruleset));
}

}  // namespace

bool has_sandbox() {
    return !is_sanitized && architecture != 0;
}

bool enter_sandbox() {
    close_other_files();
    if (is_sanitized) return true;
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    const rlim_t mapped = mapped_bytes();  // while files can still be read
    // Nobody of the same user attaches to it.
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    close_landlock();
    return lower_limits(mapped) && install_filter();
}

}  // namespace crosstalk::images
