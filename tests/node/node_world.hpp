// A node on the ports' twins and clients that speak the wire's vocabulary to it, frame by frame: for tests of what
// a session answers, to whom, and in which order.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "net/codec.hpp"
#include "net/transport/credentials/device_key.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/passkey_exchange.hpp"
#include "server/runtime/node.hpp"
#include "tests/node/listener.hpp"
#include "tests/simulation/network.hpp"
#include "tests/support/memory_blobs.hpp"
#include "tests/support/memory_bus.hpp"
#include "tests/support/memory_journal.hpp"
#include "tests/support/memory_view.hpp"
#include "tests/support/virtual_runtime.hpp"

namespace crosstalk::server {

using crosstalk::testing::Connection;
using crosstalk::testing::Side;

// So many characters of four bytes.
inline std::string fishes(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "\xF0\x9F\x90\x9F";
    return text;
}

// A code that a server may have made.
inline transport::Passkey a_code(std::uint8_t filling) {
    return transport::Passkey::generate(
        [filling](std::span<std::uint8_t> out) { std::ranges::fill(out, filling); });
}

// The server's machine: disks that stay, a process that can die.
class NodeWorld {
  public:
    NodeWorld() {
        network.server_key.bytes.fill(0x5e);
        network.draw_binding = [this] {
            transport::ChannelBinding binding;
            binding.bytes[0] = ++bindings_;
            return binding;
        };
        options.name = "Test server";
        options.limits.post_burst = 1000;
        options.limits.posts_per_second = 1000;
        options.limits.room_posts_per_second = 1000;
        options.limits.room_burst = 1000;
        options.limits.question_burst = 1000;
        options.server = network.server_key;
        options.log = [this](LogLevel level, std::string_view line) {
            if (level >= LogLevel::Info) log.emplace_back(line);
        };
    }
    NodeWorld(const NodeWorld&) = delete;
    NodeWorld& operator=(const NodeWorld&) = delete;
    ~NodeWorld() { crash(); }

    // Up to where connections may come, unless something is in its way.
    void start() {
        process_ = std::make_unique<Process>(*this);
        process_->node.start([this] { ready = true; },
                             [this](std::string reason) { failure = std::move(reason); });
        if (before_running) before_running();
        network.limits = options.limits;
        network.listen({.admit = [this](const std::string& address) { return node().admit(address); },
                        .open = [this](transport::Channel& channel,
                                       const transport::Peer& peer) { return node().open(channel, peer); }});
        settle();
    }

    // The process is gone, between two tasks.
    void crash() {
        if (!process_) return;
        network.server_died();
        process_.reset();
        ready = false;
    }

    Node& node() { return process_->node; }
    testing::VirtualRuntime& runtime() { return process_->runtime; }

    // Everything that is due happens, and a little more; too short for anything periodic.
    void settle() { loop.advance({20}); }

    testing::VirtualLoop loop;
    testing::JournalDisk journal;
    testing::ViewDisk view;
    testing::BusFaults bus;
    testing::BlobDisk blobs;
    testing::Network network{loop};
    NodeOptions options{.name = {},
                        .limits = {},
                        .history = 50,
                        .passkey = *transport::Passkey::choose("correct horse battery"),
                        .invite_token = transport::Secret(std::string_view("an invite's token")),
                        .server = {},
                        .log = {}};
    std::vector<std::string> log;
    bool ready = false;
    std::string failure;
    std::uint64_t clients = 0;             // made so far
    std::uint64_t seed = 0;                // of the newest process
    std::function<void()> before_running;  // right after start() has been called

  private:
    struct Process {
        explicit Process(NodeWorld& world)
            : runtime(world.loop, ++world.seed),
              journal(runtime, world.journal),
              view(runtime, world.view),
              bus(runtime, world.bus),
              blobs(runtime, world.blobs),
              node(world.options, {journal, view, bus, blobs, runtime}) {}

