#include "net/transport/credentials/passkey_exchange.hpp"

#include <gtest/gtest.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

#include "tests/credentials/seeded_random.hpp"

namespace crosstalk::transport {
namespace {

using testing_credentials::seeded_random;

ExchangeTerms terms(std::string_view secret = "7K4MP2QX") {
    ExchangeTerms made;
    made.secret = Secret(secret);
    made.server.bytes.fill(0x11);
    made.connection.bytes.fill(0x22);
    made.hellos.bytes.fill(0x33);
    return made;
}

enum class Result {
    BothAccept,
    ServerRefusesShare,
    ClientRefusesShare,
    ServerRefusesClient,
    ClientRefusesServer
};

/// What somebody in between does to the four messages.
struct Meddling {
    std::function<void(CpaceShare&)> client_share = [](CpaceShare&) {};
    std::function<void(CpaceShare&)> server_share = [](CpaceShare&) {};
    std::function<void(Confirmation&)> client_confirmation = [](Confirmation&) {};
    std::function<void(Confirmation&)> server_confirmation = [](Confirmation&) {};
};

Result exchange(const ExchangeTerms& clients, const ExchangeTerms& servers, const Meddling& meddling = {},
                std::uint64_t seed = 1) {
    ClientExchange client(clients, seeded_random(seed));
    ServerExchange server(servers, seeded_random(seed + 1'000'000));

    CpaceShare first = client.share();
    meddling.client_share(first);
    Outcome<CpaceShare, ExchangeFault> second = server.receive(first);
    if (!second) return Result::ServerRefusesShare;
    meddling.server_share(*second);
    Outcome<Confirmation, ExchangeFault> third = client.receive(*second);
    if (!third) return Result::ClientRefusesShare;
    meddling.client_confirmation(*third);
    Outcome<Confirmation, ExchangeFault> fourth = server.verify(*third);
    if (!fourth) return Result::ServerRefusesClient;
    meddling.server_confirmation(*fourth);
    return client.verify(*fourth) ? Result::BothAccept : Result::ClientRefusesServer;
}

TEST(PasskeyExchange, the_same_passkey_lets_both_sides_accept) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        EXPECT_EQ(exchange(terms(), terms(), {}, seed), Result::BothAccept);
    }
}

TEST(PasskeyExchange, a_wrong_passkey_is_refused_by_the_server_at_the_clients_confirmation_and_not_before) {
    EXPECT_EQ(exchange(terms("7K4MP2QX"), terms("7K4MP2QZ")), Result::ServerRefusesClient);
    EXPECT_EQ(exchange(terms(""), terms()), Result::ServerRefusesClient);
}

TEST(PasskeyExchange, a_server_that_does_not_know_the_passkey_cannot_answer_the_client) {
    ClientExchange client(terms("7K4MP2QX"), seeded_random(1));
    ServerExchange impostor(terms("00000000"), seeded_random(2));
    const auto share = impostor.receive(client.share());
    ASSERT_TRUE(client.receive(*share));
    // The best it can send is what it expects to be right itself.
    ClientExchange guess(terms("00000000"), seeded_random(1));
    ASSERT_EQ(impostor.verify(*guess.receive(*share)).has_value(), false);
    EXPECT_FALSE(client.verify(Confirmation{}));
}

TEST(PasskeyExchange, a_clients_own_confirmation_sent_back_does_not_prove_the_server) {
    ClientExchange client(terms(), seeded_random(1));
    ServerExchange server(terms(), seeded_random(2));
    const auto confirmation = client.receive(*server.receive(client.share()));
    EXPECT_FALSE(client.verify(*confirmation));
}

TEST(PasskeyExchange, a_clients_own_share_sent_back_does_not_prove_the_server) {
    ClientExchange client(terms(), seeded_random(1));
    const auto confirmation = client.receive(client.share());
    ASSERT_TRUE(confirmation);
    EXPECT_FALSE(client.verify(*confirmation));
}

TEST(PasskeyExchange, a_relay_with_another_key_fails_though_both_ends_know_the_passkey) {
    ExchangeTerms servers = terms();
    servers.server.bytes[0] ^= 1;
    EXPECT_EQ(exchange(terms(), servers), Result::ServerRefusesClient);
}

