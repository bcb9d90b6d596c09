#include "tests/local/power_cut.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <new>

#include "tests/local/text_of.hpp"

namespace crosstalk::testing {
namespace {

constexpr std::size_t block = 512;

// A file of ours, with SQLite's own behind it in the same piece of memory.
struct CutFile {
    sqlite3_file base;
    PowerCut* power;
    std::string* path;
    sqlite3_file* real;
};

CutFile& ours(sqlite3_file* file) {
    return *reinterpret_cast<CutFile*>(file);
}
const sqlite3_io_methods& methods(sqlite3_file* file) {
    return *ours(file).real->pMethods;
}

int close_file(sqlite3_file* file) {
    const int code = methods(file).xClose(ours(file).real);
    delete ours(file).path;
    return code;
}
int read_file(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
    return methods(file).xRead(ours(file).real, bytes, count, at);
}
int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    const auto lock = ours(file).power->lock();
    ours(file).power->before_write();
    return methods(file).xWrite(ours(file).real, bytes, count, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const auto lock = ours(file).power->lock();
    ours(file).power->before_write();
    return methods(file).xTruncate(ours(file).real, size);
}
int sync_file(sqlite3_file* file, int flags) {
    const auto lock = ours(file).power->lock();
    ours(file).power->before_write();
    if (ours(file).power->sync_fails()) return SQLITE_IOERR_FSYNC;
    const int code = methods(file).xSync(ours(file).real, flags);
    if (code == SQLITE_OK) ours(file).power->synced(*ours(file).path);
    return code;
}
int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
    return methods(file).xFileSize(ours(file).real, size);
}
int lock_file(sqlite3_file* file, int level) {
    return methods(file).xLock(ours(file).real, level);
}
int unlock_file(sqlite3_file* file, int level) {
    return methods(file).xUnlock(ours(file).real, level);
}
int check_lock(sqlite3_file* file, int* locked) {
    return methods(file).xCheckReservedLock(ours(file).real, locked);
}
int control_file(sqlite3_file* file, int what, void* argument) {
    return methods(file).xFileControl(ours(file).real, what, argument);
}
int sector_size(sqlite3_file* file) {
    return methods(file).xSectorSize(ours(file).real);
}
// Nothing is promised: neither that writes are atomic nor that they come in order.
int characteristics(sqlite3_file*) {
    return 0;
}

// Version 1: no shared memory. Databases that are opened exclusively need none.
constexpr sqlite3_io_methods cut_methods{
    1,         close_file,  read_file,  write_file,   truncate_file, sync_file,       size_of_file,
    lock_file, unlock_file, check_lock, control_file, sector_size,   characteristics, nullptr,
    nullptr,   nullptr,     nullptr,    nullptr,      nullptr};

}  // namespace

struct PowerCut::Vfs {
    sqlite3_vfs base;
    PowerCut* power;
};

namespace {

PowerCut& power_of(sqlite3_vfs* vfs) {
    return *static_cast<PowerCut*>(vfs->pAppData);
}

}  // namespace

PowerCut::PowerCut(std::uint64_t seed)
    : random_(seed), before_(sqlite3_vfs_find(nullptr)), vfs_(std::make_unique<Vfs>()) {
    sqlite3_vfs& vfs = vfs_->base;
    // Everything but opening is the other's; its functions look only at what the two have in common.
    vfs = *before_;
    vfs.iVersion = 1;
    vfs.zName = "power-cut";
    vfs.szOsFile = static_cast<int>(sizeof(CutFile)) + before_->szOsFile;
    vfs.pAppData = this;
    vfs.xOpen = [](sqlite3_vfs* self, const char* name, sqlite3_file* file, int flags, int* flags_out) {
        sqlite3_vfs* real = power_of(self).before_;
        CutFile& cut = ours(file);
        cut = {};
        cut.real = reinterpret_cast<sqlite3_file*>(&cut + 1);
        const int code = real->xOpen(real, name, cut.real, flags, flags_out);
        if (code != SQLITE_OK) return code;
        cut.base.pMethods = &cut_methods;
        cut.power = &power_of(self);
        cut.path = new std::string(name == nullptr ? "" : name);
        cut.power->opened(*cut.path);
        return SQLITE_OK;
    };
    vfs.xDelete = [](sqlite3_vfs* self, const char* name, int sync) {
        sqlite3_vfs* real = power_of(self).before_;
        return real->xDelete(real, name, sync);
    };
    vfs.xAccess = [](sqlite3_vfs* self, const char* name, int flags, int* result) {
        sqlite3_vfs* real = power_of(self).before_;
        return real->xAccess(real, name, flags, result);
    };
    vfs.xFullPathname = [](sqlite3_vfs* self, const char* name, int size, char* out) {
        sqlite3_vfs* real = power_of(self).before_;
        return real->xFullPathname(real, name, size, out);
    };
    sqlite3_vfs_register(&vfs, 1);
}

PowerCut::~PowerCut() {
    sqlite3_vfs_unregister(&vfs_->base);
    sqlite3_vfs_register(before_, 1);
}

void PowerCut::cut_after(std::uint64_t operations) {
    const std::lock_guard lock(mutex_);
    operations_left_ = operations;
    happened_ = false;
}

bool PowerCut::happened() const {
    const std::lock_guard lock(mutex_);
    return happened_;
}

void PowerCut::opened(const std::string& path) {
    const std::lock_guard lock(mutex_);
    if (path.empty() || durable_.contains(path)) return;
    durable_[path] = content_of(path);
}

void PowerCut::before_write() {
    if (operations_left_ && (*operations_left_)-- == 0) take_what_is_left();
}

void PowerCut::cut() {
    const std::lock_guard lock(mutex_);
    take_what_is_left();
}

void PowerCut::fail_next_sync() {
    const std::lock_guard lock(mutex_);
    next_sync_fails_ = true;
}

void PowerCut::take_what_is_left() {
    operations_left_.reset();
    happened_ = true;
    left_.clear();
    for (const auto& [path, durable] : durable_)
        left_[path] = torn(durable, content_of(path));
}

void PowerCut::synced(const std::string& path) {
    if (!path.empty()) durable_[path] = content_of(path);
}

std::string PowerCut::torn(const std::string& durable, const std::string& current) {
    if (durable == current) return durable;
    const bool took_the_new_size = random_() % 2 == 0;
    std::string result = durable;
    result.resize(took_the_new_size ? current.size() : std::min(durable.size(), current.size()));
    const std::uint64_t survivors = random_() % 4;  // none, few, half, most
    for (std::size_t at = 0; at < std::min(result.size(), current.size()); at += block) {
        if (random_() % 4 >= survivors) continue;
        const std::size_t count = std::min({block, result.size() - at, current.size() - at});
        std::copy_n(current.begin() + static_cast<std::ptrdiff_t>(at), count,
                    result.begin() + static_cast<std::ptrdiff_t>(at));
    }
    // What is synced is never shorter afterwards.
    if (result.size() < durable.size() && current.size() >= durable.size())
        result += durable.substr(result.size());
    return result;
}

void PowerCut::restore_to(const std::filesystem::path& folder) {
    const std::lock_guard lock(mutex_);
    std::filesystem::create_directories(folder);
    for (const auto& [path, content] : left_)
        put(folder / std::filesystem::path(path).filename(), content);
}

}  // namespace crosstalk::testing
