// The members of the large variants, compiled once: each is some dozens of functions, for every source that copies one.
#include "net/messages.hpp"

namespace crosstalk::net {

Fact::Fact() noexcept = default;
Fact::Fact(const Fact& other) = default;
Fact::Fact(Fact&& other) noexcept = default;
Fact& Fact::operator=(const Fact& other) = default;
Fact& Fact::operator=(Fact&& other) noexcept = default;
Fact::~Fact() = default;

bool operator==(const Fact& one, const Fact& other) {
    return static_cast<const Fact::variant&>(one) == static_cast<const Fact::variant&>(other);
}

Command::Command() noexcept = default;
Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

bool operator==(const Command& one, const Command& other) {
    return static_cast<const Command::variant&>(one) == static_cast<const Command::variant&>(other);
}

FromClient::FromClient() noexcept = default;
FromClient::FromClient(const FromClient& other) = default;
FromClient::FromClient(FromClient&& other) noexcept = default;
FromClient& FromClient::operator=(const FromClient& other) = default;
FromClient& FromClient::operator=(FromClient&& other) noexcept = default;
FromClient::~FromClient() = default;

FromServer::FromServer() noexcept = default;
FromServer::FromServer(const FromServer& other) = default;
FromServer::FromServer(FromServer&& other) noexcept = default;
FromServer& FromServer::operator=(const FromServer& other) = default;
FromServer& FromServer::operator=(FromServer&& other) noexcept = default;
FromServer::~FromServer() = default;

}  // namespace crosstalk::net
