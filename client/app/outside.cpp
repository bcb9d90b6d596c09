#include "client/app/outside.hpp"

#include <filesystem>
#include <utility>
#include <variant>

#include "client/link/folders.hpp"
#include "client/records/local_time.hpp"
#include "client/records/room_file.hpp"
#include "net/text/paths.hpp"
#include "net/transport/address.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/join_code.hpp"
#include "net/transport/credentials/random.hpp"
#include "net/transport/likely_address.hpp"

namespace crosstalk::app {

namespace {

class RoomFile final : public ui::RoomFile {
  public:
    explicit RoomFile(const model::ExportRoom& wanted)
        : file_(wanted.room, wanted.file, wanted.format, records::local_time) {}

    [[nodiscard]] net::History question() const override { return file_.question(); }
    Progress take(const model::Model& model, const model::Room& room, const net::HistoryPage& page) override {
        return file_.take(model, room, page) == records::RoomFile::Progress::More ? Progress::More
                                                                                  : Progress::Complete;
    }
    [[nodiscard]] std::uint64_t messages() const override { return file_.messages(); }

  private:
    records::RoomFile file_;
};

class Program final : public ui::Outside {
  public:
    Program(std::filesystem::path downloads, std::filesystem::path server_folder)
        : downloads_(std::move(downloads)), server_folder_(std::move(server_folder)) {}

    ui::DrawnInvite draw_invite(const model::ServerIdentity& server) override {
        const transport::Secret token = transport::new_invite_token(transport::system_random());
        ui::DrawnInvite drawn;
        drawn.token.assign(token.bytes().begin(), token.bytes().end());
        // The server as this client reached it: others on the network reach it there too, unless it is on this machine.
        const auto address = transport::parse_address(server.address);
        if (const auto* known = std::get_if<transport::Address>(&address)) {
            transport::Invite invite;
            const bool is_here =
                known->host == "127.0.0.1" || known->host == "::1" || known->host == "localhost";
            invite.host = is_here ? transport::likely_address() : known->host;
            invite.port = known->port;
            invite.fingerprint = transport::Fingerprint{server.key};
            invite.token = token;
            drawn.link = transport::link_of(invite);
        }
        return drawn;
    }
    std::unique_ptr<ui::RoomFile> begin_room_file(const model::ExportRoom& wanted) override {
        return std::make_unique<RoomFile>(wanted);
    }
    [[nodiscard]] std::string place_for(const std::string& file_name) const override {
        return text::utf8_of(downloads_ / text::path_of(file_name));
    }
    [[nodiscard]] std::string home() const override { return text::utf8_of(link::home_folder()); }
    [[nodiscard]] std::string server_folder() const override { return text::utf8_of(server_folder_); }
    [[nodiscard]] bool looks_like_join_code(const std::string& typed) const override {
        return transport::looks_like_join_code(typed);
    }

  private:
    std::filesystem::path downloads_;
    std::filesystem::path server_folder_;
};

}  // namespace

std::unique_ptr<ui::Outside> make_outside(std::filesystem::path downloads,
                                          std::filesystem::path server_folder) {
    return std::make_unique<Program>(std::move(downloads), std::move(server_folder));
}

}  // namespace crosstalk::app