        testing::VirtualRuntime runtime;
        testing::MemoryJournal journal;
        testing::MemoryView view;
        testing::MemoryBus bus;
        testing::MemoryBlobs blobs;
        Node node;
    };

    std::unique_ptr<Process> process_;
    std::uint8_t bindings_ = 0;
};

// One device at the other end of a connection. Says what the test makes it say, and keeps what it was told.
class Client final : public Listener {
  public:
    explicit Client(NodeWorld& world, std::string address = "10.0.0.1")
        : world_(world),
          address_(std::move(address)),
          random_(world.loop, ++world.clients),
          key(transport::DeviceKey::generate(fill())),
          run{world.clients} {}
    // The same device once more.
    Client(NodeWorld& world, std::string address, const Client& twin)
        : world_(world),
          address_(std::move(address)),
          random_(world.loop, ++world.clients),
          key(twin.key),
          run{world.clients} {}
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() override { cut(); }

    // --- connecting
    // False: the server does not even answer.
    bool connect() {
        cut();
        is_closed = false;
        forget();
        Connection* made = world_.network.connect(address_);
        if (made == nullptr) return false;
        connection_ = made->id();
        peer = made->peer();
        made->set_owner(Side::Client, this);
        made->channel(Side::Client).set_max_payload(net::max_frame_bytes);
        return true;
    }
    void cut() {
        if (Connection* open = connection()) open->abandon(Side::Client);
        connection_ = 0;
    }
    // nullptr when it is over.
    Connection* connection() { return world_.network.connection(connection_); }
    transport::Channel& channel() { return connection()->channel(Side::Client); }

    // --- login, step by step
    void say_hello() {
        const net::Bytes frame = net::encode(net::Hello{.program = "script 1"});
        hello_ = payload_of(frame);
        send_bytes(frame);
        world_.settle();
        server_hello = take<net::ServerHello>();
        server_hello_ = net::encode(server_hello);
    }
    [[nodiscard]] net::Signature signature() const {
        return key.sign_login({transport::LoginRole::Chat, peer.binding, peer.server}).bytes;
    }
    void authenticate() {
        send(net::Authenticate{key.public_key().bytes, signature()});
        world_.settle();
    }
    void start_exchange(const transport::Secret& secret, net::SecretKind kind = net::SecretKind::Passkey) {
        exchange_.emplace(
            transport::ExchangeTerms{.secret = secret,
                                     .server = peer.server,
                                     .connection = peer.binding,
                                     .hellos = transport::hash_of({hello_}, {payload_of(server_hello_)})},
            fill());
        const bool is_invite = kind == net::SecretKind::Invite;
        send(net::PasskeyStart{kind, exchange_->share().bytes,
                               is_invite ? hint.value_or(transport::invite_hint(secret.bytes())) : 0});
        world_.settle();
    }
    // Answers the server's part of the exchange.
    void confirm_exchange() {
        const auto reply = take<net::PasskeyReply>();
        const auto confirmation = exchange_->receive(transport::CpaceShare{reply.point});
        send(net::PasskeyConfirm{confirmation->bytes, key.public_key().bytes, signature()});
        world_.settle();
    }
    // Up to the confirmation that proves the passkey.
    net::PasskeyConfirm exchange_passkey(const transport::Secret& secret,
                                         net::SecretKind kind = net::SecretKind::Passkey) {
        start_exchange(secret, kind);
        const auto reply = take<net::PasskeyReply>();
        const auto confirmation = exchange_->receive(transport::CpaceShare{reply.point});
        return {confirmation->bytes, key.public_key().bytes, signature()};
    }
    // The server has let it in, and has proved itself.
    void prove_passkey() {
        send(exchange_passkey(world_.options.passkey.code()));
        world_.settle();
        ASSERT_TRUE(exchange_->verify(transport::Confirmation{take<net::Admitted>().confirmation}));
    }
    void register_with(const std::string& code) {
        send(net::Register{"", false, code});
        world_.settle();
    }
    void register_as(const std::string& name, bool any_number = false) {
        send(net::Register{name, any_number, ""});
        world_.settle();
    }

