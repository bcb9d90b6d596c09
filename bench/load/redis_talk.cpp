// Redis: PUBLISH to a channel, SUBSCRIBE to it (RESP2).
#include <charconv>
#include <stdexcept>

#include "bench/load/talk.hpp"

namespace crosstalk::bench {

namespace {

// One reply at the front of `text`: its parts, and how long it is; 0 if it is not complete. Arrays of bulk strings
// and integers, integers, simple strings.
std::size_t read_reply(std::string_view text, std::vector<std::string_view>& parts) {
    std::size_t at = 0;
    const auto line = [&]() -> std::string_view {
        const std::size_t end = text.find("\r\n", at);
        if (end == std::string_view::npos) return {};
        const std::string_view found = text.substr(at, end - at);
        at = end + 2;
        return found;
    };
    const auto number = [](std::string_view digits) {
        std::size_t value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    };
    parts.clear();
    std::string_view head = line();
    if (head.empty()) return 0;
    std::size_t left = 1;
    if (head[0] == '*') {
        left = number(head.substr(1));
        head = {};
    }
    for (; left > 0; --left) {
        if (head.empty()) head = line();
        if (head.empty()) return 0;
        if (head[0] == '$') {
            const std::size_t size = number(head.substr(1));
            if (text.size() < at + size + 2) return 0;
            parts.push_back(text.substr(at, size));
            at += size + 2;
        } else {
            parts.push_back(head);
        }
        head = {};
    }
    return at;
}

std::string command(std::initializer_list<std::string_view> words) {
    std::string made = "*" + std::to_string(words.size()) + "\r\n";
    for (const std::string_view word : words)
        made.append("$").append(std::to_string(word.size())).append("\r\n").append(word).append("\r\n");
    return made;
}

class RedisTalk final : public Talk {
  public:
    RedisTalk(TalkOwner& owner, const Seat& seat)
        : owner_(owner), duty_(seat.duty), channel_(room_name(seat)) {}

    void opened(SSL*) override {
        if (duty_ == Duty::Send) return owner_.joined();
        owner_.send(bytes_of(command({"SUBSCRIBE", channel_})));
    }

    std::size_t take(std::span<const std::uint8_t> bytes) override {
        std::size_t taken = 0;
        while (const std::size_t size = read_reply(text_in(bytes.subspan(taken)), parts_)) {
            taken += size;
            if (parts_.empty()) continue;
            if (parts_[0] == "message" && parts_.size() == 3) {
                owner_.delivered(parts_[2]);
            } else if (parts_[0] == "subscribe") {
                owner_.joined();
            } else if (parts_[0].starts_with(':')) {
                owner_.acknowledged(1);
            } else {
                owner_.failed("redis said " + std::string(parts_[0]));
            }
        }
        return taken;
    }

    void post(std::string_view text) override { owner_.send(bytes_of(command({"PUBLISH", channel_, text}))); }

  private:
    TalkOwner& owner_;
    Duty duty_;
    std::string channel_;
    std::vector<std::string_view> parts_;
};

class RedisProtocol final : public Protocol {
  public:
    std::unique_ptr<Talk> make(TalkOwner& owner, const Seat& seat) override {
        return std::make_unique<RedisTalk>(owner, seat);
    }
};

}  // namespace

std::unique_ptr<Protocol> make_redis_protocol() {
    return std::make_unique<RedisProtocol>();
}

}  // namespace crosstalk::bench
