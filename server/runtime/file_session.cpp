#include "server/runtime/file_session.hpp"

#include <utility>
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

std::optional<std::string_view> FileSession::take(net::FromClient message, net::Tag tag) {
    return std::visit(
        [&]<class M>(M&& known) -> std::optional<std::string_view> {
            if constexpr (requires { uploads_.take(std::forward<M>(known)); }) {
                return uploads_.take(std::forward<M>(known));
            } else if constexpr (requires { downloads_.take(known, tag); }) {
                return downloads_.take(known, tag);
            } else {
                return "sent something that is not due on a file connection";
            }
        },
        std::move(message));
}

}  // namespace crosstalk::server
