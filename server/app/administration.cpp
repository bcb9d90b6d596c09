#include "server/app/administration.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "net/transport/credentials/random.hpp"
#include "server/app/backup.hpp"
#include "server/app/closed_server.hpp"
#include "server/app/owner_code.hpp"
#include "server/app/platform.hpp"
#include "server/app/room_export.hpp"
#include "server/app/user_list.hpp"
#include "server/app/verification.hpp"

namespace crosstalk::server {

namespace {

struct WithServer {
    const Records& records;
    const Operations& operations;
    Reply reply;

    void operator()(const MakeBackup& request) const { make_backup(records, request.folder, reply); }
    void operator()(const Verify&) const { verify_running(records, reply); }
    void operator()(const ExportRooms& request) const { export_rooms(records, request.room, reply); }
    void operator()(const ListUsers&) const { list_users(records, operations.is_online, reply); }
    void operator()(const ResetOwner&) const {
        operations.reset_owner([to = reply](const std::string& code) {
            to.row({{"owner_code", code}});
            to.end("");
        });
    }
    void operator()(const RotatePasskey&) const {
        reply.row({{"passkey", operations.rotate_passkey()}});
        reply.end("");
    }
    void operator()(const ReloadSettings&) const {
        const ReloadReport report = operations.reload();
        if (report.failure.empty())
            reply.row({{"changed", report.changed}, {"at_next_start", report.at_next_start}});
        reply.end(report.failure);
    }
    void operator()(const AskHealth&) const {
        const std::string trouble = operations.trouble();
        if (trouble.empty()) reply.row({{"health", "ok"}});
        reply.end(trouble);
    }
    void operator()(const AskStatus&) const {
        reply.row(operations.status());
        reply.end("");
    }
    void operator()(const StopServer&) const {
        reply.row({{"stopping", process_id()}});
        operations.stop([to = reply] { to.end(""); });
    }
};

struct WithoutServer {
    const DataFolder& folder;
    Reply reply;

    void operator()(const MakeBackup& request) const {
        ClosedServer server(folder);
        server.run([&](const Reply& to) { make_backup(server.records(), request.folder, to); }, reply);
    }
    void operator()(const Verify&) const {
        verify_databases(folder, reply.row);
        reply.end("");
    }
    void operator()(const ExportRooms& request) const {
        ClosedServer server(folder);
        server.run([&](const Reply& to) { export_rooms(server.records(), request.room, to); }, reply);
    }
    void operator()(const ListUsers&) const {
        ClosedServer server(folder);
        server.run([&](const Reply& to) { list_users(server.records(), {}, to); }, reply);
    }
    void operator()(const ResetOwner&) const {
        // A server that is about to run must not miss it.
        const ClosedServer server(folder);
        const auto code = transport::Passkey::generate(transport::system_random());
        leave_owner_code(folder, code);
        reply.row({{"owner_code", code.spelled_out()}, {"from_next_start", true}});
        reply.end("");
    }
    void operator()(const RotatePasskey&) const {
        reply.end(
            "No server runs here. It makes a new passkey at its next start, unless --passkey sets one.");
    }
    void operator()(const ReloadSettings&) const {
        reply.end("No server runs here. One that is started reads its settings then.");
    }
    void operator()(const AskHealth&) const {
        reply.end("No server runs here. Start it, or say with --data where it is.");
    }
    void operator()(const AskStatus&) const { (*this)(AskHealth{}); }
    void operator()(const StopServer&) const {
        reply.end("No server runs here. Say with --data where it is, if it runs.");
    }
};

}  // namespace

void answer_running(const Records& records, const Operations& operations, const Request& request,
                    Reply reply) {
    std::visit(WithServer{records, operations, std::move(reply)}, request);
}

void answer_without_server(const DataFolder& folder, const Request& request, Reply reply) {
    std::visit(WithoutServer{folder, std::move(reply)}, request);
}

}  // namespace crosstalk::server
