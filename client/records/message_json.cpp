#include "client/records/message_json.hpp"

#include <utility>

#include "client/records/game_json.hpp"
#include "net/text/file_name.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/text/times.hpp"

namespace crosstalk::records {

std::string line_of(const Json& object) {
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json user_of(const net::UserRef& user) {
    return {{"id", id_of(user.id)}, {"name", user.name}};
}

Json files_of(const std::vector<net::File>& files) {
    Json list = Json::array();
    for (const net::File& file : files) {
        Json object{{"n", list.size() + 1},
                    {"name", text::safe_file_name(file.name)},
                    {"size", file.size},
                    {"sha256", text::hexadecimal(file.hash)}};
        if (file.width != 0) object["width"] = file.width;
        if (file.height != 0) object["height"] = file.height;
        list.push_back(std::move(object));
    }
    return list;
}

Json message_of(const model::Model& model, const std::string& tag, const net::Message& message) {
    Json object{{"room", tag},
                {"seq", message.sequence.value},
                {"id", id_of(message.id)},
                {"from", user_of(message.author)},
                {"text", message.text},
                {"time", text::rfc3339(message.at)}};
    if (message.reply_to) {
        object["reply_to"] = Json{{"seq", message.reply_sequence.value}, {"id", id_of(message.reply_to)}};
    }
    if (!message.files.empty()) object["files"] = files_of(message.files);
    if (message.game) object["game"] = game_of(*message.game);
    if (message.edited_at) object["edited"] = text::rfc3339(message.edited_at);
    if (message.deleted) object["deleted"] = true;
    if (message.pinned) object["pinned"] = true;
    if (!message.mentions.empty()) {
        Json users = Json::array();
        for (const net::UserId user : message.mentions)
            users.push_back(id_of(user));
        object["mentions"] = std::move(users);
    }
    if (message.mentions_all) object["mentions_all"] = true;
    if (model.mentions_me(message)) object["mention"] = true;
    if (!message.reactions.empty()) {
        Json reactions = Json::array();
        for (const net::Reaction& reaction : message.reactions) {
            Json users = Json::array();
            for (const net::UserId user : reaction.users)
                users.push_back(id_of(user));
            reactions.push_back(
                Json{{"emoji", reaction.emoji}, {"count", reaction.count}, {"users", std::move(users)}});
        }
        object["reactions"] = std::move(reactions);
    }
    return object;
}

}  // namespace crosstalk::records
