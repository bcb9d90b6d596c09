// From what was tried on the network to what people are told of it. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/model/network_report.hpp"
#include "net/ids.hpp"

namespace crosstalk::link {

struct NetworkFacts {
    // One way out of this machine, the loopback left out.
    struct Line {
        std::string name;            // as the system calls it
        std::string address;         // the machine's own there
        bool is_self_given = false;  // no router or DHCP server has given it
        bool has_multicast = true;   // some tunnels have none
        bool hears_groups = false;   // what was sent to the group came back to this machine
    };
    // Somebody wants to reach that.
    struct Target {
        std::string address;  // as typed
        std::string failure;  // of connecting, for people; empty: a Crosstalk server is there
    };
    std::vector<Line> lines;
    std::string listening_trouble;  // why nobody can be heard of by UDP, for people; empty: all is well
    std::size_t answered = 0;       // servers that have answered a question
    std::size_t only_heard_of = 0;  // servers that have announced themselves and do not answer
    std::optional<Target> target;
    std::uint16_t hosted_port = 0;  // TCP, of a server of one's own; 0: none runs
    bool port_is_free = true;       // that one, or else 12345, where a server would listen
};

// The worst first, otherwise in the order of the layers: the network, finding, hosting, the target.
model::NetworkReport judge(const NetworkFacts& facts);

}  // namespace crosstalk::link
