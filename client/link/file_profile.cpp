#include "client/link/file_profile.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "net/codec.hpp"
#include "net/text/paths.hpp"
#include "net/transport/credentials/credential_error.hpp"
#include "net/transport/credentials/private_file.hpp"

namespace crosstalk::link {

namespace {

constexpr int schema_version = 3;
constexpr std::int64_t application_id = 0x43525453;  // "CRTS"

constexpr const char* schema = R"(
CREATE TABLE servers (
    key BLOB PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, user TEXT NOT NULL, last_used INTEGER NOT NULL);
CREATE TABLE journals (server BLOB PRIMARY KEY, position INTEGER NOT NULL, entry INTEGER NOT NULL);
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, server BLOB NOT NULL, ref TEXT NOT NULL, at INTEGER NOT NULL,
    run INTEGER NOT NULL, number INTEGER NOT NULL, command BLOB NOT NULL,
    status INTEGER, room INTEGER, sequence INTEGER, message INTEGER, retry_after INTEGER, invite INTEGER,
    upload INTEGER);
CREATE TABLE marks (
    server BLOB NOT NULL, room INTEGER NOT NULL, sequence INTEGER NOT NULL, posts INTEGER NOT NULL,
    mentions INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (server, room)) WITHOUT ROWID;
CREATE TABLE ignored (
    server BLOB NOT NULL, user INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (server, user)) WITHOUT ROWID;
CREATE TABLE transfers (id INTEGER PRIMARY KEY AUTOINCREMENT, server BLOB NOT NULL, record BLOB NOT NULL);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)";

// From one version to the next.
constexpr std::array migrations{
    R"(ALTER TABLE outbox ADD COLUMN retry_after INTEGER;
ALTER TABLE outbox ADD COLUMN invite INTEGER;
ALTER TABLE marks ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0;
CREATE TABLE ignored (
    server BLOB NOT NULL, user INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (server, user)) WITHOUT ROWID;)",
    R"(ALTER TABLE outbox ADD COLUMN upload INTEGER;
CREATE TABLE transfers (id INTEGER PRIMARY KEY AUTOINCREMENT, server BLOB NOT NULL, record BLOB NOT NULL);)"};
static_assert(migrations.size() == schema_version - 1);

std::int64_t as_signed(std::uint64_t value) {
    std::int64_t result = 0;
    std::memcpy(&result, &value, sizeof result);
    return result;
}

std::uint64_t as_unsigned(std::int64_t value) {
    std::uint64_t result = 0;
    std::memcpy(&result, &value, sizeof result);
    return result;
}

using ServerBlob = std::span<const std::uint8_t>;

}  // namespace

