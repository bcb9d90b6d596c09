// Port: what a client keeps between its runs. A folder on disk in a program (file_profile.hpp), memory in tests.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "client/link/stored_transfer.hpp"
#include "client/model/link_event.hpp"
#include "net/messages.hpp"
#include "net/transport/credentials/device_key.hpp"

namespace crosstalk::link {

// The profile cannot be used, or a write failed. what() is for people: what happened, then what to do.
class ProfileError : public std::runtime_error {
  public:
    enum class Kind : std::uint8_t { InUse, Unreadable, NewerSchema, WriteFailed };
    ProfileError(Kind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
    [[nodiscard]] Kind kind() const { return kind_; }

  private:
    Kind kind_;
};

using OutboxId = net::Number<struct OutboxTag>;

// A command that the server has not answered yet, or whose answer somebody has yet to take notice of.
struct OutboxItem {
    OutboxId id;  // given by add(); ascending in the order of acceptance
    std::string ref;
    net::Timestamp at;
    // Under what it was first sent; both 0 if it never was. Repeated verbatim until it is answered.
    net::RunId run;
    net::CommandNumber number;
    net::Command command;
    // The server's answer, once there is one: then it is kept only until somebody has been told.
    std::optional<net::Outcome> outcome{};
    friend bool operator==(const OutboxItem&, const OutboxItem&) = default;
};

// How far this client is with one server: what whoever uses the profile has been shown. The journal mark is not older than
// any of the rooms'.
struct Marks {
    net::Mark journal;
    std::vector<net::RoomMark> rooms;  // ascending by room
    friend bool operator==(const Marks&, const Marks&) = default;
};

// Contract, kept by every implementation and checked by the conformance suite. One thread. Every change is all or
// nothing, survives the death of the process once the call has returned, and throws ProfileError(WriteFailed)
// without having changed anything if it cannot be made.
// - add(), renumber(), answer(), remove() and keep_transfers() also survive a power cut; the rest may lose the newest changes to one.
class Profile {
  public:
    virtual ~Profile() = default;

    [[nodiscard]] virtual const transport::DeviceKey& device_key() const = 0;

    // Pinned servers, the most recently used first.
    [[nodiscard]] virtual std::vector<model::SavedServer> servers() const = 0;
    // By key: adds it or replaces what was known of it.
    virtual void save_server(const model::SavedServer& server) = 0;
    // With its outbox, its marks, its transfers and the people ignored there.
    virtual void forget_server(const net::ServerKeyHash& server) = 0;

    // Ascending by id. Items that a later program wrote and this one cannot read are left out and left alone.
    [[nodiscard]] virtual std::vector<OutboxItem> outbox(const net::ServerKeyHash& server) const = 0;
    // Gives the items their ids. One that had an id already leaves its old place in the same step.
    virtual void add(const net::ServerKeyHash& server, std::span<OutboxItem> items) = 0;
    // Stores the items' run and number; ids that are not there are ignored, here and below.
    virtual void renumber(std::span<const OutboxItem> items) = 0;
    // Stores the items' outcomes.
    virtual void answer(std::span<const OutboxItem> items) = 0;
    virtual void remove(std::span<const OutboxId> items) = 0;

    [[nodiscard]] virtual Marks marks(const net::ServerKeyHash& server) const = 0;
    // Rooms that are not named keep their marks.
    virtual void keep_marks(const net::ServerKeyHash& server, const Marks& marks) = 0;
    virtual void forget_marks(const net::ServerKeyHash& server) = 0;

    // People whom nobody here wants to hear of on that server, ascending by id; with the names they had then.
    [[nodiscard]] virtual std::vector<net::UserRef> ignored(const net::ServerKeyHash& server) const = 0;
    // By id: adds the user or replaces its name.
    virtual void ignore(const net::ServerKeyHash& server, const net::UserRef& user) = 0;
    virtual void unignore(const net::ServerKeyHash& server, net::UserId user) = 0;

    // Ascending by id. Those that a later program wrote and this one cannot read are left out and left alone.
    [[nodiscard]] virtual std::vector<StoredTransfer> transfers(const net::ServerKeyHash& server) const = 0;
    // Gives ids to those that have none, and replaces what was kept of the others; what was forgotten stays so. No id is
    // ever given twice.
    virtual void keep_transfers(const net::ServerKeyHash& server, std::span<StoredTransfer> transfers) = 0;
    virtual void forget_transfers(std::span<const model::TransferId> transfers) = 0;
    // The folder for previews; it may be missing. UTF-8.
    [[nodiscard]] virtual std::string cache_folder() const = 0;
    // The folder for what is made only to be sent; it may be missing too. Transfers remove what is in it.
    [[nodiscard]] virtual std::string outgoing_folder() const = 0;

    [[nodiscard]] virtual std::map<std::string, std::string> settings() const = 0;
    // An empty value removes it.
    virtual void keep_setting(const std::string& name, const std::string& value) = 0;

    // What went wrong without making anything fail, for people; each is told once.
    [[nodiscard]] virtual std::optional<std::string> take_trouble() { return std::nullopt; }
};

}  // namespace crosstalk::link
