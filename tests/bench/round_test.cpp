// The generator against the bare server, in one process: small rounds that must be clean, and one whose server
// goes away.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "bench/bare/server.hpp"
#include "bench/load/scenarios.hpp"

namespace {

using namespace crosstalk::bench;

// Stops by a signal, which the server has blocked for all threads made after it.
struct ARound : testing::Test {
    void serve(const BareOptions& options) {
        server = std::make_unique<BareServer>(options);
        thread = std::thread([this] { server->run(); });
        plan.port = server->port();
        plan.server = getpid();
        plan.receivers = 20;
        plan.senders = 2;
        plan.window = 8;
        plan.warm_up = 0.05;
        plan.seconds = 0.2;
    }
    ~ARound() override { stop(); }
    void stop() {
        if (!thread.joinable()) return;
        kill(getpid(), SIGTERM);
        thread.join();
        server.reset();
    }

    std::unique_ptr<BareServer> server;
    std::thread thread;
    Plan plan;
    std::unique_ptr<Protocol> protocol = make_bare_protocol();
};

void expect_clean(const nlohmann::json& result) {
    EXPECT_TRUE(result.at("settled").get<bool>());
    EXPECT_GT(result.at("posted").get<int>(), 0);
    for (const auto& [fault, count] : result.at("faults").items())
        EXPECT_EQ(count.get<int>(), 0) << fault;
}

TEST_F(ARound, of_flooding_is_clean) {
    serve({});
    const auto result = flood(*protocol, plan);
    expect_clean(result);
    EXPECT_EQ(result.at("deliveries_in_all").get<int>(), 20 * result.at("posted").get<int>());
}

TEST_F(ARound, of_many_rooms_is_clean) {
    serve({});
    plan.rooms = 5;
    plan.senders = 10;
    plan.window = 2;
    const auto result = flood(*protocol, plan);
    expect_clean(result);
    EXPECT_EQ(result.at("deliveries_in_all").get<int>(), 4 * result.at("posted").get<int>());
}

TEST_F(ARound, of_flooding_is_clean_with_commits_on_either_thread) {
    for (const CommitOn commit_on : {CommitOn::OwnThread, CommitOn::Loop}) {
        std::filesystem::remove("bare.db");
        serve({.file = "bare.db", .commit_on = commit_on});
        expect_clean(flood(*protocol, plan));
        stop();
        EXPECT_GT(std::filesystem::file_size("bare.db"), 0u);
    }
}

TEST_F(ARound, of_paced_posts_measures_each_of_them) {
    serve({});
    plan.rate = 100;
    const auto result = paced(*protocol, plan);
    expect_clean(result);
    EXPECT_EQ(result.at("delivery").at("count").get<int>(), 20 * 20);
    EXPECT_EQ(result.at("acknowledgement").at("count").get<int>(), 20);
    EXPECT_GT(result.at("delivery").at("p50_us").get<double>(), 0.0);
}

TEST_F(ARound, with_sleepers_is_clean_after_they_woke_up) {
    serve({});
    expect_clean(sleepers(*protocol, plan));
}

TEST_F(ARound, of_silent_connections_and_of_logins_counts_them) {
    serve({});
    EXPECT_EQ(silent(plan).at("connections").get<int>(), 20);
    plan.step = 5;
    EXPECT_GT(idle(*protocol, plan).at("cpu_us_per_login").get<double>(), 0.0);
}

TEST_F(ARound, fails_when_there_is_no_server) {
    serve({});
    stop();
    EXPECT_THROW(flood(*protocol, plan), RoundFailed);
}

}  // namespace
