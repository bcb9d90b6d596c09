#include "bench/bare/durable_log.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace crosstalk::bench {

DurableLog::DurableLog(const std::filesystem::path& file) {
    sqlite3* opened = nullptr;
    const int status = sqlite3_open(file.c_str(), &opened);
    database_.reset(opened);
    if (status != SQLITE_OK) throw std::runtime_error("cannot open " + file.string());
    run("PRAGMA locking_mode=EXCLUSIVE");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("CREATE TABLE IF NOT EXISTS messages(position INTEGER PRIMARY KEY, text BLOB NOT NULL) STRICT");
    sqlite3_stmt* insert = nullptr;
    if (sqlite3_prepare_v2(opened, "INSERT INTO messages(text) VALUES (?)", -1, &insert, nullptr) !=
        SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(opened));
    insert_.reset(insert);
}

void DurableLog::run(const char* sql) {
    if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error(std::string(sql) + ": " + sqlite3_errmsg(database_.get()));
}

void DurableLog::append(const Batch& batch) {
    run("BEGIN IMMEDIATE");
    for (const std::string& text : batch) {
        sqlite3_bind_blob(insert_.get(), 1, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
        if (sqlite3_step(insert_.get()) != SQLITE_DONE)
            throw std::runtime_error(sqlite3_errmsg(database_.get()));
        sqlite3_reset(insert_.get());
    }
    run("COMMIT");
}

Committer::Committer(const std::filesystem::path& file)
    : log_(file), done_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)), thread_([this] { work(); }) {}

Committer::~Committer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
    close(done_);
}

void Committer::begin(Batch batch) {
    {
        const std::lock_guard lock(mutex_);
        batch_ = std::move(batch);
    }
    wake_.notify_one();
}

bool Committer::finish() {
    std::uint64_t count = 0;
    if (read(done_, &count, sizeof count) != sizeof count) return false;
    const std::lock_guard lock(mutex_);
    if (!failure_.empty()) throw std::runtime_error(failure_);
    return true;
}

void Committer::work() {
    for (;;) {
        Batch batch;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !batch_.empty(); });
            if (stopping_) return;
            batch = std::exchange(batch_, {});
        }
        try {
            log_.append(batch);
        } catch (const std::exception& error) {
            const std::lock_guard lock(mutex_);
            failure_ = error.what();
        }
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = write(done_, &one, sizeof one);
    }
}

}  // namespace crosstalk::bench
