#include "server/runtime/file_session.hpp"

#include <type_traits>
#include <variant>

#include "server/runtime/transfers.hpp"

namespace crosstalk::server {

FileSession::FileSession(Transfers& transfers, transport::Channel& channel, FilePlace place)
    : transfers_(transfers),
      place_(place),
      uploads_(transfers, channel, place.user),
      downloads_(transfers, channel, place.user) {
    transfers_.add(*this);
}

FileSession::~FileSession() {
    transfers_.remove(*this);
}

std::optional<std::string_view> FileSession::take(const net::FromClient& message, net::Tag tag) {
    return std::visit(
        [&]<class M>(const M& known) -> std::optional<std::string_view> {
            if constexpr (requires { uploads_.take(known); }) {
                return uploads_.take(known);
            } else if constexpr (requires { downloads_.take(known, tag); }) {
                return downloads_.take(known, tag);
            } else {
                return "sent something that is not due on a file connection";
            }
        },
        message);
}

}  // namespace crosstalk::server
