// Files that are fetched: pulled into a part file, checked, and given their names.
#include <algorithm>
#include <utility>

#include "client/link/transfers.hpp"
#include "net/text/file_name.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::link {

namespace {

using State = model::TransferState;
using Kind = model::TransferKind;

// Other programs need some of the disk, too.
constexpr std::uint64_t spared_bytes = 64U << 20U;
constexpr std::size_t longest_path = 32 * 1024;

constexpr const char* another_file =
    "The server has another file there than the message says. It was not saved; report this to whoever runs "
    "the "
    "server.";
constexpr const char* wrong_hash =
    "What came is not the file that was announced, and it was removed. Try again; if it stays so, ask for "
    "the file "
    "anew.";
constexpr const char* file_is_gone = "This file is gone, or you may not see it any more. Ask for it anew.";
constexpr const char* too_large_to_show = "This is too large to be shown. Save it instead.";

std::uint64_t most_bytes(const StoredTransfer& transfer) {
    if (transfer.shown.source.picture_of) return net::max_picture_bytes;
    return transfer.shown.kind == Kind::Preview ? max_preview_bytes : ~std::uint64_t{0};
}

}  // namespace

// --- accepting

Transfers::Moving* Transfers::known_fetch(const model::FetchFile& command) {
    for (const auto& [id, each] : all_) {
        const model::Transfer& shown = each->stored.shown;
        const bool is_same = shown.kind == command.kind && shown.source == command.source &&
                             (command.kind == Kind::Preview || each->stored.wanted == command.path);
        if (is_same) return each.get();
    }
    return nullptr;
}

void Transfers::take(const model::FetchFile& command) {
    if (!is_open_) {
        ways_.tell(model::Trouble{"There is no connection yet. Connect to a server first."});
        return;
    }
    const bool is_sound = command.path.size() <= longest_path && text::is_valid_utf8(command.path) &&
                          (command.kind == Kind::Save || command.kind == Kind::Preview);
    if (!is_sound) {
        ways_.tell(model::Trouble{"The path for the file is too long, or is no text. Choose another one."});
        return;
    }
    if (Moving* known = known_fetch(command)) return fetch_again(*known);
    if (all_.size() >= max_transfers) {
        ways_.tell(model::Trouble{"Too many files wait already. Wait until some of them are there."});
        return;
    }
    StoredTransfer stored;
    model::Transfer& shown = stored.shown;
    shown.kind = command.kind;
    shown.state = State::Waiting;
    shown.room = command.source.room;
    shown.source = command.source;
    shown.name = text::safe_file_name(command.file.name);
    shown.size = command.file.size;
    shown.hash = command.file.hash;
    shown.by_itself = command.by_itself;
    shown.at = runtime_.wall();
    stored.wanted = command.path;
    std::vector<StoredTransfer> accepted{std::move(stored)};
    if (command.kind == Kind::Preview) {
        accepted.front().shown.id = next_preview_id();
        return add(std::move(accepted));
    }
    try {
        profile_.keep_transfers(server_, accepted);
    } catch (const ProfileError& error) {
        ways_.tell(model::Trouble{error.what()});
        return;
    }
    add(std::move(accepted));
}

void Transfers::fetch_again(Moving& moving) {
    model::Transfer& shown = moving.stored.shown;
    const bool is_there = shown.state == State::Done && ports_.files.is_taken(shown.path);
    // Somebody may have another picture by now.
    const bool is_still_right = is_there && !shown.source.picture_of;
    const bool begins = (shown.state == State::Done && !is_still_right) || shown.state == State::Failed;
    if (!begins) return changed(moving);
    if (shown.source.picture_of) {
        shown.hash = {};
        shown.size = 0;
    }
    shown.state = State::Waiting;
    shown.reason.clear();
    shown.path.clear();
    shown.moved = moving.part ? shown.moved : 0;
    moving.hash.reset();
    moving.not_before = {};
    moving.failures = 0;
    keep(moving);
    changed(moving);
    work_soon();
}

// --- before anything is asked of the server

void Transfers::prepare_fetch(Moving& moving) {
    StoredTransfer& stored = moving.stored;
    if (stored.shown.kind == Kind::Preview && stored.part.empty()) {
        if (stored.shown.size > max_preview_bytes) return fail(moving, too_large_to_show, Again::Never);
        if (take_from_cache(moving)) return;
    }
    if (stored.part.empty() && stored.target.empty()) {
        if (const std::string path = copy_of(moving); !path.empty()) return take_copy(moving, path);
    }
    if (!stored.target.empty()) return check_target(moving);
    if (stored.part.empty()) return;
    if (!moving.hash) return read_part(moving);
    const bool is_whole = stored.shown.hash != net::Digest{} && stored.shown.moved == stored.shown.size;
    if (is_whole) complete(moving);
}

