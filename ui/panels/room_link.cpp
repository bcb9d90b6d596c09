#include "ui/panels/room_link.hpp"

#include <array>
#include <charconv>
#include <cstdint>

#include "net/text/ascii.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/text/markup/links.hpp"

namespace crosstalk::ui {

namespace {

using ServerBytes = std::array<std::uint8_t, 8>;  // the first of its key
constexpr std::size_t server_digits = 2 * std::tuple_size_v<ServerBytes>;

std::string name_in_links(const net::ServerKeyHash& server) {
    return text::hexadecimal(server).substr(0, server_digits);
}

}  // namespace

std::string link_of_room(const net::ServerKeyHash& server, net::RoomId room) {
    return std::string(text::room_scheme) + name_in_links(server) + "/" + std::to_string(room.value);
}

std::optional<RoomLink> read_room_link(std::string_view link) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
    while (!link.empty() && is_blank(link.front()))
        link.remove_prefix(1);
    while (!link.empty() && is_blank(link.back()))
        link.remove_suffix(1);
    if (!text::begins_with_lower(link, text::room_scheme)) return std::nullopt;
    link.remove_prefix(text::room_scheme.size());
    if (link.size() <= server_digits || link[server_digits] != '/') return std::nullopt;
    RoomLink read;
    const auto server = text::from_hexadecimal<ServerBytes>(link.substr(0, server_digits));
    if (!server) return std::nullopt;
    read.server = text::hexadecimal(*server);
    link.remove_prefix(server_digits + 1);
    const char* const end = link.data() + link.size();
    const auto [rest, fault] = std::from_chars(link.data(), end, read.room.value);
    if (fault != std::errc{} || rest != end || !read.room) return std::nullopt;
    return read;
}

bool leads_to(const RoomLink& link, const net::ServerKeyHash& server) {
    return link.server == name_in_links(server);
}

void follow_room_link(const Scene& scene, const RoomLink& link) {
    if (!leads_to(link, scene.model.server().key)) {
        return scene.commands.show(SayBriefly{Icon::Info, "A room of another server",
                                              "Connect to that server, then follow the link again."});
    }
    if (scene.model.room(link.room) != nullptr) return scene.commands.show(GoToRoom{link.room});
    scene.commands.show(EnterRoom{link.room});
}

}  // namespace crosstalk::ui
