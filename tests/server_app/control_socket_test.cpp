#include "server/app/control_socket.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <asio/io_context.hpp>
#include <asio/local/stream_protocol.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/app/control_client.hpp"
#include "server/app/platform.hpp"
#include "tests/server_app/caller.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::server {
namespace {

using asio::local::stream_protocol;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Stranger : Caller<stream_protocol> {
    Stranger(transport::Loop& loop, const std::filesystem::path& folder)
        : Caller(loop, stream_protocol::endpoint(SocketName(control_sockets_of(folder).front()).text())) {}
};

struct ControlSocketTest : ::testing::Test {
    testing::TemporaryFolder temporary;
    std::filesystem::path folder = temporary.path();
    transport::Loop loop;
    std::vector<Request> asked;
    std::function<void(Reply)> answer = [](const Reply& reply) {
        reply.row({{"n", 1}});
        reply.row({{"n", 2}});
        reply.end("");
    };
    std::optional<ControlSocket> socket;

    void open() {
        socket.emplace(loop, folder, [this](const Request& request, Reply reply) {
            asked.push_back(request);
            answer(std::move(reply));
        });
    }
    // As a subcommand does it, from a thread of its own.
    struct Heard {
        std::optional<std::string> end;
        std::vector<int> rows;
    };
    Heard ask(const Request& request) {
        Heard heard;
        bool done = false;
        std::thread asker([&] {
            heard.end =
                ask_running_server(folder, request, [&](const Json& row) { heard.rows.push_back(row["n"]); });
            loop.post([&] { done = true; });
        });
        while (!done)
            loop.run_one();
        asker.join();
        return heard;
    }
};

TEST_F(ControlSocketTest, who_asks_with_little_patience_does_not_wait_for_a_server_that_hangs) {
    open();
    // The loop does not run meanwhile: the connection stands, and nobody reads from it.
    try {
        ask_running_server(
            folder, AskHealth{}, [](const Json&) {}, std::chrono::milliseconds(20));
        ADD_FAILURE() << "nobody can have answered";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("runs and does not answer"));
    }
}

TEST_F(ControlSocketTest, a_request_is_answered_with_rows_and_an_end) {
    open();
    const Heard heard = ask(ExportRooms{"cats"});
    EXPECT_THAT(asked, ElementsAre(Request(ExportRooms{"cats"})));
    EXPECT_THAT(heard.rows, ElementsAre(1, 2));
    EXPECT_EQ(heard.end, "");
}

TEST_F(ControlSocketTest, a_failure_is_told_in_words) {
    open();
    answer = [](const Reply& reply) { reply.end("The disk is full."); };
    EXPECT_EQ(ask(Verify{}).end, "The disk is full.");
}