TEST(PasskeyExchange, a_relay_between_two_connections_fails_though_both_ends_know_the_passkey) {
    ExchangeTerms servers = terms();
    servers.connection.bytes[31] ^= 0x80;
    EXPECT_EQ(exchange(terms(), servers), Result::ServerRefusesClient);
}

TEST(PasskeyExchange, hellos_that_were_changed_on_the_way_are_noticed) {
    ExchangeTerms servers = terms();
    servers.hellos.bytes[63] ^= 1;
    EXPECT_EQ(exchange(terms(), servers), Result::ServerRefusesClient);
}

TEST(PasskeyExchange, bytes_cannot_move_from_the_secret_into_the_fingerprint) {
    ExchangeTerms one = terms("ab");
    ExchangeTerms other = terms("a");
    other.server.bytes[0] = 'b';
    std::copy_n(one.server.bytes.begin(), 31, other.server.bytes.begin() + 1);
    EXPECT_NE(exchange(one, other), Result::BothAccept);
}

template <class Message>
void flip(Message& message, std::size_t bit) {
    message.bytes[bit / 8] = static_cast<std::uint8_t>(message.bytes[bit / 8] ^ (1U << bit % 8));
}

TEST(PasskeyExchange, every_flipped_bit_of_every_message_is_noticed) {
    for (std::size_t bit = 0; bit < 256; ++bit) {
        SCOPED_TRACE(bit);
        Meddling first;
        first.client_share = [bit](CpaceShare& share) { flip(share, bit); };
        const Result after_first = exchange(terms(), terms(), first);
        EXPECT_TRUE(after_first == Result::ServerRefusesShare || after_first == Result::ServerRefusesClient);
        Meddling second;
        second.server_share = [bit](CpaceShare& share) { flip(share, bit); };
        const Result after_second = exchange(terms(), terms(), second);
        EXPECT_TRUE(after_second == Result::ClientRefusesShare ||
                    after_second == Result::ServerRefusesClient);
    }
    for (std::size_t bit = 0; bit < 512; ++bit) {
        SCOPED_TRACE(bit);
        Meddling third;
        third.client_confirmation = [bit](Confirmation& confirmation) { flip(confirmation, bit); };
        EXPECT_EQ(exchange(terms(), terms(), third), Result::ServerRefusesClient);
        Meddling fourth;
        fourth.server_confirmation = [bit](Confirmation& confirmation) { flip(confirmation, bit); };
        EXPECT_EQ(exchange(terms(), terms(), fourth), Result::ClientRefusesServer);
    }
}

TEST(PasskeyExchange, the_neutral_element_is_refused_by_both_sides) {
    ClientExchange client(terms(), seeded_random(1));
    EXPECT_EQ(client.receive(CpaceShare{}).fault(), ExchangeFault::BadShare);
    ServerExchange server(terms(), seeded_random(2));
    EXPECT_EQ(server.receive(CpaceShare{}).fault(), ExchangeFault::BadShare);
}

TEST(PasskeyExchange, one_exchange_answers_one_guess_only) {
    ClientExchange client(terms(), seeded_random(1));
    ServerExchange server(terms(), seeded_random(2));
    const auto confirmation = client.receive(*server.receive(client.share()));
    Confirmation wrong = *confirmation;
    wrong.bytes[0] ^= 1;
    EXPECT_EQ(server.verify(wrong).fault(), ExchangeFault::WrongConfirmation);
    const auto second_guess = server.verify(*confirmation);
    ASSERT_FALSE(second_guess);
    EXPECT_EQ(second_guess.fault(), ExchangeFault::OutOfOrder);
}

TEST(PasskeyExchange, a_message_out_of_order_ends_the_exchange) {
    ServerExchange early(terms(), seeded_random(2));
    EXPECT_EQ(early.verify(Confirmation{}).fault(), ExchangeFault::OutOfOrder);
    const CpaceShare share = ClientExchange(terms(), seeded_random(1)).share();
    EXPECT_EQ(early.receive(share).fault(), ExchangeFault::OutOfOrder);

    ServerExchange twice(terms(), seeded_random(2));
    ASSERT_TRUE(twice.receive(share));
    EXPECT_EQ(twice.receive(share).fault(), ExchangeFault::OutOfOrder);
    EXPECT_EQ(twice.verify(Confirmation{}).fault(), ExchangeFault::OutOfOrder);

    ClientExchange client(terms(), seeded_random(1));
    EXPECT_FALSE(client.verify(Confirmation{}));
    EXPECT_EQ(client.receive(share).fault(), ExchangeFault::OutOfOrder);
}

