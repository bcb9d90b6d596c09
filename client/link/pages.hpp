// Fetches parts of the past and lists of members when somebody asks for them.
//
// A page may have been read in the archive before something changed that was told before the page arrives. So while one is
// under way the changes of its room are remembered, and the page is brought up to date with them before it is told.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/link/requests.hpp"
#include "client/model/link_command.hpp"
#include "client/model/link_event.hpp"
#include "net/messages.hpp"

namespace crosstalk::link {

// The server broke the protocol: the connection is worth nothing.
struct Misbehaviour {
    std::string what;
};

// Thread: the loop's. Only rooms that the user is in.
class Pages {
  public:
    using Tell = std::function<void(model::LinkEvent)>;

    static constexpr std::uint32_t rows = 100;
    // More than this is not remembered: the page is asked for again instead.
    static constexpr std::size_t most_changes = 4'096;

    Pages(Requests& requests, Tell tell);

    // Whose reactions come first.
    void set_reader(net::UserId reader) { reader_ = reader; }

    void load(const model::LoadOlder& wanted);
    void load(const model::LoadNewer& wanted);
    void load(const model::JumpTo& wanted);
    void load_members(net::RoomId room);
    void drop(net::RoomId room);
    void cut();

    // What is told of the room now.
    void note(const net::Event& event);
    void note(const net::RoomState& state);

    std::optional<Misbehaviour> take(const Request& request, net::HistoryPage page);
    std::optional<Misbehaviour> take(const Request& request, net::MembersPage page);
    void refused(const Request& request, const net::Error& error);

  private:
    using LateChange = std::variant<net::Event, net::Message>;
    // Pages of one room that are under way.
    struct UnderWay {
        std::size_t pages = 0;
        std::vector<LateChange> changes;
        bool is_spoiled = false;  // not all changes are known
    };

    void ask(Purpose purpose, const net::History& history, net::Sequence wanted = {});
    void remember(UnderWay& under_way, LateChange change);
    void bring_up_to_date(net::HistoryPage& page, const UnderWay& under_way) const;

    Requests& requests_;
    Tell tell_;
    net::UserId reader_;
    std::map<net::RoomId, UnderWay> under_way_;
    std::map<net::RoomId, std::size_t> members_loading_;  // how many have come
};

}  // namespace crosstalk::link
