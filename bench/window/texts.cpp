#include "bench/window/texts.hpp"

#include <array>

namespace crosstalk::bench {

namespace {

constexpr std::int64_t start_ms = 1'795'000'000'000;
constexpr std::int64_t between_ms = 40'000;

constexpr std::array<const char*, 8> texts = {
    "Doors open at **18:00**, first match at 19:00.",
    "ok",
    "Switch is in the attic, cables are labelled. See https://attic.lan/maps for the way there.",
    "Anyone mind if I sit by the window? It gets warm there in the evening, and my machine does not like "
    "that at all.",
    "> first come, first served\nthen I am *early* \U0001F600",
    "Я принесу кабель, 我带来交换机, ça marche :)",
    "```\nport = 12345\nname = Attic LAN\n```\nPut this in your `server.conf`",
    "@quartz did you see ||the score||? It is 3 to 2, and the last round is still to be played tonight."};
constexpr std::array<const char*, 6> names = {"quartz", "tinsel", "cobalt", "harbor", "orbit", "Anna Maria"};

}  // namespace

net::Message message_number(std::uint64_t number) {
    net::Message message;
    message.id = {1'000'000 + number};
    message.sequence = message.revision = {number};
    const std::size_t author = number / 3 % names.size();
    message.author = {net::UserId{100 + author}, names[author]};
    message.at = {start_ms + between_ms * static_cast<std::int64_t>(number)};
    message.text = texts[number % texts.size()];
    if (number % 11 == 0 && number > 5) {
        message.reply_to = {1'000'000 + number - 4};
        message.reply_sequence = {number - 4};
    }
    if (number % 7 == 0) {
        net::Reaction reaction;
        reaction.emoji = "\U0001F44D";
        reaction.count = 2;
        reaction.users = {net::UserId{100}, net::UserId{101}};
        message.reactions.push_back(std::move(reaction));
    }
    if (number % 29 == 0) message.edited_at = {message.at.value + 1'000};
    return message;
}

std::vector<net::Message> messages_between(std::uint64_t first, std::uint64_t last) {
    std::vector<net::Message> messages;
    messages.reserve(last - first + 1);
    for (std::uint64_t number = first; number <= last; ++number)
        messages.push_back(message_number(number));
    return messages;
}

}  // namespace crosstalk::bench
