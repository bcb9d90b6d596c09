#include "client/app/destination.hpp"

#include <string_view>

#include "net/text/ascii.hpp"
#include "net/text/markup/links.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/join_code.hpp"

namespace crosstalk::app {

namespace {

constexpr std::string_view scheme = "crosstalk:";

std::variant<Destination, NoDestination> meant(const std::string& link) {
    const auto invite = transport::parse_invite(link);
    if (!invite) return NoDestination{explain(invite.fault())};
    Destination destination;
    destination.invite = transport::link_of(*invite);
    return destination;
}

std::variant<Destination, NoDestination> opened(const std::string& link) {
    Destination destination;
    if (text::begins_with_lower(link, text::room_scheme)) {
        destination.opened = link;
        return destination;
    }
    const auto invite = transport::parse_invite(link);
    if (!invite) return NoDestination{explain(invite.fault())};
    destination.opened = transport::link_of(*invite);
    destination.server = invite->fingerprint.bytes;
    return destination;
}

}  // namespace

// People need not know which of both is an address, as in the terminal client. A link alone may come from a browser;
// whoever says a name or --connect with it does not.
std::variant<Destination, NoDestination> destination_of(const Said& said) {
    if (!said.invite.empty() && !said.connect.empty())
        return NoDestination{"Say either an invite or --connect, not both."};
    Destination destination;
    if (text::begins_with_lower(said.connect, scheme)) return meant(said.connect);
    if (!said.connect.empty() || transport::looks_like_join_code(said.invite)) {
        destination.address = said.connect.empty() ? said.invite : said.connect;
        return destination;
    }
    if (said.invite.empty()) return destination;
    return said.name.empty() ? opened(said.invite) : meant(said.invite);
}

}  // namespace crosstalk::app