TEST_F(ControlSocketTest, a_long_answer_is_told_piece_by_piece) {
    open();
    int told = 0;
    std::function<void(Reply)> go_on = [&](const Reply& reply) {
        if (told == 10'000) return reply.end("");
        for (int i = 0; i < 100; ++i)
            reply.row({{"n", told++}});
        reply.when_taken([&go_on, reply] { go_on(reply); });
    };
    answer = [&](const Reply& reply) { go_on(reply); };
    const Heard heard = ask(ListUsers{});
    ASSERT_EQ(heard.rows.size(), 10'000U);
    EXPECT_EQ(heard.rows.back(), 9'999);
}

TEST_F(ControlSocketTest, an_asker_who_reads_nothing_is_told_no_more_than_fits) {
    open();
    int told = 0;
    std::function<void(Reply)> go_on = [&](const Reply& reply) {
        reply.row({{"n", ++told}, {"filling", std::string(100'000, 'x')}});
        reply.when_taken([&go_on, reply] { go_on(reply); });
    };
    answer = [&](const Reply& reply) { go_on(reply); };
    Stranger stranger(loop, folder);
    stranger.say("{\"request\":\"users\"}\n");
    while (asked.empty())
        loop.run_one();
    for (int i = 0; i < 1'000; ++i)
        loop.poll();
    EXPECT_LT(told, 100);
}

TEST_F(ControlSocketTest, only_its_owner_may_open_the_file) {
    open();
    const auto status = std::filesystem::symlink_status(control_sockets_of(folder).front());
    EXPECT_EQ(status.type(), std::filesystem::file_type::socket);
    EXPECT_EQ(status.permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(ControlSocketTest, the_file_is_gone_with_the_server) {
    open();
    socket.reset();
    EXPECT_FALSE(
        std::filesystem::exists(std::filesystem::symlink_status(control_sockets_of(folder).front())));
}

TEST_F(ControlSocketTest, where_no_server_runs_there_is_no_answer) {
    EXPECT_EQ(ask(Verify{}).end, std::nullopt);
}

TEST_F(ControlSocketTest, the_socket_of_a_dead_server_is_nobodys_and_is_replaced) {
    {
        asio::io_context context;
        const SocketName name(control_sockets_of(folder).front());
        const stream_protocol::acceptor dead(context, stream_protocol::endpoint(name.text()));
    }
    EXPECT_EQ(ask(Verify{}).end, std::nullopt);
    open();
    EXPECT_EQ(ask(Verify{}).end, "");
}

TEST_F(ControlSocketTest, whatever_else_stands_in_its_place_is_replaced_too) {
    std::ofstream(control_sockets_of(folder).front()) << "a file";
    open();
    EXPECT_EQ(ask(Verify{}).end, "");
}

TEST_F(ControlSocketTest, a_folder_with_a_long_name_has_one_too) {
    folder = folder / std::string(200, 'd');
    std::filesystem::create_directory(folder);
    open();
    EXPECT_EQ(ask(Verify{}).end, "");
}

// A folder that cannot be removed stands where the socket would.
TEST_F(ControlSocketTest, a_folder_that_holds_no_socket_has_its_own_elsewhere) {
    const std::filesystem::path session = folder / "session";
    std::filesystem::create_directory(session);
    const char* before = std::getenv("XDG_RUNTIME_DIR");
    const std::optional<std::string> kept =
        before != nullptr ? std::optional<std::string>(before) : std::nullopt;
    ::setenv("XDG_RUNTIME_DIR", session.c_str(), 1);
    folder = folder / "stick";
    std::filesystem::create_directories(control_sockets_of(folder).front() / "in-the-way");
    EXPECT_EQ(ask(Verify{}).end, std::nullopt);
    open();
    EXPECT_EQ(ask(Verify{}).end, "");
    socket.reset();
    EXPECT_TRUE(std::filesystem::is_empty(session));
    kept ? ::setenv("XDG_RUNTIME_DIR", kept->c_str(), 1) : ::unsetenv("XDG_RUNTIME_DIR");
}

// --- bad input

TEST_F(ControlSocketTest, a_line_without_an_end_is_refused_once_it_is_too_long) {
    open();
    Stranger stranger(loop, folder);
    stranger.say(std::string(max_request_bytes + 1, 'x'));
    EXPECT_THAT(stranger.hear_all(), HasSubstr("too long"));
    EXPECT_THAT(asked, IsEmpty());
}

TEST_F(ControlSocketTest, rubbish_gets_a_reason_and_the_next_one_an_answer) {
    open();
    for (const std::string rubbish : {"\n", "users\n", "\xff\xff\n", "{\"request\":null}\n", "[[[[[[[[\n"}) {
        Stranger stranger(loop, folder);
        stranger.say(rubbish);
        const Json end = Json::parse(stranger.hear_all());
        EXPECT_NE(end["end"], "") << rubbish;
    }
    EXPECT_THAT(asked, IsEmpty());
    EXPECT_EQ(ask(Verify{}).end, "");
}

TEST_F(ControlSocketTest, of_two_requests_in_one_go_the_first_is_answered) {
    open();
    Stranger stranger(loop, folder);
    stranger.say("{\"request\":\"users\"}\n{\"request\":\"reset-owner\"}\n");
    EXPECT_EQ(stranger.hear_all(), "{\"n\":1}\n{\"n\":2}\n{\"end\":\"\"}\n");
    EXPECT_THAT(asked, ElementsAre(Request(ListUsers{})));
}

TEST_F(ControlSocketTest, who_hangs_up_is_forgotten) {
    open();
    std::optional<Reply> kept;
    answer = [&](Reply reply) { kept = std::move(reply); };
    {
        Stranger stranger(loop, folder);
        stranger.say("{\"request\":\"users\"}\n");
        while (!kept)
            loop.run_one();
    }
    for (int i = 0; i < 3; ++i) {
        kept->row({{"n", i}});
        loop.poll();
    }
    kept->when_taken([] { ADD_FAILURE() << "nobody took it"; });
    kept->end("");
    loop.poll();
    socket.reset();
    kept->row({{"n", 4}});
}

TEST_F(ControlSocketTest, a_crowd_is_turned_away_until_somebody_leaves) {
    open();
    std::vector<std::unique_ptr<Stranger>> crowd;
    for (int i = 0; i < 8; ++i)
        crowd.push_back(std::make_unique<Stranger>(loop, folder));
    Stranger late(loop, folder);
    EXPECT_THAT(late.hear_all(), HasSubstr("answering others"));
    crowd.front()->hang_up();
    Stranger later(loop, folder);
    later.say("{\"request\":\"users\"}\n");
    EXPECT_THAT(later.hear_all(), HasSubstr("\"end\":\"\""));
}

}  // namespace
}  // namespace crosstalk::server
