// Datagrams that anybody may send: read without a fault, and what is believed can be shown to people and said again.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "net/discovery/advertised_service.hpp"
#include "net/discovery/datagram.hpp"
#include "net/discovery/dns_message.hpp"

namespace {

using namespace crosstalk::discovery;

void require(bool holds) {
    if (!holds) std::abort();
}

void try_datagram(std::span<const std::uint8_t> bytes) {
    const auto datagram = decode(bytes);
    if (!datagram) return;
    if (const auto* answer = std::get_if<Answer>(&*datagram)) require(is_sound(answer->server));
    if (const auto* announcement = std::get_if<Announcement>(&*datagram))
        require(is_sound(announcement->server));
    require(encode(*datagram).size() <= question_bytes);
    require(decode(encode(*datagram)) == datagram);
}

Advertisement some_server() {
    Advertisement server;
    server.key[0] = 1;
    server.name = "Crosstalk";
    server.version = "1";
    server.min_protocol = server.max_protocol = 1;
    server.port = 12345;
    return server;
}

void try_service(std::span<const std::uint8_t> bytes) {
    const auto message = dns::read(bytes);
    if (!message) return;
    for (const AdvertisedService& service : services_in(*message))
        require(is_sound(service.server));
    for (const Asker asker : {Asker::Multicast, Asker::Legacy}) {
        const auto answer = answer_service_question(*message, asker, some_server(), {});
        if (!answer) continue;
        const auto written = dns::write(answer->message);
        require(dns::read(written) == answer->message);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_datagram({data, size});
    try_service({data, size});
    return 0;
}