// One connection and its statements; the only place that knows SQLite.
class FileProfile::Database {
  public:
    explicit Database(const std::filesystem::path& file) : path_(file), file_(text::utf8_of(file)) {
        if (sqlite3_open_v2(file_.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
            const std::string text = problem();
            sqlite3_close(handle_);
            throw ProfileError(ProfileError::Kind::Unreadable, text);
        }
        try {
            open();
        } catch (...) {
            sqlite3_close(handle_);
            throw;
        }
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() { sqlite3_close(handle_); }

    class Statement {
      public:
        Statement(Database& database, const char* sql) : database_(database) {
            database_.check(sqlite3_prepare_v2(database_.handle_, sql, -1, &statement_, nullptr));
        }
        Statement(const Statement&) = delete;
        Statement& operator=(const Statement&) = delete;
        ~Statement() { sqlite3_finalize(statement_); }

        Statement& bind(std::int64_t value) {
            database_.check(sqlite3_bind_int64(statement_, ++bound_, value));
            return *this;
        }
        Statement& bind(std::uint64_t value) { return bind(as_signed(value)); }
        Statement& bind(std::string_view value) {
            database_.check(sqlite3_bind_text64(statement_, ++bound_, value.data() ? value.data() : "",
                                                value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
            return *this;
        }
        Statement& bind(std::span<const std::uint8_t> value) {
            database_.check(
                sqlite3_bind_blob64(statement_, ++bound_, value.data(), value.size(), SQLITE_TRANSIENT));
            return *this;
        }
        // False at the end of the rows.
        bool step() {
            const int result = sqlite3_step(statement_);
            if (result == SQLITE_ROW) return true;
            database_.check(result);
            return false;
        }
        void run_again() {
            step();
            database_.check(sqlite3_reset(statement_));
            bound_ = 0;
        }
        bool is_null(int column) { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
        std::int64_t integer(int column) { return sqlite3_column_int64(statement_, column); }
        std::uint64_t number(int column) { return as_unsigned(integer(column)); }
        std::string text(int column) {
            const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
            return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
        }
        std::span<const std::uint8_t> bytes(int column) {
            const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
            return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
        }

      private:
        Database& database_;
        sqlite3_stmt* statement_ = nullptr;
        int bound_ = 0;
    };

    // Of a row of FileProfile::outbox().
    static std::optional<net::Outcome> outcome_of(Statement& row);

    enum class Survives { ProcessDeath, PowerCut };

    // All of `change` or nothing.
    template <class Change>
    void write(Survives what, Change change) {
        try {
            // In WAL mode a commit reaches the disk itself only with FULL.
            run(what == Survives::PowerCut ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            run("BEGIN IMMEDIATE");
            change();
            run("COMMIT");
        } catch (const ProfileError& error) {
            sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
            throw ProfileError(ProfileError::Kind::WriteFailed, error.what());
        }
    }

    std::int64_t last_id() { return sqlite3_last_insert_rowid(handle_); }

  private:
    void open() {
        // The lock comes with the first write transaction and stays until the end of the process.
        run("PRAGMA locking_mode = EXCLUSIVE");
        // What was sent, or taken back, is nobody's business any more.
        run("PRAGMA secure_delete = ON");
        run("BEGIN EXCLUSIVE");
        run("COMMIT");
        const std::int64_t id = pragma("PRAGMA application_id");
        const std::int64_t version = pragma("PRAGMA user_version");
        const bool is_empty = pragma("SELECT count(*) FROM sqlite_master") == 0;
        if (is_empty && id == 0 && version == 0) {
            run("PRAGMA journal_mode = WAL");
            run("BEGIN");
            run(schema);
            run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
            run(("PRAGMA user_version = " + std::to_string(schema_version)).c_str());
            run("COMMIT");
            return;
        }
        if (id != application_id) {
            throw ProfileError(
                ProfileError::Kind::Unreadable,
                "The file " + file_ + " is not a Crosstalk profile. Choose another folder for the profile.");
        }
        if (version > schema_version) {
            throw ProfileError(
                ProfileError::Kind::NewerSchema,
                "The profile " + file_ +
                    " was used by a newer Crosstalk. Use that one, or another profile folder.");
        }
        run("PRAGMA journal_mode = WAL");
        if (check_integrity() != "ok") {
            throw ProfileError(ProfileError::Kind::Unreadable, "The profile " + file_ +
                                                                   " is damaged. Move it away to begin a new "
                                                                   "one, or restore it from a backup.");
        }
        if (version < schema_version) migrate(version);
    }

    // Keeps a copy of what was there; then all steps or none.
    void migrate(std::int64_t version) {
        const std::filesystem::path copy =
            path_.parent_path() / ("profile-" + std::to_string(version) + ".db");
        std::error_code error;
        std::filesystem::remove(copy, error);  // of an attempt that was cut short
        // SQLite fills an empty file and leaves its mode alone.
        transport::write_new_private_file(copy, {});
        Statement(*this, "VACUUM INTO ?").bind(std::string_view(text::utf8_of(copy))).step();
        run("BEGIN");
        for (auto step = static_cast<std::size_t>(version); step < schema_version; ++step)
            run(migrations[step - 1]);
        run(("PRAGMA user_version = " + std::to_string(schema_version)).c_str());
        run("COMMIT");
    }

    void run(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }
    std::int64_t pragma(const char* sql) {
        Statement statement(*this, sql);
        return statement.step() ? statement.integer(0) : 0;
    }
    std::string check_integrity() {
        Statement statement(*this, "PRAGMA quick_check(1)");
        return statement.step() ? statement.text(0) : std::string();
    }

    void check(int result) {
        if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE) return;
        if (result == SQLITE_BUSY || result == SQLITE_LOCKED) {
            throw ProfileError(ProfileError::Kind::InUse,
                               "The profile " + file_ +
                                   " is in use by another Crosstalk. Close that one, or choose another "
                                   "profile folder.");
        }
        throw ProfileError(ProfileError::Kind::Unreadable, problem());
    }
    std::string problem() {
        return "The profile " + file_ + " cannot be used: " + sqlite3_errmsg(handle_) +
               ". Check the disk and the rights of the folder.";
    }

    std::filesystem::path path_;
    std::string file_;
    sqlite3* handle_ = nullptr;
};

namespace {

void make_private_folder(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    std::error_code error;
    transport::make_private_folder(folder, "settings.toml", error);
    if (error || !fs::is_directory(folder)) {
        throw ProfileError(ProfileError::Kind::Unreadable,
                           "The profile folder " + text::utf8_of(folder) + " cannot be made" +
                               (error ? ": " + error.message() : std::string()) +
                               ". Choose another with --profile.");
    }
}

// A stick may be locked, a disk full: better said at once than after somebody has become known under a name here. SQLite
// takes an empty file for an empty database and gives its side files the same mode.
void prove_writable(const std::filesystem::path& folder) {
    try {
        transport::write_new_private_file(folder / "profile.db", {});
    } catch (const transport::CredentialError& error) {
        throw ProfileError(ProfileError::Kind::Unreadable,
                           "Nothing can be kept in the profile folder " + text::utf8_of(folder) +
                               ": neither who you are nor your servers nor what is not sent yet. " +
                               error.what() + " --profile DIR names another.");
    }
}

}  // namespace

FileProfile::FileProfile(const std::filesystem::path& folder, const transport::FillRandom& random)
    : folder_(folder) {
    make_private_folder(folder);
    prove_writable(folder);
    try {
        database_ = std::make_unique<Database>(folder / "profile.db");
        key_ = transport::DeviceKey::load_or_create(folder / "identity.key", random);
        settings_ = std::make_unique<SettingsFile>(folder / "settings.toml");
        trouble_ = settings_->take_trouble();
        move_old_settings();
    } catch (const transport::CredentialError& error) {
        throw ProfileError(ProfileError::Kind::Unreadable, error.what());
    }
}

FileProfile::~FileProfile() = default;

const transport::DeviceKey& FileProfile::device_key() const {
    return *key_;
}

const std::optional<std::string>& FileProfile::warning() const {
    return key_->warning();
}

// --- servers

std::vector<model::SavedServer> FileProfile::servers() const {
    Database::Statement statement(
        *database_, "SELECT key, name, address, user, last_used FROM servers ORDER BY last_used DESC, rowid");
    std::vector<model::SavedServer> list;
    while (statement.step()) {
        model::SavedServer saved;
        const auto key = statement.bytes(0);
        if (key.size() != saved.server.key.size()) continue;
        std::copy(key.begin(), key.end(), saved.server.key.begin());
        saved.server.name = statement.text(1);
        saved.server.address = statement.text(2);
        saved.user = statement.text(3);
        saved.last_used = {statement.integer(4)};
        list.push_back(std::move(saved));
    }
    return list;
}

void FileProfile::save_server(const model::SavedServer& server) {
    database_->write(Database::Survives::ProcessDeath, [&] {
        Database::Statement(
            *database_,
            "INSERT INTO servers (key, name, address, user, last_used) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET name = excluded.name, address = excluded.address, "
            "user = excluded.user, last_used = excluded.last_used")
            .bind(ServerBlob(server.server.key))
            .bind(server.server.name)
            .bind(server.server.address)
            .bind(server.user)
            .bind(server.last_used.value)
            .step();
    });
}

void FileProfile::forget_server(const net::ServerKeyHash& server) {
    database_->write(Database::Survives::ProcessDeath, [&] {
        for (const char* sql :
             {"DELETE FROM servers WHERE key = ?", "DELETE FROM outbox WHERE server = ?",
              "DELETE FROM marks WHERE server = ?", "DELETE FROM journals WHERE server = ?",
              "DELETE FROM ignored WHERE server = ?", "DELETE FROM transfers WHERE server = ?"}) {
            Database::Statement(*database_, sql).bind(ServerBlob(server)).step();
        }
    });
}

// --- outbox

std::optional<net::Outcome> FileProfile::Database::outcome_of(Statement& row) {
    constexpr int first = 6;
    if (row.is_null(first)) return std::nullopt;
    const std::int64_t status = row.integer(first);
    const bool is_known = status >= 0 && status <= static_cast<std::int64_t>(last_of(net::Status{}));
    return net::Outcome{.status = is_known ? static_cast<net::Status>(status) : net::Status::Unknown,
                        .room = {row.number(first + 1)},
                        .sequence = {row.number(first + 2)},
                        .message = {row.number(first + 3)},
                        .retry_after = {row.integer(first + 4)},
                        .invite = {row.number(first + 5)},
                        .upload = {row.number(first + 6)}};
}

std::vector<OutboxItem> FileProfile::outbox(const net::ServerKeyHash& server) const {
    Database::Statement statement(
        *database_,
        "SELECT id, ref, at, run, number, command, status, room, sequence, message, retry_after, invite, "
        "upload FROM outbox WHERE server = ? ORDER BY id");
    statement.bind(ServerBlob(server));
    std::vector<OutboxItem> list;
    while (statement.step()) {
        auto decoded = net::decode_command(statement.bytes(5));
        auto* logged = std::get_if<net::LoggedCommand>(&decoded);
        if (!logged || std::holds_alternative<net::Unknown>(logged->command)) continue;
        list.push_back({.id = {statement.number(0)},
                        .ref = statement.text(1),
                        .at = {statement.integer(2)},
                        .run = {statement.number(3)},
                        .number = {statement.number(4)},
                        .command = std::move(logged->command),
                        .outcome = Database::outcome_of(statement)});
    }
    return list;
}

void FileProfile::add(const net::ServerKeyHash& server, std::span<OutboxItem> items) {
    std::vector<OutboxId> ids;
    database_->write(Database::Survives::PowerCut, [&] {
        Database::Statement statement(
            *database_,
            "INSERT INTO outbox (server, ref, at, run, number, command) VALUES (?, ?, ?, ?, ?, ?)");
        Database::Statement leave(*database_, "DELETE FROM outbox WHERE id = ?");
        for (const OutboxItem& item : items) {
            if (item.id) leave.bind(item.id.value).run_again();
            const net::Bytes command = net::encode_command({.origin = {}, .command = item.command});
            statement.bind(ServerBlob(server))
                .bind(item.ref)
                .bind(item.at.value)
                .bind(item.run.value)
                .bind(item.number.value)
                .bind(std::span<const std::uint8_t>(command))
                .run_again();
            ids.push_back({as_unsigned(database_->last_id())});
        }
    });
    for (std::size_t i = 0; i < items.size(); ++i)
        items[i].id = ids[i];
}

void FileProfile::renumber(std::span<const OutboxItem> items) {
    database_->write(Database::Survives::PowerCut, [&] {
        Database::Statement statement(*database_, "UPDATE outbox SET run = ?, number = ? WHERE id = ?");
        for (const OutboxItem& item : items) {
            statement.bind(item.run.value).bind(item.number.value).bind(item.id.value).run_again();
        }
    });
}

void FileProfile::answer(std::span<const OutboxItem> items) {
    database_->write(Database::Survives::PowerCut, [&] {
        Database::Statement statement(
            *database_,
            "UPDATE outbox SET status = ?, room = ?, sequence = ?, message = ?, retry_after = ?, invite = ?, "
            "upload = ? WHERE id = ?");
        for (const OutboxItem& item : items) {
            const net::Outcome outcome = item.outcome.value_or(net::Outcome{});
            statement.bind(static_cast<std::int64_t>(outcome.status))
                .bind(outcome.room.value)
                .bind(outcome.sequence.value)
                .bind(outcome.message.value)
                .bind(outcome.retry_after.value)
                .bind(outcome.invite.value)
                .bind(outcome.upload.value)
                .bind(item.id.value)
                .run_again();
        }
    });
}

void FileProfile::remove(std::span<const OutboxId> items) {
    database_->write(Database::Survives::PowerCut, [&] {
        Database::Statement statement(*database_, "DELETE FROM outbox WHERE id = ?");
        for (const OutboxId id : items)
            statement.bind(id.value).run_again();
    });
}

// --- marks

Marks FileProfile::marks(const net::ServerKeyHash& server) const {
    Marks marks;
    Database::Statement journal(*database_, "SELECT position, entry FROM journals WHERE server = ?");
    journal.bind(ServerBlob(server));
    if (journal.step()) marks.journal = {{journal.number(0)}, {journal.number(1)}};
    Database::Statement rooms(
        *database_, "SELECT room, sequence, posts, mentions FROM marks WHERE server = ? ORDER BY room");
    rooms.bind(ServerBlob(server));
    while (rooms.step()) {
        marks.rooms.push_back({{rooms.number(0)}, {{rooms.number(1)}, {rooms.number(2)}, {rooms.number(3)}}});
    }
    return marks;
}

void FileProfile::keep_marks(const net::ServerKeyHash& server, const Marks& marks) {
    database_->write(Database::Survives::ProcessDeath, [&] {
        Database::Statement(
            *database_,
            "INSERT INTO journals (server, position, entry) VALUES (?, ?, ?) ON CONFLICT (server) "
            "DO UPDATE SET position = excluded.position, entry = excluded.entry")
            .bind(ServerBlob(server))
            .bind(marks.journal.position.value)
            .bind(marks.journal.entry.value)
            .step();
        Database::Statement statement(*database_,
                                      "INSERT INTO marks (server, room, sequence, posts, mentions) "
                                      "VALUES (?, ?, ?, ?, ?) ON CONFLICT (server, room) DO UPDATE SET "
                                      "sequence = excluded.sequence, posts = excluded.posts, "
                                      "mentions = excluded.mentions");
        for (const net::RoomMark& mark : marks.rooms) {
            statement.bind(ServerBlob(server))
                .bind(mark.room.value)
                .bind(mark.read.sequence.value)
                .bind(mark.read.posts.value)
                .bind(mark.read.mentions.value)
                .run_again();
        }
    });
}

void FileProfile::forget_marks(const net::ServerKeyHash& server) {
    database_->write(Database::Survives::ProcessDeath, [&] {
        Database::Statement(*database_, "DELETE FROM marks WHERE server = ?").bind(ServerBlob(server)).step();
        Database::Statement(*database_, "DELETE FROM journals WHERE server = ?")
            .bind(ServerBlob(server))
            .step();
    });
}

// --- ignored people

std::vector<net::UserRef> FileProfile::ignored(const net::ServerKeyHash& server) const {
    Database::Statement statement(*database_, "SELECT user, name FROM ignored WHERE server = ?");
    statement.bind(ServerBlob(server));
    std::vector<net::UserRef> list;
    while (statement.step())
        list.push_back({{statement.number(0)}, statement.text(1)});
    // SQLite has no unsigned order.
    std::ranges::sort(list, {}, &net::UserRef::id);
    return list;
}

void FileProfile::ignore(const net::ServerKeyHash& server, const net::UserRef& user) {
    database_->write(Database::Survives::ProcessDeath, [&] {
        Database::Statement(*database_,
                            "INSERT INTO ignored (server, user, name) VALUES (?, ?, ?) "
                            "ON CONFLICT (server, user) DO UPDATE SET name = excluded.name")
            .bind(ServerBlob(server))
            .bind(user.id.value)
            .bind(user.name)
            .step();
    });
}

void FileProfile::unignore(const net::ServerKeyHash& server, net::UserId user) {
    database_->write(Database::Survives::ProcessDeath, [&] {
        Database::Statement(*database_, "DELETE FROM ignored WHERE server = ? AND user = ?")
            .bind(ServerBlob(server))
            .bind(user.value)
            .step();
    });
}

// --- transfers

namespace {

std::optional<StoredTransfer> transfer_in(std::span<const std::uint8_t> record) {
    try {
        StoredTransfer transfer;
        net::Reader(record).fields(transfer);
        return transfer;
    } catch (const net::ArchiveError&) {
        return std::nullopt;
    }
}

}  // namespace

std::vector<StoredTransfer> FileProfile::transfers(const net::ServerKeyHash& server) const {
    Database::Statement statement(*database_,
                                  "SELECT id, record FROM transfers WHERE server = ? ORDER BY id");
    statement.bind(ServerBlob(server));
    std::vector<StoredTransfer> list;
    while (statement.step()) {
        auto transfer = transfer_in(statement.bytes(1));
        if (!transfer) continue;
        transfer->shown.id = {statement.number(0)};
        list.push_back(std::move(*transfer));
    }
    return list;
}

void FileProfile::keep_transfers(const net::ServerKeyHash& server, std::span<StoredTransfer> transfers) {
    std::vector<model::TransferId> ids;
    database_->write(Database::Survives::PowerCut, [&] {
        Database::Statement insert(*database_, "INSERT INTO transfers (server, record) VALUES (?, ?)");
        Database::Statement update(*database_, "UPDATE transfers SET record = ? WHERE id = ?");
        for (const StoredTransfer& transfer : transfers) {
            net::Bytes record;
            net::Writer(record).fields(transfer);
            if (transfer.shown.id) {
                update.bind(std::span<const std::uint8_t>(record)).bind(transfer.shown.id.value).run_again();
                ids.push_back(transfer.shown.id);
            } else {
                insert.bind(ServerBlob(server)).bind(std::span<const std::uint8_t>(record)).run_again();
                ids.push_back({as_unsigned(database_->last_id())});
            }
        }
    });
    for (std::size_t i = 0; i < transfers.size(); ++i)
        transfers[i].shown.id = ids[i];
}

void FileProfile::forget_transfers(std::span<const model::TransferId> transfers) {
    database_->write(Database::Survives::ProcessDeath, [&] {
        Database::Statement statement(*database_, "DELETE FROM transfers WHERE id = ?");
        for (const model::TransferId id : transfers)
            statement.bind(id.value).run_again();
    });
}

std::string FileProfile::cache_folder() const {
    return text::utf8_of(folder_ / "cache");
}

std::string FileProfile::outgoing_folder() const {
    return text::utf8_of(folder_ / "outgoing");
}

// --- settings

namespace {

// Small things that the program remembers; nobody wants to read them.
bool is_kept_aside(const std::string& name) {
    return name.starts_with("kept.");
}

}  // namespace

// Those of the database.
SettingsMap FileProfile::stored_settings() const {
    Database::Statement statement(*database_, "SELECT name, value FROM settings");
    SettingsMap settings;
    while (statement.step())
        settings[statement.text(0)] = statement.text(1);
    return settings;
}

std::map<std::string, std::string> FileProfile::settings() const {
    SettingsMap settings = settings_->settings();
    // Old ones that could not be moved to the file count until they are.
    settings.merge(stored_settings());
    return settings;
}

// They all stood in the database once. What stands in the file already is newer.
void FileProfile::move_old_settings() {
    constexpr std::string_view remembered = "connect.";  // what stood in the fields of the first screen
    SettingsMap moved;
    SettingsMap kept;
    for (const auto& [name, value] : stored_settings()) {
        if (is_kept_aside(name)) continue;
        if (name.starts_with(remembered)) {
            kept["kept." + name] = value;
        } else if (!settings_->settings().contains(name)) {
            moved[name] = value;
        }
    }
    try {
        if (!moved.empty()) settings_->keep(moved);
        for (const auto& [name, value] : kept)
            store_setting(name, value);
        database_->write(Database::Survives::ProcessDeath, [&] {
            Database::Statement(*database_, "DELETE FROM settings WHERE name NOT LIKE 'kept.%'").step();
        });
    } catch (const ProfileError& error) {
        trouble_ = error.what();
    }
}

void FileProfile::keep_setting(const std::string& name, const std::string& value) {
    if (is_kept_aside(name)) return store_setting(name, value);
    settings_->keep({{name, value}});
    if (auto trouble = settings_->take_trouble()) trouble_ = std::move(trouble);
}

std::optional<std::string> FileProfile::take_trouble() {
    return std::exchange(trouble_, std::nullopt);
}

void FileProfile::store_setting(const std::string& name, const std::string& value) {
    database_->write(Database::Survives::ProcessDeath, [&] {
        if (value.empty()) {
            Database::Statement(*database_, "DELETE FROM settings WHERE name = ?").bind(name).step();
        } else {
            Database::Statement(
                *database_,
                "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE "
                "SET value = excluded.value")
                .bind(name)
                .bind(value)
                .step();
        }
    });
}

}  // namespace crosstalk::link
