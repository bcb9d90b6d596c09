#include "client/link/command_rules.hpp"

#include <exception>
#include <utility>

#include "client/link/texts.hpp"
#include "client/model/composer.hpp"
#include "net/codec.hpp"
#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::link {

namespace {

// The secret of the command, if it has a place for one.
template <class C>
auto* secret_of(C& command) {
    using Plain = std::remove_const_t<C>;
    if constexpr (std::is_same_v<Plain, net::JoinRoom> || std::is_same_v<Plain, net::SetRoomPasskey>) {
        return &command.passkey;
    } else if constexpr (std::is_same_v<Plain, net::ClaimOwner>) {
        return &command.code;
    } else if constexpr (std::is_same_v<Plain, net::MakeInvite>) {
        return &command.token;
    } else {
        return static_cast<std::string*>(nullptr);
    }
}

template <class... Known>
bool is_any_of(const net::Command& command) {
    return (std::holds_alternative<Known>(command) || ...);
}

bool is_by_server_alone(const net::Command& command) {
    return is_any_of<net::Unknown, net::CreateUser, net::ServerStarted, net::SetRules, net::AddDevice,
                     net::SetOwnerCode, net::KeepMarks, net::RecordDeed, net::FinishUpload, net::Tick,
                     net::NotePlayer>(command);
}

// What has files needs no words.
bool has_files(const net::Command& command) {
    if (const auto* post = std::get_if<net::PostMessage>(&command)) return !post->files.empty();
    const auto* edit = std::get_if<net::EditMessage>(&command);
    return edit != nullptr && edit->target.files > 0;
}

std::optional<Objection> objection_to_text(std::string& text, const net::Command& command) {
    text = text::sanitise_message(text);
    const std::size_t length = text::count_code_points(text);
    if (length > net::max_text_code_points) return Objection{net::Status::Invalid, model::too_long(length)};
    if (has_files(command) || !text::is_blank(text)) return std::nullopt;
    return Objection{net::Status::Invalid, explain({.status = net::Status::Invalid}, command)};
}

}  // namespace

bool has_secret(const net::Command& command) {
    return std::visit(
        [](const auto& known) {
            const auto* secret = secret_of(known);
            return secret != nullptr && !secret->empty();
        },
        command);
}

net::Command without_secrets(net::Command command) {
    std::visit(
        [](auto& known) {
            if (auto* secret = secret_of(known)) secret->clear();
        },
        command);
    return command;
}

bool is_writing(const net::Command& command) {
    return is_any_of<net::PostMessage, net::EditMessage>(command);
}

bool is_of_transfer(const net::Command& command) {
    return is_any_of<net::BeginUpload, net::DropUpload>(command);
}

net::RoomId room_of(const net::Command& command) {
    return std::visit(
        [](const auto& known) {
            if constexpr (requires { net::RoomId{known.room}; }) {
                return known.room;
            } else {
                return net::RoomId{};
            }
        },
        command);
}

std::optional<Objection> objection_to(net::Command& command) {
    if (is_by_server_alone(command)) {
        return Objection{net::Status::NotAllowed, "Only the server does this, by itself."};
    }
    std::string* text = nullptr;
    if (auto* post = std::get_if<net::PostMessage>(&command)) text = &post->text;
    if (auto* edit = std::get_if<net::EditMessage>(&command)) text = &edit->text;
    if (text != nullptr) {
        if (auto objection = objection_to_text(*text, command)) return objection;
    }
    try {
        net::encode_command({.origin = {}, .command = command});
    } catch (const std::exception&) {
        return Objection{net::Status::Invalid,
                         "Something in it is too long, or is no text. Shorten it and try again."};
    }
    return std::nullopt;
}

}  // namespace crosstalk::link
