#include "client/app/desktop/work_loop_posix.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <optional>

#include "client/app/desktop/child_process_posix.hpp"
#include "tests/desktop/machine.hpp"

namespace crosstalk::app {
namespace {

using std::chrono::milliseconds;

// Runs the loop until the child has ended.
ChildResult result_of(ChildCall call) {
    WorkLoop loop;
    Children children(loop);
    ChildResult result;
    children.start(std::move(call), [&](const ChildResult& ended) {
        result = ended;
        loop.stop();
    });
    loop.run();
    return result;
}

TEST(WorkLoop, timers_run_in_their_order_and_cancelled_ones_never) {
    WorkLoop loop;
    std::string order;
    loop.after(milliseconds(20), [&] {
        order += 'b';
        loop.stop();
    });
    loop.after(milliseconds(1), [&] { order += 'a'; });
    loop.cancel(loop.after(milliseconds(2), [&] { order += 'x'; }));
    loop.run();
    EXPECT_EQ(order, "ab");
}

TEST(WorkLoop, what_was_posted_before_the_end_still_runs) {
    WorkLoop loop;
    int ran = 0;
    loop.post([&] { ++ran; });
    loop.stop();
    loop.post([&] { ++ran; });
    loop.run();
    EXPECT_EQ(ran, 2);
}

TEST(WorkLoop, a_watch_may_forget_itself_and_another) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const Descriptor read(ends[0]);
    Descriptor write(ends[1]);
    WorkLoop loop;
    int calls = 0;
    loop.watch(read.get(), Waiting::ToRead, [&] {
        ++calls;
        loop.forget(read.get());
        loop.stop();
    });
    write.close();
    loop.run();
    EXPECT_EQ(calls, 1);
}

TEST(Children, arguments_arrive_as_they_are) {
    twin::Machine machine;
    machine.install("show", "printf '%s|' \"$@\"; exit 3");
    const ChildResult result =
        result_of({.command = {"show", "a b", "$(id)", "`id`", "'\"", "", "*", ";", "\xFF", "two\nlines"}});
    EXPECT_TRUE(result.exited);
    EXPECT_EQ(result.status, 3);
    EXPECT_EQ(result.output, "a b|$(id)|`id`|'\"||*|;|\xFF|two\nlines|");
}

TEST(Children, input_of_any_size_is_written_and_a_reader_that_stops_does_no_harm) {
    std::signal(SIGPIPE, SIG_IGN);
    twin::Machine machine;
    machine.install("count", "wc -c");
    machine.install("deaf", "exec <&-; exit 0");
    const ChildResult counted = result_of({.command = {"count"}, .input = std::string(3'000'000, 'x')});
    EXPECT_EQ(std::atoi(counted.output.c_str()), 3'000'000);
    EXPECT_TRUE(result_of({.command = {"deaf"}, .input = std::string(3'000'000, 'x')}).exited);
}

TEST(Children, a_program_that_is_not_there_ends_without_a_status) {
    twin::Machine machine(twin::Machine::Path::Alone);
    const ChildResult result = result_of({.command = {"no-such-program"}});
    EXPECT_FALSE(result.exited);
    EXPECT_EQ(find_program("no-such-program"), "");
}

TEST(Children, one_that_talks_too_much_or_takes_too_long_is_ended) {
    twin::Machine machine;
    machine.install("talk", "exec yes");
    machine.install("wait", "exec sleep 1000");
    EXPECT_FALSE(result_of({.command = {"talk"}, .most_output = 100'000}).exited);
    EXPECT_FALSE(result_of({.command = {"wait"}, .patience = milliseconds(20)}).exited);
}

TEST(Children, nothing_of_ours_is_open_in_a_child) {
    twin::Machine machine;
    machine.install("list", "ls /proc/self/fd");
    std::array<int, 2> leaky{};
    ASSERT_EQ(::pipe(leaky.data()), 0);  // as a socket would be that is open for children
    const ChildResult result = result_of({.command = {"list"}});
    // 0, 1, 2, and the folder that ls reads.
    EXPECT_EQ(result.output, "0\n1\n2\n3\n");
    ::close(leaky[0]);
    ::close(leaky[1]);
}

TEST(Children, the_end_of_the_owner_ends_a_dialog_but_not_a_browser) {
    twin::Machine machine;
    machine.install("stay", "echo $$; exec 1>&-; exec sleep 1000");
    machine.install("browse", "echo $$ > browser; exec sleep 1000");
    int dialog = 0;
    {
        WorkLoop loop;
        Children children(loop);
        std::optional<ChildResult> never;
        children.start({.command = {"stay"}}, [&](const ChildResult& ended) { never = ended; });
        children.start({.command = {"browse"}, .life = ChildLife::Independent}, {});
        // The browser says on a disk that it runs, so that is looked at again and again.
        std::function<void()> look = [&] {
            dialog = std::atoi(machine.read("browser").c_str());
            if (dialog != 0) {
                loop.stop();
            } else {
                loop.after(milliseconds(5), look);
            }
        };
        look();
        loop.run();
        EXPECT_FALSE(never.has_value());
    }
    EXPECT_EQ(::kill(dialog, 0), 0);
    ::kill(dialog, SIGKILL);
}

TEST(Children, programs_are_found_in_absolute_folders_only) {
    twin::Machine machine;
    machine.install("here", "exit 0");
    EXPECT_EQ(find_program("here"), (machine.folder() / "here").string());
    machine.environment().set("PATH", ".::relative");
    EXPECT_EQ(find_program("here"), "");
}

}  // namespace
}  // namespace crosstalk::app
