#include "net/discovery/datagram.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "net/archive.hpp"
#include "net/limits.hpp"
#include "net/text/names.hpp"

namespace crosstalk::discovery {

template <class Archive>
void Advertisement::serialize(Archive& ar) {
    ar(key, net::bounded(name, net::max_name_bytes), net::bounded(version, max_version_bytes), min_protocol,
       max_protocol, port, users, max_sessions, lock);
}

namespace {

constexpr std::array<std::uint8_t, 4> magic{'C', 'T', 'D', '1'};
enum class Kind : std::uint8_t { Question = 1, Answer, Announcement, Farewell };

bool is_server_name(const std::string& name) {
    return !text::fault_of_server_name(name) && text::normalized_name(name) == name;
}

bool is_plain(const std::string& version) {
    return !version.empty() && version.size() <= max_version_bytes &&
           std::ranges::all_of(version, [](char c) { return c > ' ' && c <= '~'; });
}

void write(net::Writer& writer, const Question& question) {
    writer(question.nonce);
}
void write(net::Writer& writer, const Answer& answer) {
    writer(answer.nonce, answer.server);
}
void write(net::Writer& writer, const Announcement& announcement) {
    writer(announcement.server);
}
void write(net::Writer& writer, const Farewell& farewell) {
    writer(farewell.key, farewell.port);
}

std::optional<Datagram> read(net::Reader& reader, Kind kind) {
    switch (kind) {
        case Kind::Question: {
            Question question;
            reader(question.nonce);
            const auto padding = reader.take(reader.left());
            if (std::ranges::any_of(padding, [](std::uint8_t byte) { return byte != 0; }))
                return std::nullopt;
            return question;
        }
        case Kind::Answer: {
            Answer answer;
            reader(answer.nonce, answer.server);
            return is_sound(answer.server) ? std::optional<Datagram>(answer) : std::nullopt;
        }
        case Kind::Announcement: {
            Announcement announcement;
            reader(announcement.server);
            return is_sound(announcement.server) ? std::optional<Datagram>(announcement) : std::nullopt;
        }
        case Kind::Farewell: {
            Farewell farewell;
            reader(farewell.key, farewell.port);
            return farewell.port != 0 ? std::optional<Datagram>(farewell) : std::nullopt;
        }
    }
    return std::nullopt;
}

}  // namespace

bool is_sound(const Advertisement& advertisement) {
    return advertisement.port != 0 && advertisement.key != net::ServerKeyHash{} &&
           advertisement.min_protocol <= advertisement.max_protocol && advertisement.max_protocol != 0 &&
           is_plain(advertisement.version) && is_server_name(advertisement.name);
}

net::Bytes encode(const Datagram& datagram) {
    net::Bytes bytes(magic.begin(), magic.end());
    bytes.push_back(static_cast<std::uint8_t>(datagram.index() + 1));
    net::Writer writer(bytes);
    std::visit([&](const auto& content) { write(writer, content); }, datagram);
    if (std::holds_alternative<Question>(datagram)) bytes.resize(question_bytes);
    assert(bytes.size() <= question_bytes);
    return bytes;
}

std::optional<Datagram> decode(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t header = magic.size() + 1;
    if (bytes.size() < header || bytes.size() > max_datagram_bytes) return std::nullopt;
    if (!std::equal(magic.begin(), magic.end(), bytes.begin())) return std::nullopt;
    const auto kind = static_cast<Kind>(bytes[magic.size()]);
    if (kind == Kind::Question && bytes.size() < question_bytes) return std::nullopt;
    try {
        net::Reader reader(bytes.subspan(header));
        return read(reader, kind);
    } catch (const net::ArchiveError&) {
        return std::nullopt;
    }
}

}  // namespace crosstalk::discovery
