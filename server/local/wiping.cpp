#include "server/local/wiping.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace crosstalk::local {
namespace {

using Page = std::span<std::uint8_t>;

std::size_t big_endian(Page page, std::size_t at) {
    return static_cast<std::size_t>(page[at]) << 8U | page[at + 1];
}

// Of a page of a tree; empty of all others. `header` is where the page's header begins, `reserved` are bytes at its end.
Page unused_middle(Page page, std::size_t header, std::size_t reserved) {
    const std::uint8_t kind = page[header];
    const bool inner = kind == 2 || kind == 5;
    const bool leaf = kind == 10 || kind == 13;
    if (!inner && !leaf) return {};
    const std::size_t cells = big_endian(page, header + 3);
    const std::size_t begin = header + (inner ? 12U : 8U) + 2 * cells;
    std::size_t end = big_endian(page, header + 5);
    if (end == 0) end = 65'536;
    if (begin > end || end > page.size() - reserved) return {};
    return page.subspan(begin, end - begin);
}

// The file itself, under SQLite's own lock.
class RawFile {
  public:
    explicit RawFile(Database& database) : database_(database) {
        sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file_);
        if (file_ == nullptr || file_->pMethods == nullptr) database.fail_as_damaged("it cannot be reached");
    }
    [[nodiscard]] std::int64_t size() {
        sqlite3_int64 bytes = 0;
        check(file_->pMethods->xFileSize(file_, &bytes));
        return bytes;
    }
    void read(Page into, std::int64_t at) {
        check(file_->pMethods->xRead(file_, into.data(), static_cast<int>(into.size()), at));
    }
    void write(Page bytes, std::int64_t at) {
        check(file_->pMethods->xWrite(file_, bytes.data(), static_cast<int>(bytes.size()), at));
    }
    void sync() { check(file_->pMethods->xSync(file_, SQLITE_SYNC_NORMAL)); }

  private:
    void check(int code) { database_.check(code); }

    Database& database_;
    sqlite3_file* file_ = nullptr;
};

// In files of more pages, other kinds of pages could be taken for those of trees: their first byte is the highest of a
// page's number.
constexpr std::int64_t most_pages = 0x0200'0000;

constexpr std::int64_t pending_byte = 0x4000'0000;  // where SQLite locks

}  // namespace

std::int64_t wipe_pages(Database& database, std::int64_t first, std::int64_t count) {
    // What lies in the log or the cache would be written over what is wiped.
    database.empty_log();
    sqlite3_db_release_memory(database.handle());

    const std::int64_t page_size = database.integer("PRAGMA page_size");
    RawFile file(database);
    const std::int64_t pages = file.size() / page_size;
    if (pages >= most_pages || first > pages) return 0;
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(page_size));
    file.read(bytes, 0);
    const std::size_t reserved = bytes[20];
    const std::int64_t end = std::min(pages, first + count - 1);
    const std::int64_t locks = pending_byte / page_size + 1;  // never used, and not to be read on Windows
    for (std::int64_t number = first; number <= end; ++number) {
        if (number == locks) continue;
        const std::int64_t at = (number - 1) * page_size;
        file.read(bytes, at);
        const Page unused = unused_middle(bytes, number == 1 ? 100 : 0, reserved);
        if (std::ranges::all_of(unused, [](std::uint8_t byte) { return byte == 0; })) continue;
        std::ranges::fill(unused, std::uint8_t{0});
        file.write(unused, at + (unused.data() - bytes.data()));
    }
    if (end < pages) return end + 1;
    file.sync();
    return 0;
}

}  // namespace crosstalk::local
