// MQTT 3.1.1 (mosquitto): receivers subscribe with quality of service 0, senders publish with 1, which is
// acknowledged.
#include <array>

#include "bench/load/talk.hpp"

namespace crosstalk::bench {

namespace {

constexpr std::uint16_t max_packet_id = 0xFFFF;

enum class Packet : std::uint8_t {
    Connect = 0x10,
    ConnectAck = 0x20,
    Publish = 0x30,
    PublishAck = 0x40,
    Subscribe = 0x82,
    SubscribeAck = 0x90,
    PingAnswer = 0xD0
};

void add_string(std::string& to, std::string_view text) {
    to += static_cast<char>(text.size() >> 8U);
    to += static_cast<char>(text.size() & 255U);
    to += text;
}

// `body` is shorter than 16 KiB.
std::string packet(std::uint8_t head, std::string_view body) {
    std::string made(1, static_cast<char>(head));
    if (body.size() < 128) {
        made += static_cast<char>(body.size());
    } else {
        made += static_cast<char>((body.size() & 127U) | 128U);
        made += static_cast<char>(body.size() >> 7U);
    }
    return made.append(body);
}

class MqttTalk final : public Talk {
  public:
    MqttTalk(TalkOwner& owner, const Seat& seat)
        : owner_(owner), duty_(seat.duty), device_(seat.device), topic_(room_name(seat)) {}

    void opened(SSL*) override {
        // Protocol level 4, clean session, no keep-alive.
        std::string body("\0\4MQTT\4\2\0\0", 10);
        add_string(body, "bench" + std::to_string(device_));
        say(packet(static_cast<std::uint8_t>(Packet::Connect), body));
    }

    std::size_t take(std::span<const std::uint8_t> bytes) override {
        std::size_t taken = 0;
        for (;;) {
            const auto rest = bytes.subspan(taken);
            std::size_t size = 0;
            std::size_t at = 1;
            bool has_size = false;
            for (unsigned shift = 0; at < rest.size() && at < 5 && !has_size; ++at, shift += 7) {
                size |= static_cast<std::size_t>(rest[at] & 127U) << shift;
                has_size = (rest[at] & 128U) == 0;
            }
            if (!has_size || rest.size() < at + size) return taken;
            receive(rest[0], text_in(rest.subspan(at, size)));
            taken += at + size;
        }
    }

    void post(std::string_view text) override {
        packet_id_ =
            packet_id_ == max_packet_id ? std::uint16_t{1} : static_cast<std::uint16_t>(packet_id_ + 1);
        std::string body;
        add_string(body, topic_);
        body += static_cast<char>(packet_id_ >> 8U);
        body += static_cast<char>(packet_id_ & 255U);
        body += text;
        constexpr std::uint8_t quality_1 = 0x02;
        say(packet(static_cast<std::uint8_t>(Packet::Publish) | quality_1, body));
    }

  private:
    void say(const std::string& bytes) { owner_.send(bytes_of(bytes)); }

    void receive(std::uint8_t head, std::string_view body) {
        switch (static_cast<Packet>(head & 0xF0U)) {
            case Packet::ConnectAck:
                if (duty_ == Duty::Send) return owner_.joined();
                return subscribe();
            case Packet::SubscribeAck:
                return owner_.joined();
            case Packet::Publish:
                return owner_.delivered(body.substr(std::min(body.size(), 2 + topic_.size())));
            case Packet::PublishAck:
                return owner_.acknowledged(1);
            case Packet::PingAnswer:
                return;
            default:
                return owner_.failed("the broker sent something unknown");
        }
    }

    void subscribe() {
        std::string body("\0\1", 2);
        add_string(body, topic_);
        body += '\0';
        say(packet(static_cast<std::uint8_t>(Packet::Subscribe), body));
    }

    TalkOwner& owner_;
    Duty duty_;
    std::size_t device_;
    std::string topic_;
    std::uint16_t packet_id_ = 0;
};

class MqttProtocol final : public Protocol {
  public:
    std::unique_ptr<Talk> make(TalkOwner& owner, const Seat& seat) override {
        return std::make_unique<MqttTalk>(owner, seat);
    }
};

}  // namespace

std::unique_ptr<Protocol> make_mqtt_protocol() {
    return std::make_unique<MqttProtocol>();
}

}  // namespace crosstalk::bench
