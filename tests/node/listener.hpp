// What a node tells one connection, decoded and kept until a test takes it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "net/codec.hpp"
#include "net/transport/channel.hpp"

namespace crosstalk::server {

class Listener : public transport::ChannelOwner {
  public:
    // The oldest message of that kind, taken out; a failure and an empty one if there is none.
    template <class M>
    M take() {
        for (auto next = received_.begin(); next != received_.end(); ++next) {
            if (!std::holds_alternative<M>(next->message)) continue;
            M found = std::get<M>(std::move(next->message));
            tag_of_taken = next->tag;
            received_.erase(next);
            return found;
        }
        ADD_FAILURE() << "no message of type " << static_cast<int>(M::type) << " has come";
        return {};
    }
    template <class M>
    std::vector<M> take_all() {
        std::vector<M> all;
        while (has<M>())
            all.push_back(take<M>());
        return all;
    }
    template <class M>
    [[nodiscard]] bool has() const {
        return std::ranges::any_of(
            received_, [](const Received& one) { return std::holds_alternative<M>(one.message); });
    }
    // Everything that was not taken yet, as it came.
    std::vector<net::FromServer> take_in_order() {
        std::vector<net::FromServer> all;
        for (Received& one : std::exchange(received_, {}))
            all.push_back(std::move(one.message));
        return all;
    }
    void put_back(std::vector<net::FromServer> messages) {
        for (net::FromServer& message : messages)
            received_.push_back({std::move(message), {}});
    }
    [[nodiscard]] bool was_told_nothing() const { return received_.empty(); }
    void forget() { received_.clear(); }
    // Everything it ever got, as it came.
    [[nodiscard]] const net::Bytes& bytes() const { return bytes_; }
    [[nodiscard]] bool got_bytes_of(std::string_view text) const {
        return std::search(bytes_.begin(), bytes_.end(), text.begin(), text.end()) != bytes_.end();
    }
    [[nodiscard]] bool got_bytes_of(const net::Bytes& part) const {
        return std::search(bytes_.begin(), bytes_.end(), part.begin(), part.end()) != bytes_.end();
    }

    void received(const net::FrameView& frame) override {
        auto decoded = net::decode_from_server(frame);
        ASSERT_TRUE(std::holds_alternative<net::FromServer>(decoded));
        bytes_.insert(bytes_.end(), frame.payload.begin(), frame.payload.end());
        received_.push_back({std::get<net::FromServer>(std::move(decoded)), frame.header.tag});
    }
    void received_all() override {}
    void drained() override {}
    void closed(const std::string&) override { is_closed = true; }

    net::Tag tag_of_taken;
    bool is_closed = false;

  private:
    struct Received {
        net::FromServer message;
        net::Tag tag;
    };
    std::vector<Received> received_;
    net::Bytes bytes_;
};

}  // namespace crosstalk::server
