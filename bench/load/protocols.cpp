#include "bench/load/talk.hpp"

namespace crosstalk::bench {

std::string room_name(const Seat& seat) {
    return seat.room ? "room" + std::to_string(seat.room->value) : "lobby";
}

std::unique_ptr<Protocol> make_protocol(std::string_view name, const ProtocolOptions& options) {
    if (name == "crosstalk") return make_crosstalk_protocol(options);
    if (name == "bare") return make_bare_protocol();
    if (name == "redis") return make_redis_protocol();
    if (name == "irc") return make_irc_protocol();
    if (name == "mqtt") return make_mqtt_protocol();
    if (name == "nats") return make_nats_protocol();
    return nullptr;
}

}  // namespace crosstalk::bench
