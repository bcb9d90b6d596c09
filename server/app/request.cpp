#include "server/app/request.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "net/text/paths.hpp"

namespace crosstalk::server {

namespace {

using Json = nlohmann::ordered_json;
using text::utf8_of;

template <class... Cases>
struct Match : Cases... {
    using Cases::operator()...;
};
// clang 14 does not find it itself.
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

std::optional<std::string> text_in(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

}  // namespace

std::string line_of(const Request& request) {
    const Json json = std::visit(Match{[](const MakeBackup& backup) -> Json {
                                           return {{"request", "backup"}, {"folder", utf8_of(backup.folder)}};
                                       },
                                       [](const Verify&) -> Json {
                                           return {{"request", "verify"}};
                                       },
                                       [](const ExportRooms& rooms) -> Json {
                                           return {{"request", "export"}, {"room", rooms.room}};
                                       },
                                       [](const ListUsers&) -> Json {
                                           return {{"request", "users"}};
                                       },
                                       [](const ResetOwner&) -> Json {
                                           return {{"request", "reset-owner"}};
                                       },
                                       [](const RotatePasskey&) -> Json {
                                           return {{"request", "rotate-passkey"}};
                                       },
                                       [](const ReloadSettings&) -> Json {
                                           return {{"request", "reload"}};
                                       },
                                       [](const AskHealth&) -> Json {
                                           return {{"request", "health"}};
                                       },
                                       [](const AskStatus&) -> Json {
                                           return {{"request", "status"}};
                                       },
                                       [](const StopServer&) -> Json {
                                           return {{"request", "stop"}};
                                       }},
                                 request);
    try {
        std::string line = json.dump() + "\n";
        if (line.size() <= max_request_bytes) return line;
    } catch (const Json::type_error&) {
        throw std::runtime_error("What was typed is not valid UTF-8. Choose a name of ordinary characters.");
    }
    throw std::runtime_error("What was typed is too long. Choose a shorter name.");
}

std::variant<Request, std::string> parse_request(std::string_view line) {
    if (line.size() > max_request_bytes) return "The request is too long.";
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return "A request is one JSON object on one line.";
    const std::optional<std::string> name = text_in(json, "request");
    if (name == "verify") return Request(Verify{});
    if (name == "users") return Request(ListUsers{});
    if (name == "reset-owner") return Request(ResetOwner{});
    if (name == "rotate-passkey") return Request(RotatePasskey{});
    if (name == "reload") return Request(ReloadSettings{});
    if (name == "health") return Request(AskHealth{});
    if (name == "status") return Request(AskStatus{});
    if (name == "stop") return Request(StopServer{});
    if (name == "export") return Request(ExportRooms{text_in(json, "room").value_or("")});
    if (name == "backup") {
        const std::string folder = text_in(json, "folder").value_or("");
        const std::filesystem::path path = text::path_of(folder);
        // The server's own folder is not that of whoever asks.
        if (!path.is_absolute() || folder.find('\0') != std::string::npos)
            return "A backup needs \"folder\", an absolute path.";
        return Request(MakeBackup{path});
    }
    return "There is no such request.";
}

}  // namespace crosstalk::server