bool Transfers::take_from_cache(Moving& moving) {
    model::Transfer& shown = moving.stored.shown;
    if (shown.hash == net::Digest{}) return false;
    const std::string path = cache_path(shown.hash);
    if (!ports_.files.is_taken(path)) return false;
    ports_.files.touch(path);
    shown.path = path;
    shown.moved = shown.size;
    shown.state = State::Done;
    changed(moving);
    return true;
}

// A file of the cache, or one that was saved or sent: people may have changed those since, so they are read and not believed.
std::string Transfers::copy_of(const Moving& moving) const {
    const model::Transfer& shown = moving.stored.shown;
    if (shown.hash == net::Digest{} || moving.mistrusts_copies) return {};
    if (std::string path = cache_path(shown.hash); ports_.files.is_taken(path)) return path;
    for (const auto& [id, each] : all_) {
        const model::Transfer& other = each->stored.shown;
        const bool is_same = other.hash == shown.hash && other.state == State::Done;
        if (is_same && !other.path.empty() && ports_.files.is_taken(other.path)) return other.path;
    }
    return {};
}

void Transfers::take_copy(Moving& moving, const std::string& path) {
    try {
        open_part(moving);
    } catch (const files::FileError& error) {
        return fail(moving, error.what(), Again::May);
    }
    moving.part.reset();
    moving.hash.reset();
    moving.step = Moving::Step::Reading;
    const model::TransferId id = moving.stored.shown.id;
    moving.job = ports_.files.copy(path, moving.stored.part, [this, id](files::HashedOrNot result) {
        if (Moving* read = find(id)) copied(*read, std::move(result));
        ways_.settled();
    });
}

void Transfers::copied(Moving& moving, files::HashedOrNot result) {
    moving.step = Moving::Step::None;
    moving.job = {};
    auto* found = std::get_if<files::Hashed>(&result);
    if (found != nullptr && found->hash.finish() == moving.stored.shown.hash) {
        moving.stored.shown.moved = moving.stored.shown.size;
        return publish(moving);
    }
    // Then the server's.
    moving.mistrusts_copies = true;
    remove_part(moving);
    work_soon();
}

// The program died while the part got its name: it may have it.
void Transfers::check_target(Moving& moving) {
    moving.step = Moving::Step::Reading;
    const model::TransferId id = moving.stored.shown.id;
    moving.job = ports_.files.digest(moving.stored.target, [this, id](files::HashedOrNot result) {
        Moving* read = find(id);
        if (read == nullptr) return;
        read->step = Moving::Step::None;
        read->job = {};
        auto* found = std::get_if<files::Hashed>(&result);
        if (found != nullptr && found->hash.finish() == read->stored.shown.hash) {
            remove_part(*read);
            finish_save(*read);
        } else {
            read->stored.target.clear();
            keep(*read);
            work_soon();
        }
        ways_.settled();
    });
}

void Transfers::read_part(Moving& moving) {
    moving.step = Moving::Step::Reading;
    const model::TransferId id = moving.stored.shown.id;
    moving.job = ports_.files.digest(moving.stored.part, [this, id](files::HashedOrNot result) {
        Moving* read = find(id);
        if (read == nullptr) return;
        read->step = Moving::Step::None;
        read->job = {};
        auto* found = std::get_if<files::Hashed>(&result);
        model::Transfer& shown = read->stored.shown;
        if (found != nullptr && (found->stamp.size <= shown.size || shown.hash == net::Digest{})) {
            shown.moved = found->stamp.size;
            read->hash = std::move(found->hash);
        } else {
            remove_part(*read);
        }
        changed(*read);
        work_soon();
        ways_.settled();
    });
}

// --- pulling

void Transfers::start_fetch(Moving& moving) {
    flowing_.push_back(&moving);
    moving.step = Moving::Step::Opening;
    last_tag_ = last_tag_.next().value == 0 ? net::Tag{1} : last_tag_.next();
    moving.tag = last_tag_;
    moving.rated = moving.stored.shown.moved;
    moving.stored.shown.state = State::Running;
    moving.stored.shown.reason.clear();
    changed(moving);
    connection_.send(net::OpenFile{moving.stored.shown.source}, moving.tag);
}

