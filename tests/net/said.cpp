#include "tests/net/said.hpp"

#include <cctype>
#include <string_view>
#include <utility>

#include "tests/net/allocations.hpp"
#include "tests/net/samples.hpp"
#include "tests/net/walks.hpp"

namespace crosstalk::net::testing_wire {

namespace {

// "ServerHello"; both compilers write "T = crosstalk::net::ServerHello" into the name of the function.
template <class T>
std::string_view type_name() {
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("T = ") + 4);
    name = name.substr(0, name.find_first_of(";]"));
    return name.substr(name.rfind(':') + 1);
}

template <class T>
std::string snake_case_name() {
    std::string name;
    for (const char letter : type_name<T>()) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::isupper(byte) != 0 && !name.empty()) name += '_';
        name += static_cast<char>(std::tolower(byte));
    }
    return name;
}

std::vector<Said> gather() {
    std::vector<Said> all;
    for_each_sample(Of<FromClient::variant>{}, [&]<class T>(T message) {
        all.push_back({snake_case_name<T>(), FromClient(std::move(message))});
    });
    for_each_sample(Of<FromServer::variant>{}, [&]<class T>(T message) {
        all.push_back({snake_case_name<T>(), FromServer(std::move(message))});
    });
    for_each_sample(Of<Command::variant>{}, [&]<class T>(T command) {
        all.push_back(
            {"command_" + snake_case_name<T>(), LoggedCommand{.origin = {.user = {0x1401},
                                                                         .device = {0x0c02},
                                                                         .run = {0x1122334455667788},
                                                                         .number = {42}},
                                                              .command = std::move(command)}});
    });
    for_each_sample(Of<Fact::variant>{}, [&]<class T>(T fact) {
        Event event = sample(Of<Event>{});
        event.fact = std::move(fact);
        all.push_back({"fact_" + snake_case_name<T>(), FromServer(std::move(event))});
    });
    return all;
}

// Calls visit with the message itself.
template <class Visit>
auto with_message(const Content& content, Visit visit) {
    return std::visit(
        [&]<class T>(const T& spoken) {
            if constexpr (std::is_same_v<T, LoggedCommand>) {
                return visit(spoken);
            } else {
                return std::visit(visit, spoken);
            }
        },
        content);
}

template <class T>
std::variant<Content, DecodeFault> as_content(std::variant<T, DecodeFault> result) {
    if (auto* fault = std::get_if<DecodeFault>(&result)) return std::move(*fault);
    return Content(std::move(std::get<T>(result)));
}

}  // namespace

const std::vector<Said>& everything_said() {
    static const std::vector<Said> all = gather();
    return all;
}

std::uint16_t type_of(const Content& content) {
    return with_message(content, []<class T>(const T&) -> std::uint16_t {
        if constexpr (std::is_same_v<T, LoggedCommand>) {
            return 0;
        } else {
            return static_cast<std::uint16_t>(T::type);
        }
    });
}

Bytes encoded(const Content& content) {
    return std::visit(
        []<class T>(const T& spoken) {
            if constexpr (std::is_same_v<T, LoggedCommand>) {
                return encode_command(spoken);
            } else {
                return encode_any(spoken, Tag{0x01020304});
            }
        },
        content);
}

Bytes payload_of(const Content& content) {
    return with_message(content, [](const auto& message) {
        Bytes bytes;
        Writer(bytes).fields(message);
        return bytes;
    });
}

std::variant<Content, DecodeFault> decoded(Speaker speaker, std::uint16_t type,
                                           std::span<const std::uint8_t> payload) {
    const FrameView frame{
        {.size = static_cast<std::uint32_t>(payload.size()), .type = type, .flags = 0, .tag = {}}, payload};
    switch (speaker) {
        case Speaker::Client:
            return as_content(decode_from_client(frame));
        case Speaker::Server:
            return as_content(decode_from_server(frame));
        case Speaker::Journal:
            break;
    }
    return as_content(decode_command(payload));
}

Bytes payload_by_newer_peer(const Content& content, const Bytes& later_fields) {
    return with_message(content,
                        [&](const auto& message) { return NewerPeer(later_fields).payload(message); });
}

std::vector<Bytes> field_images(const Content& content) {
    return with_message(content, [](const auto& message) { return FieldImages::of(message); });
}

std::vector<Bytes> default_field_images(const Content& content) {
    return with_message(content, []<class T>(const T&) { return FieldImages::of(T{}); });
}

std::vector<std::string> fields_at_default(const Content& content) {
    return with_message(content, [](const auto& message) { return DefaultWalk::of(message); });
}

bool holds_unknown(const Content& content) {
    return with_message(content, []<class T>(const T& message) {
        LimitWalk walk;
        const_cast<T&>(message).serialize(walk);
        return walk.met_unknown();
    });
}

std::string complaint_about(Speaker speaker, std::uint16_t type, std::span<const std::uint8_t> payload) {
    std::variant<Content, DecodeFault> result;
    const Allocations taken = allocations_of([&] { result = decoded(speaker, type, payload); });
    // A short text takes up to twice its length; an exception has a text, too.
    if (taken.bytes > max_decoded_bytes + payload.size() + 1024)
        return "decoding took " + std::to_string(taken.bytes) + " bytes of memory";
    if (const auto* fault = std::get_if<DecodeFault>(&result))
        return fault->reason.empty() ? "a fault without a reason" : "";

    const Content& content = std::get<Content>(result);
    const std::string beyond = with_message(content, []<class T>(const T& message) {
        LimitWalk walk;
        const_cast<T&>(message).serialize(walk);
        return walk.complaint();
    });
    if (!beyond.empty() || holds_unknown(content)) return beyond;

    const auto again = decoded(speaker, type, payload_of(content));
    if (const auto* fault = std::get_if<DecodeFault>(&again))
        return "its own encoding is refused: " + fault->reason;
    return std::get<Content>(again) == content ? "" : "its own encoding gives another value";
}

}  // namespace crosstalk::net::testing_wire
