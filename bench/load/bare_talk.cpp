// The client's end of bench/bare/protocol.hpp.
#include <array>

#include "bench/bare/protocol.hpp"
#include "bench/load/talk.hpp"
#include "net/frame.hpp"

namespace crosstalk::bench {

namespace {

class BareTalk final : public Talk {
  public:
    BareTalk(TalkOwner& owner, const Seat& seat)
        : owner_(owner),
          duty_(seat.duty),
          room_(static_cast<std::uint16_t>(seat.room.value_or(RoomNumber{}).value)) {}

    void opened(SSL*) override {
        if (duty_ == Duty::Send) return owner_.joined();
        send(BareType::Join, {});
    }

    std::size_t take(std::span<const std::uint8_t> bytes) override {
        std::size_t taken = 0;
        while (bytes.size() - taken >= net::frame_header_bytes) {
            const auto rest = bytes.subspan(taken);
            const net::FrameHeader header = net::read_header(rest.first<net::frame_header_bytes>());
            if (rest.size() < net::frame_header_bytes + header.size) break;
            taken += net::frame_header_bytes + header.size;
            switch (static_cast<BareType>(header.type)) {
                case BareType::Joined:
                    owner_.joined();
                    break;
                case BareType::Ack:
                    if (header.tag.value != ++acknowledged_) owner_.failed("an acknowledgement was skipped");
                    owner_.acknowledged(1);
                    break;
                case BareType::Message:
                    owner_.delivered(text_in(rest.subspan(net::frame_header_bytes, header.size)));
                    break;
                default:
                    owner_.failed("the server sent something unknown");
            }
        }
        return taken;
    }

    void post(std::string_view text) override {
        ++posted_;
        send(BareType::Post, text);
    }

  private:
    void send(BareType type, std::string_view payload) {
        std::array<std::uint8_t, net::frame_header_bytes> header{};
        net::write_header({.size = static_cast<std::uint32_t>(payload.size()),
                           .type = static_cast<std::uint16_t>(type),
                           .flags = room_,
                           .tag = {posted_}},
                          header);
        owner_.send(header);
        owner_.send(bytes_of(payload));
    }

    TalkOwner& owner_;
    Duty duty_;
    std::uint16_t room_;
    std::uint32_t posted_ = 0;
    std::uint32_t acknowledged_ = 0;
};

class BareProtocol final : public Protocol {
  public:
    std::unique_ptr<Talk> make(TalkOwner& owner, const Seat& seat) override {
        return std::make_unique<BareTalk>(owner, seat);
    }
};

}  // namespace

std::unique_ptr<Protocol> make_bare_protocol() {
    return std::make_unique<BareProtocol>();
}

}  // namespace crosstalk::bench