void Transfers::opened(Moving& moving, const net::FileOpened& opened) {
    moving.handle = opened.handle;
    moving.tag = {};
    model::Transfer& shown = moving.stored.shown;
    if (!opened.handle) return misbehaved(moving);
    if (opened.size > most_bytes(moving.stored)) return fail(moving, too_large_to_show, Again::Never);
    if (shown.hash == net::Digest{} && shown.source.picture_of) {
        shown.hash = opened.hash;
        shown.size = opened.size;
    }
    if (opened.hash != shown.hash || opened.size != shown.size)
        return fail(moving, another_file, Again::Never);
    // Of a portrait the hash is known only now.
    if (moving.stored.part.empty() && !copy_of(moving).empty()) {
        halt(moving);
        return work_soon();
    }
    try {
        open_part(moving);
    } catch (const files::FileError& error) {
        return fail(moving, error.what(), Again::May);
    }
    moving.asked = moving.rated = shown.moved;
    moving.step = Moving::Step::Flowing;
    if (shown.moved == shown.size) complete(moving);
}

// Goes on with the one that is there, or makes a new one. Its name is in the profile before it is on the disk, and
// drawn: nobody else's file is ever taken for it.
void Transfers::open_part(Moving& moving) {
    StoredTransfer& stored = moving.stored;
    if (!stored.part.empty()) {
        try {
            moving.part = ports_.files.open_part(stored.part);
            if (moving.part->size() == stored.shown.moved) return;
        } catch (const files::FileError& error) {
            if (error.kind() != files::FileError::Kind::NotFound) throw;
        }
        moving.part.reset();
        remove_part(moving);
    }
    const std::string folder = folder_for(moving);
    ports_.files.make_folder(folder);
    const std::uint64_t needed = stored.shown.size - stored.shown.moved;
    const std::uint64_t spared = stored.shown.kind == Kind::Save ? spared_bytes : 0;
    if (ports_.files.free_bytes(folder) < needed + spared && needed > 0) {
        throw files::FileError(files::FileError::Kind::NoSpace,
                               "There is not enough room for this file in \"" + folder +
                                   "\". Make room, or choose another folder for downloads.");
    }
    constexpr std::size_t longest_stem = 200;
    const std::string token =
        text::hexadecimal(net::Bytes{static_cast<std::uint8_t>(runtime_.random_number()),
                                     static_cast<std::uint8_t>(runtime_.random_number()),
                                     static_cast<std::uint8_t>(runtime_.random_number()),
                                     static_cast<std::uint8_t>(runtime_.random_number())});
    stored.part = files::join(folder, std::string(text::first_bytes(stored.shown.name, longest_stem)) + "." +
                                          token + std::string(files::part_suffix));
    stored.shown.moved = 0;
    keep(moving);
    moving.part = ports_.files.make_part(stored.part);
    moving.hash.emplace();
}

bool Transfers::pull_chunk(Moving& moving) {
    const model::Transfer& shown = moving.stored.shown;
    const std::uint64_t count = std::min<std::uint64_t>(net::file_chunk_bytes, shown.size - moving.asked);
    if (count == 0 || moving.asked + count - shown.moved > net::file_window_bytes) return false;
    if (!down_.take(count, runtime_.steady())) return false;
    connection_.send(net::PullFile{moving.handle, moving.asked, static_cast<std::uint32_t>(count)});
    moving.asked += count;
    return true;
}

void Transfers::take(net::FileChunk chunk) {
    const auto found = std::ranges::find_if(flowing_, [&](const Moving* each) {
        return !each->is_send() && each->step == Moving::Step::Flowing && each->handle == chunk.handle;
    });
    if (found == flowing_.end()) return;  // it was closed meanwhile
    Moving& moving = **found;
    model::Transfer& shown = moving.stored.shown;
    const std::uint64_t due = std::min<std::uint64_t>(net::file_chunk_bytes, shown.size - shown.moved);
    const bool is_due =
        shown.moved < moving.asked && chunk.offset == shown.moved && chunk.bytes.size() == due;
    if (!is_due) return misbehaved(moving);
    try {
        moving.part->append(chunk.bytes);
    } catch (const files::FileError& error) {
        moving.hash.reset();  // nobody knows how much of it was written
        return fail(moving, error.what(), Again::May);
    }
    moving.hash->add(chunk.bytes);
    shown.moved += chunk.bytes.size();
    moving.failures = 0;
    moving.is_told = false;
    if (shown.moved == shown.size) complete(moving);
}

void Transfers::take(const net::FileFault& fault, net::Tag tag) {
    if (Moving* upload = running(fault.upload)) return take_fault_of_upload(*upload, fault.problem);
    const auto found = std::ranges::find_if(flowing_, [&](const Moving* each) {
        const bool is_asked = each->step == Moving::Step::Opening && bool(tag) && each->tag == tag;
        return !each->is_send() && (is_asked || (bool(fault.handle) && each->handle == fault.handle));
    });
    if (found == flowing_.end()) return;
    Moving& moving = **found;
    moving.handle = {};
    switch (fault.problem) {
        case net::FileProblem::NotFound:
            return fail(moving, file_is_gone, Again::Never);
        case net::FileProblem::TooMany:
            return put_off(moving, "Too many files are on their way just now. It goes on by itself.");
        default:
            return put_off(moving, "The server cannot read this file just now. It is tried again by itself.");
    }
}

