#include "server/app/verification.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "net/hashing/sha256.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/text/log_text.hpp"
#include "net/text/paths.hpp"
#include "net/transport/credentials/certificate.hpp"
#include "server/app/snapshots.hpp"
#include "server/local/upkeep.hpp"

namespace crosstalk::server {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t entries_at_once = 1'000;
constexpr int cache_kib = 1024;
constexpr std::size_t shown_problems = 100;
constexpr const char* journal_name = "the journal";
constexpr const char* archive_name = "the archive";
constexpr const char* fit_name = "that the archive belongs to the journal";

Json checked(std::string what, std::string problem) {
    return {{"checked", std::move(what)}, {"problem", std::move(problem)}};
}

// Why it failed; empty if it did not.
std::string problem_of(const std::function<void()>& check) {
    try {
        check();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "";
}

// --- bodies of files that the archive names

using Rows = std::vector<Json>;

std::string owner_of(const local::ViewTables::NamedFile& named) {
    if (!named.room) return "the picture of user " + std::to_string(named.user.value);
    return "the file " + text::printable(named.file.name) + " of message " +
           std::to_string(named.sequence.value) + " in room " + std::to_string(named.room.value);
}

// Empty if the body is there; whether it is what its name says is seen by verify_blobs().
std::string problem_with_body(const DataFolder& folder, const net::File& file) {
    const std::string name = text::hexadecimal(file.hash);
    const fs::path body = folder.files() / name.substr(0, 2) / name.substr(2);
    std::error_code error;
    const std::uintmax_t size = fs::file_size(body, error);
    if (error)
        return text::utf8_of(body) + " is missing. Restore it from a backup; until then nobody can open it.";
    if (size == file.size) return "";
    return text::utf8_of(body) + " has " + std::to_string(size) + " bytes instead of " +
           std::to_string(file.size) + ". Restore it from a backup.";
}

// A row for each file whose body is not there, up to a number that people read, and one for all.
Rows check_bodies(const DataFolder& folder, local::ViewTables& archive) {
    Rows rows;
    std::size_t named = 0;
    std::size_t missing = 0;
    const std::string failure = problem_of([&] {
        archive.each_file([&](const local::ViewTables::NamedFile& each) {
            ++named;
            const std::string problem = problem_with_body(folder, each.file);
            if (!problem.empty() && ++missing <= shown_problems)
                rows.push_back(checked(owner_of(each), problem));
        });
    });
    if (named == 0 && failure.empty()) return rows;
    const std::string all = "the bodies of " + std::to_string(named) + (named == 1 ? " file" : " files") +
                            " that the archive names";
    const std::string count = std::to_string(missing) + " of them are missing or damaged.";
    rows.push_back(checked(all, !failure.empty() ? failure : missing == 0 ? "" : count));
    return rows;
}

}  // namespace

// --- while the server runs

namespace {

struct Verification {
    Records records;
    Reply reply;
    net::Mark archive;
    local::ChainEnd end;
    bool begun = false;
};

void go_on(const std::shared_ptr<Verification>& going) {
    going->records.journal.on_disk([going](local::Database& journal) -> std::function<void()> {
        bool more = false;
        const std::string problem = problem_of([&] {
            if (!std::exchange(going->begun, true)) {
                local::check_pages(journal);
                going->end = local::begin_of_chain(journal);
            }
            more = local::check_chain(journal, going->end, entries_at_once);
        });
        if (problem.empty() && more) return [going] { go_on(going); };
        const std::string misfit = problem_of([&] { local::check_fit(journal, going->archive); });
        return [going, problem, misfit] {
            going->reply.row(checked(journal_name, problem));
            going->reply.row(checked(fit_name, misfit));
            going->reply.end("");
        };
    });
}

}  // namespace

void verify_running(const Records& records, Reply reply) {
    const auto going = std::make_shared<Verification>(Verification{records, std::move(reply), {}, {}});
    records.view.on_disk(records.state().mark.position,
                         [going](local::ViewTables& archive) -> std::function<void()> {
                             const std::string problem = problem_of([&] { archive.verify(); });
                             const Rows bodies = check_bodies(going->records.folder, archive);
                             return [going, problem, bodies, mark = archive.mark()] {
                                 going->archive = mark;
                                 going->reply.row(checked(archive_name, problem));
                                 for (const Json& body : bodies)
                                     going->reply.row(body);
                                 go_on(going);
                             };
                         });
}

// --- while it does not

void verify_databases(const DataFolder& folder, const std::function<void(const Json&)>& row) {
    std::optional<net::Mark> archive_ends;
    Rows bodies;
    std::string problem = problem_of([&] {
        if (!fs::exists(folder.view()))
            throw std::runtime_error(text::utf8_of(folder.view()) + " is missing.");
        local::ViewTables archive(folder.view());
        archive.verify();
        archive_ends = archive.mark();
        bodies = check_bodies(folder, archive);
    });
    row(checked(archive_name, problem));
    for (const Json& body : bodies)
        row(body);

    std::optional<std::string> misfit;
    problem = problem_of([&] {
        if (!fs::exists(folder.journal()))
            throw std::runtime_error(text::utf8_of(folder.journal()) + " is missing.");
        local::Database journal(folder.journal(), journal_name, local::Durability::Full, cache_kib);
        if (archive_ends) misfit = problem_of([&] { local::check_fit(journal, *archive_ends); });
        local::check_pages(journal);
        local::ChainEnd end = local::begin_of_chain(journal);
        while (local::check_chain(journal, end, entries_at_once)) {
        }
    });
    row(checked(journal_name, problem));
    if (misfit) row(checked(fit_name, *misfit));
}

// --- other files

namespace {

void verify_key(const DataFolder& folder, const std::function<void(const Json&)>& row) {
    const std::string problem = problem_of([&] {
        // Loading would make one where there is none.
        if (!fs::exists(folder.key())) {
            throw std::runtime_error(text::utf8_of(folder.key()) +
                                     " is missing: the next start makes a new one, and no client will know "
                                     "this server again. Restore it from a backup.");
        }
        (void)transport::ServerCertificate::load_or_create(folder.key());
    });
    row(checked("the server's key", problem));
}

// The newest whole one.
std::optional<fs::path> verify_snapshots(const DataFolder& folder,
                                         const std::function<void(const Json&)>& row) {
    std::optional<fs::path> whole;
    for (const Snapshot& snapshot : snapshots_in(folder)) {
        const std::string problem = problem_of([&] {
            if (local::check_archive_copy(snapshot.file).position != snapshot.position)
                throw std::runtime_error("Its name says another entry than the file itself. Remove it.");
        });
        if (problem.empty()) whole = snapshot.file;
        // A running server may have replaced it meanwhile.
        std::error_code error;
        if (problem.empty() || fs::exists(snapshot.file, error))
            row(checked("the snapshot " + text::utf8_of(snapshot.file), problem));
    }
    return whole;
}

// The hash of a file's content, as its name ought to be.
std::string hash_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    net::Sha256 hash;
    std::vector<char> part(std::size_t{1} << 20U);
    while (in) {
        in.read(part.data(), static_cast<std::streamsize>(part.size()));
        hash.add({reinterpret_cast<const std::uint8_t*>(part.data()), static_cast<std::size_t>(in.gcount())});
    }
    if (!in.eof()) throw std::runtime_error(text::utf8_of(file) + " cannot be read. Check the disk.");
    return text::hexadecimal(hash.finish());
}

void verify_blobs(const DataFolder& folder, const std::function<void(const Json&)>& row) {
    std::error_code error;
    if (!fs::is_directory(folder.files(), error)) return;
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder.files())) {
        // ab/cdef...; what lies elsewhere is not whole yet.
        const std::string group = text::utf8_of(entry.path().parent_path().filename());
        if (!entry.is_regular_file() || group.size() != 2) continue;
        ++count;
        const std::string problem = problem_of([&] {
            if (hash_of(entry.path()) != group + text::utf8_of(entry.path().filename()))
                throw std::runtime_error(text::utf8_of(entry.path()) +
                                         " is damaged. Restore it from a backup, or remove it.");
        });
        if (!problem.empty()) row(checked("a file", problem));
    }
    row(checked(std::to_string(count) + (count == 1 ? " file" : " files"), ""));
}

}  // namespace

void verify_files(const DataFolder& folder, ArchiveIs archive, const std::function<void(const Json&)>& row) {
    verify_key(folder, row);
    const auto snapshot = verify_snapshots(folder, row);
    verify_blobs(folder, row);
    if (archive == ArchiveIs::Whole || !snapshot) return;
    row({{"remedy",
          "The archive can be made again from its newest snapshot and the journal: stop the server, move " +
              text::utf8_of(folder.view()) + " and " + text::utf8_of(folder.view()) + "-wal away, copy " +
              text::utf8_of(*snapshot) + " to " + text::utf8_of(folder.view()) + ", start the server."}});
}

bool tells_of_damaged_archive(const Json& row) {
    return row.value("checked", "") == archive_name && !row.value("problem", "").empty();
}

}  // namespace crosstalk::server