TEST(PasskeyExchange, a_server_is_accepted_once) {
    ClientExchange client(terms(), seeded_random(1));
    ServerExchange server(terms(), seeded_random(2));
    const auto answer = server.verify(*client.receive(*server.receive(client.share())));
    EXPECT_TRUE(client.verify(*answer));
    EXPECT_FALSE(client.verify(*answer));
}

TEST(PasskeyExchange, nothing_repeats_from_one_exchange_to_the_next) {
    const CpaceShare one = ClientExchange(terms(), system_random()).share();
    const CpaceShare other = ClientExchange(terms(), system_random()).share();
    EXPECT_NE(one, other);
}

TEST(PasskeyExchange, the_hash_of_the_hellos_depends_on_where_one_ends_and_the_other_begins) {
    const std::vector<std::uint8_t> one{1};
    const std::vector<std::uint8_t> two{2};
    const std::vector<std::uint8_t> both{1, 2};
    const HelloHash hash = hash_of(ClientHelloBytes{one}, ServerHelloBytes{two});
    EXPECT_EQ(hash, hash_of(ClientHelloBytes{one}, ServerHelloBytes{two}));
    EXPECT_NE(hash, hash_of(ClientHelloBytes{two}, ServerHelloBytes{one}));
    EXPECT_NE(hash, hash_of(ClientHelloBytes{both}, ServerHelloBytes{}));
}

Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Confirmation hmac_sha512(const Secret& key, const Secret& text) {
    Confirmation made;
    unsigned int size = 0;
    HMAC(EVP_sha512(), key.bytes().data(), static_cast<int>(key.size()), text.bytes().data(), text.size(),
         made.bytes.data(), &size);
    return made;
}

TEST(PasskeyExchange, the_messages_are_exactly_the_documented_ones) {
    const ExchangeTerms agreed = terms();
    const Secret password = length_prefixed({bytes_of("7K4MP2QX"), agreed.server.bytes});
    const Secret channel = length_prefixed({bytes_of("crosstalk/1 client"), bytes_of("crosstalk/1 server")});
    const Secret generator = cpace_generator(password.bytes(), channel.bytes(), agreed.connection.bytes);
    const Secret clients_scalar = cpace_scalar(seeded_random(1));
    const CpaceShare clients = cpace_share(clients_scalar, generator);
    const CpaceShare servers = cpace_share(cpace_scalar(seeded_random(2)), generator);
    const Secret transcript =
        length_prefixed({clients.bytes, agreed.hellos.bytes, servers.bytes, agreed.hellos.bytes});
    const Secret key = cpace_session_key(agreed.connection.bytes,
                                         *cpace_shared_element(clients_scalar, servers), transcript);

    ClientExchange client(agreed, seeded_random(1));
    ServerExchange server(agreed, seeded_random(2));
    EXPECT_EQ(client.share(), clients);
    EXPECT_EQ(*server.receive(clients), servers);
    const auto clients_proof = client.receive(servers);
    ASSERT_TRUE(clients_proof);
    EXPECT_EQ(clients_proof->bytes,
              hmac_sha512(key, length_prefixed({bytes_of("client"), transcript.bytes()})).bytes);
    const auto servers_proof = server.verify(*clients_proof);
    ASSERT_TRUE(servers_proof);
    EXPECT_EQ(servers_proof->bytes,
              hmac_sha512(key, length_prefixed({bytes_of("server"), transcript.bytes()})).bytes);
}

TEST(PasskeyExchange, each_fault_is_explained) {
    for (const auto fault :
         {ExchangeFault::BadShare, ExchangeFault::WrongConfirmation, ExchangeFault::OutOfOrder}) {
        EXPECT_FALSE(explain(fault).empty());
    }
}

}  // namespace
}  // namespace crosstalk::transport