// --- whole

void Transfers::complete(Moving& moving) {
    model::Transfer& shown = moving.stored.shown;
    const net::Digest came = moving.hash->finish();
    moving.hash.reset();
    halt(moving);
    if (came != shown.hash) {
        remove_part(moving);
        return fail(moving, wrong_hash, Again::May);
    }
    publish(moving);
    work_soon();
}

void Transfers::publish(Moving& moving) {
    StoredTransfer& stored = moving.stored;
    const bool is_save = stored.shown.kind == Kind::Save;
    moving.step = Moving::Step::Publishing;
    if (is_save) {
        const std::string folder = files::folder_of(stored.part);
        const bool is_named = !stored.wanted.empty() && !ports_.files.is_folder(stored.wanted);
        stored.target = files::free_path(ports_.files, folder,
                                         is_named ? files::name_of(stored.wanted) : stored.shown.name);
        keep(moving);
    }
    const std::string target = is_save ? stored.target : cache_path(stored.shown.hash);
    const model::TransferId id = stored.shown.id;
    moving.job =
        ports_.files.publish(stored.part, target, is_save ? files::Target::FreeName : files::Target::Cache,
                             [this, id](const files::PublishedOrNot& result) {
                                 if (Moving* named = find(id)) published(*named, result);
                                 ways_.settled();
                             });
}

void Transfers::published(Moving& moving, const files::PublishedOrNot& result) {
    moving.job = {};
    moving.step = Moving::Step::None;
    if (const auto* error = std::get_if<files::FileError>(&result)) {
        // Somebody else was faster with the name.
        if (error->kind() == files::FileError::Kind::Exists) return publish(moving);
        moving.stored.target.clear();
        return fail(moving, error->what(), Again::May);
    }
    if (moving.stored.shown.kind == Kind::Save) return finish_save(moving);
    moving.stored.part.clear();
    moving.stored.shown.path = cache_path(moving.stored.shown.hash);
    moving.stored.shown.state = State::Done;
    changed(moving);
    trim_cache();
    work_soon();
}

void Transfers::finish_save(Moving& moving) {
    StoredTransfer& stored = moving.stored;
    stored.part.clear();
    stored.shown.path = std::exchange(stored.target, {});
    stored.shown.moved = stored.shown.size;
    stored.shown.state = State::Done;
    keep(moving);
    changed(moving);
    work_soon();
}

// --- files and folders

void Transfers::close_file(Moving& moving) {
    if (moving.handle) connection_.send(net::CloseFile{std::exchange(moving.handle, {})});
    moving.handle = {};
}

void Transfers::remove_part(Moving& moving) {
    if (moving.is_send()) return;
    if (!moving.stored.part.empty()) ports_.files.remove(std::exchange(moving.stored.part, {}));
    moving.stored.shown.moved = 0;
    moving.hash.reset();
    keep(moving);
}

std::string Transfers::folder_for(const Moving& moving) const {
    if (moving.stored.shown.kind == Kind::Preview) return profile_.cache_folder();
    const std::string& wanted = moving.stored.wanted;
    if (!wanted.empty()) return ports_.files.is_folder(wanted) ? wanted : files::folder_of(wanted);
    const std::string& folder = downloads_.empty() ? ports_.downloads : downloads_;
    if (!folder.empty()) return folder;
    throw files::FileError(files::FileError::Kind::NotFound,
                           "This system has no folder for downloads. Choose one in the settings.");
}

std::string Transfers::cache_path(const net::Digest& hash) const {
    return files::join(profile_.cache_folder(), text::hexadecimal(hash));
}

// The oldest go; what was just fetched is the newest.
void Transfers::trim_cache() {
    std::vector<files::FoundFile> kept = ports_.files.list(profile_.cache_folder());
    std::erase_if(kept, [](const files::FoundFile& each) { return each.path.ends_with(files::part_suffix); });
    std::uint64_t bytes = 0;
    for (const files::FoundFile& each : kept)
        bytes += each.stamp.size;
    if (bytes <= max_cache_bytes) return;
    std::ranges::sort(kept, {}, [](const files::FoundFile& each) { return each.stamp.changed; });
    for (const files::FoundFile& each : kept) {
        if (bytes <= max_cache_bytes) return;
        ports_.files.remove(each.path);
        bytes -= each.stamp.size;
    }
}

}  // namespace crosstalk::link