    // --- login in one go
    // A device nobody knows yet.
    void join_server(const std::string& name) {
        ASSERT_TRUE(connect());
        say_hello();
        prove_passkey();
        register_as(name);
        enter();
    }
    // As a further device of the user who has that code.
    void join_with_code(const std::string& code) {
        ASSERT_TRUE(connect());
        say_hello();
        prove_passkey();
        register_with(code);
        enter();
    }
    // A device the server knows.
    void come_back() {
        ASSERT_TRUE(connect());
        say_hello();
        authenticate();
        enter();
    }
    void come_back_and_watch(net::RoomId room, net::Sequence have = {}) {
        come_back();
        watch(room, have);
    }

    // --- speaking
    template <class M>
    void send(const M& message, net::Tag tag = {}) {
        send_bytes(net::encode(message, tag));
    }
    // One or more whole frames, or a part of one, or nonsense.
    void send_bytes(const net::Bytes& bytes) {
        if (connection() == nullptr) return;
        channel().send(std::make_shared<const net::Bytes>(bytes), transport::Queue::MustKeep);
        channel().flush();
    }
    // Under the next number of this run.
    net::CommandNumber submit(net::Command command) {
        number = number.next();
        send(net::Submit{run, number, std::move(command)});
        return number;
    }
    net::Outcome ask(net::Command command) {
        const net::CommandNumber asked = submit(std::move(command));
        world_.settle();
        const auto result = take<net::Result>();
        EXPECT_EQ(result.number, asked);
        return result.outcome;
    }
    net::RoomId make_room(const std::string& name, net::RoomKind kind) {
        return ask(net::CreateRoom{name, kind, {}}).room;
    }
    net::Outcome post(net::RoomId room, const std::string& text) { return ask(net::PostMessage{room, text}); }
    net::MessageId say(net::RoomId room, const std::string& text) { return post(room, text).message; }
    // A question, and the answer to it.
    template <class Answer, class Question>
    Answer learn(const Question& question) {
        tag_ = {tag_.value + 1};
        send(question, tag_);
        world_.settle();
        Answer answer = take<Answer>();
        EXPECT_EQ(tag_of_taken, tag_);
        return answer;
    }
    // What it was told instead of an answer.
    template <class Question>
    net::Error refused(const Question& question) {
        return learn<net::Error>(question);
    }
    [[nodiscard]] net::UserId me() const { return welcome.user.id; }
    // Until it has said anything, nobody sees it.
    void appear(net::PresenceState state = net::PresenceState::Online) {
        send(net::SetPresence{state});
        world_.settle();
    }
    void watch(net::RoomId room, net::Sequence have = {}) {
        send(net::Watch{{room, have, true}});
        world_.settle();
    }

  private:
    static net::Bytes payload_of(const net::Bytes& frame) {
        return {frame.begin() + net::frame_header_bytes, frame.end()};
    }
    transport::FillRandom fill() {
        return [this](std::span<std::uint8_t> out) { random_.random(out); };
    }
    void enter() {
        welcome = take<net::Welcome>();
        rooms = take<net::RoomList>();
    }

    NodeWorld& world_;
    std::string address_;
    testing::VirtualRuntime random_;
    std::uint64_t connection_ = 0;
    net::Bytes hello_;
    net::Bytes server_hello_;
    std::optional<transport::ClientExchange> exchange_;
    net::Tag tag_{1000};

  public:
    const transport::DeviceKey key;
    net::RunId run;
    net::CommandNumber number;
    transport::Peer peer;
    std::optional<std::uint64_t> hint;  // of the invite it brings, if not that of the token
    net::ServerHello server_hello;
    net::Welcome welcome;
    net::RoomList rooms;
};

}  // namespace crosstalk::server
