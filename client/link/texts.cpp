#include "client/link/texts.hpp"

#include <algorithm>

#include "net/text/message_text.hpp"

namespace crosstalk::link {

namespace {

std::string one_line(std::string_view said) {
    std::string line = text::cap_marks(text::sanitise_message(said));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

}  // namespace

std::string explain(net::Status status, const net::Command& command) {
    const bool is_post = std::holds_alternative<net::PostMessage>(command);
    switch (status) {
        case net::Status::Done:
            return {};
        case net::Status::NotFound:
            if (std::holds_alternative<net::InviteUser>(command)) {
                return "There is no such user or room. Check the name.";
            }
            return is_post ? "This room is gone, or you are not in it. Choose another room."
                           : "There is no such room, or you are not invited. Ask for an invitation.";
        case net::Status::NotAllowed:
            return is_post ? "You may not write here. Ask somebody who runs the room."
                           : "You may not do this. Ask somebody who runs the room.";
        case net::Status::Invalid:
            if (std::holds_alternative<net::CreateRoom>(command)) {
                return "This cannot be the name of a room. Use 1 to 32 letters, digits and spaces.";
            }
            return is_post ? "The server does not take this text. Shorten it or write it differently."
                           : "The server does not understand this. Try it differently.";
        case net::Status::NameTaken:
            return "There is a room of this name already, or of one that looks like it. Choose another.";
        case net::Status::TooMany:
            return "There are too many rooms or members already. Leave a room first.";
        case net::Status::Refused:
        case net::Status::Unknown:
            return "The server is older than this program and cannot do this. Update the server.";
    }
    return {};
}

std::string in_one_line(std::string_view said, std::string_view otherwise) {
    std::string line = one_line(said);
    return text::is_blank(line) ? std::string(otherwise) : line;
}

void clean(net::UserRef& user) {
    user.name = in_one_line(user.name, "?");
}

void clean(net::RoomSummary& room) {
    room.name = in_one_line(room.name, "?");
}

void clean(net::Message& message) {
    message.text = text::sanitise_message(message.text);
    clean(message.author);
}

void clean(net::Event& event) {
    if (auto* posted = std::get_if<net::MessagePosted>(&event.fact)) {
        posted->text = text::sanitise_message(posted->text);
        clean(posted->author);
    } else if (auto* joined = std::get_if<net::MemberJoined>(&event.fact)) {
        clean(joined->user);
    } else if (auto* left = std::get_if<net::MemberLeft>(&event.fact)) {
        clean(left->user);
    }
}

}  // namespace crosstalk::link
