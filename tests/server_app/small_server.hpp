// A server in a folder without clients or node: real files, a real hub, and the caretaker. Commands go the way they go in a
// server, through the journal; each is an hour after the one before.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "net/transport/loop.hpp"
#include "net/transport/loop_runtime.hpp"
#include "server/app/caretaker.hpp"
#include "server/app/records.hpp"
#include "server/hub/hub.hpp"
#include "server/local/disk_blobs.hpp"

namespace crosstalk::testing {

// The real one, but what is a minute away or more waits for the test.
class StoppedRuntime final : public transport::Runtime {
  public:
    explicit StoppedRuntime(transport::Loop& loop) : real_(loop) {}

    [[nodiscard]] net::Timestamp wall() const override { return now; }
    [[nodiscard]] net::Milliseconds steady() const override { return real_.steady(); }
    transport::TimerId after(net::Milliseconds span, std::function<void()> task) override;
    void cancel(transport::TimerId timer) override;
    void random(std::span<std::uint8_t> out) override { real_.random(out); }

    // Runs everything that waits for its time. False: nothing waits.
    bool let_time_pass();

    net::Timestamp now;

  private:
    transport::LoopRuntime real_;
    std::uint64_t next_ = std::uint64_t{1} << 62U;
    std::map<std::uint64_t, std::function<void()>> waiting_;
};

struct Person {
    net::UserId user;
    net::DeviceId device;
};

class SmallServer {
  public:
    static constexpr net::Timestamp first_hour{1'750'000'000'000};
    static constexpr net::Milliseconds hour{3'600'000};

    explicit SmallServer(const server::DataFolder& folder, std::optional<std::chrono::days> keep = {});
    SmallServer(const SmallServer&) = delete;
    SmallServer& operator=(const SmallServer&) = delete;

    // --- what happens
    hub::Effects by_server(net::Command command) {
        return apply({.origin = {}, .command = std::move(command)});
    }
    hub::Effects does(const Person& person, net::Command command);
    Person person(const std::string& name);
    // Answers the message as a command aims at it.
    net::MessageTarget post(const Person& author, net::RoomId room, const std::string& text);
    // Its bytes are there, and nobody has posted it.
    net::UploadId upload(const Person& author, const net::Bytes& body);
    net::MessageTarget post_file(const Person& author, net::RoomId room, const net::Bytes& body);

    // --- what becomes of it
    // Waits until it is so; the test fails if that never comes.
    void wait_until(const std::function<bool()>& condition);
    // Everything so far is in the archive.
    void catch_up();
    // The caretaker has done what there was to do.
    void wait_for_the_caretaker();
    [[nodiscard]] std::string archived(net::RoomId room);
    [[nodiscard]] net::Position trimmed();

    [[nodiscard]] const hub::State& state() const { return hub_.state(); }
    [[nodiscard]] server::Records records();
    [[nodiscard]] transport::Loop& loop() { return loop_; }
    [[nodiscard]] server::Caretaker& caretaker() { return *caretaker_; }
    [[nodiscard]] StoppedRuntime& runtime() { return runtime_; }
    [[nodiscard]] ports::Blobs& blobs() { return blobs_; }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

  private:
    hub::Effects apply(net::LoggedCommand command);
    void apply(std::span<const ports::JournalEntry> entries);

    const server::DataFolder& folder_;
    transport::Loop loop_;
    StoppedRuntime runtime_;
    local::SqliteJournal journal_;
    local::SqliteView view_;
    local::DiskBlobs blobs_;
    hub::Hub hub_;
    hub::Effects newest_effects_;
    std::vector<std::string> warnings_;
    std::vector<net::Timestamp> purges_;
    std::optional<server::Caretaker> caretaker_;
    std::string failure_;
    std::uint64_t numbers_ = 0;
};

// The names of the files of a folder, those in folders below it too, whose bytes hold the text.
std::vector<std::string> files_with(const std::filesystem::path& folder, const std::string& text);

// As if the file had last been written so many days ago.
void make_older(const std::filesystem::path& file, std::chrono::days age);

}  // namespace crosstalk::testing
