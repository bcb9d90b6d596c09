#include "client/link/network_check.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "client/link/network_facts.hpp"
#include "client/link/scanner.hpp"
#include "net/discovery/datagram.hpp"
#include "net/transport/address.hpp"
#include "net/transport/asio_dialer.hpp"
#include "net/transport/datagram_sockets.hpp"
#include "net/transport/listener.hpp"
#include "net/transport/loop.hpp"

namespace crosstalk::link {

namespace {

using transport::Interface;

// A round of questions and its answers, on a slow Wi-Fi.
constexpr net::Milliseconds time_to_answer{2'500};

}  // namespace

class NetworkCheck::Thread final : public transport::DialOwner {
  public:
    Thread(NetworkWish wish, Inbox& inbox, Finder::Interfaces interfaces)
        : wish_(std::move(wish)),
          inbox_(inbox),
          interfaces_(std::move(interfaces)),
          dialer_(loop_, {}, {.connect = time_to_answer, .try_another = time_to_answer}),
          thread_([this] { run(); }) {}
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;
    ~Thread() override {
        loop_.post([this] { loop_.stop(); });
        thread_.join();
    }

    // --- the target

    transport::ChannelOwner* opened(transport::Channel& /*channel*/,
                                    const transport::Peer& /*peer*/) override {
        target_waits_ = false;
        tell_if_complete();
        return nullptr;
    }
    void failed(const std::string& reason) override {
        target_waits_ = false;
        facts_.target->failure = reason;
        tell_if_complete();
    }

  private:
    void run() {
        try {
            begin();
            loop_.run();
        } catch (const std::exception& error) {
            inbox_.push({{{model::NetworkFinding::Verdict::Bad, "The network could not be looked at.",
                           error.what()}}});
        }
    }

    void begin() {
        for (const Interface& each : interfaces_()) {
            if (!each.is_loopback) lines_.push_back(each);
        }
        for (const Interface& each : lines_)
            facts_.lines.push_back(line_of(each));
        facts_.hosted_port = wish_.hosted_port;
        facts_.port_is_free =
            transport::can_listen(wish_.hosted_port != 0 ? wish_.hosted_port : transport::default_port);
        listen_to_oneself();
        scanner_.emplace(
            Scanner::Means{.loop = loop_,
                           .random = transport::system_random(),
                           .found = [this](std::vector<model::FoundServer> found) { count(found); },
                           .also = {},
                           .interfaces = interfaces_});
        reach_target();
        loop_.after(time_to_answer, [this] {
            answers_wait_ = false;
            tell_if_complete();
        });
    }

    static NetworkFacts::Line line_of(const Interface& interface) {
        NetworkFacts::Line line{.name = interface.name, .has_multicast = interface.has_multicast};
        bool has_given = false;
        for (const Interface::Address& each : interface.addresses) {
            const discovery::IpAddress& address = each.network.address;
            has_given = has_given || !address.is_link_local();
            if (line.address.empty() || address.is_ipv4()) line.address = transport::to_string(address);
        }
        line.is_self_given = !has_given;
        return line;
    }

    // A question of our own that comes back through the group says that groups work on this machine.
    void listen_to_oneself() {
        const discovery::Nonce nonce = new_nonce(transport::system_random());
        const auto received = [this, nonce](const transport::DatagramSource& from,
                                            std::span<const std::uint8_t> bytes) {
            heard(from, bytes, nonce);
        };
        ears_.emplace(loop_,
                      transport::DatagramOptions{.port = discovery::port,
                                                 .group_port = discovery::port,
                                                 .ipv4_group = std::to_array(discovery::ipv4_group),
                                                 .ipv6_group = std::to_array(discovery::ipv6_group)},
                      received);
        facts_.listening_trouble = ears_->trouble();
        ears_->follow(lines_);
        for (const Interface& each : lines_)
            ears_->send_to_groups(each, discovery::encode(discovery::Question{nonce}));
    }

    void heard(const transport::DatagramSource& from, std::span<const std::uint8_t> bytes,
               discovery::Nonce nonce) {
        const auto datagram = discovery::decode(bytes);
        const auto* question = datagram ? std::get_if<discovery::Question>(&*datagram) : nullptr;
        if (question == nullptr || question->nonce != nonce) return;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const bool is_by_it = std::ranges::any_of(lines_[i].addresses, [&](const auto& each) {
                return each.network.address.bytes == from.address.bytes;
            });
            if (is_by_it) facts_.lines[i].hears_groups = true;
        }
    }

    void count(const std::vector<model::FoundServer>& found) {
        facts_.answered = static_cast<std::size_t>(
            std::ranges::count_if(found, [](const auto& each) { return each.round_trip.has_value(); }));
        facts_.only_heard_of = found.size() - facts_.answered;
    }

    void reach_target() {
        if (wish_.target.empty()) return;
        facts_.target = NetworkFacts::Target{wish_.target, ""};
        const auto parsed = transport::parse_address(wish_.target);
        if (const auto* address = std::get_if<transport::Address>(&parsed)) {
            target_waits_ = true;
            dialer_.dial(*address, *this);
        } else {
            facts_.target->failure = std::get<transport::AddressFault>(parsed).text;
        }
    }

    void tell_if_complete() {
        if (target_waits_ || answers_wait_) return;
        scanner_.reset();
        ears_.reset();
        inbox_.push(judge(facts_));
    }

    const NetworkWish wish_;
    Inbox& inbox_;
    const Finder::Interfaces interfaces_;
    NetworkFacts facts_;
    std::vector<Interface> lines_;  // as in the facts
    bool target_waits_ = false;
    bool answers_wait_ = true;
    transport::Loop loop_;
    transport::AsioDialer dialer_;
    std::optional<transport::DatagramSockets> ears_;
    std::optional<Scanner> scanner_;
    std::thread thread_;  // last: it uses the others
};

NetworkCheck::NetworkCheck(NetworkWish wish, Inbox& inbox, Finder::Interfaces interfaces)
    : thread_(std::make_unique<Thread>(std::move(wish), inbox, std::move(interfaces))) {}

NetworkCheck::~NetworkCheck() = default;

}  // namespace crosstalk::link
