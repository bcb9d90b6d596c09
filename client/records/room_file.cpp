#include "client/records/room_file.hpp"

#include <algorithm>
#include <stdexcept>
#include <system_error>

#include "client/model/game_words.hpp"
#include "client/model/words.hpp"
#include "client/records/message_json.hpp"
#include "net/text/file_name.hpp"
#include "net/text/message_text.hpp"
#include "net/text/paths.hpp"

namespace crosstalk::records {

namespace fs = std::filesystem;

namespace {

std::string in_words(const net::File& file) {
    std::string words =
        "(file: " + text::safe_file_name(file.name) + ", " + std::to_string(file.size) + " bytes";
    if (file.width != 0) words += ", " + std::to_string(file.width) + " x " + std::to_string(file.height);
    return words + ")";
}

[[noreturn]] void fail(const std::string& text) {
    throw std::runtime_error(text);
}

}  // namespace

RoomFile::RoomFile(net::RoomId room, const std::string& file, model::FileFormat format, LocalTime local)
    : room_(room), path_(text::path_of(file)), part_(path_), format_(format), local_(std::move(local)) {
    part_ += ".part";
    std::error_code error;
    if (fs::exists(fs::symlink_status(path_, error))) {
        fail("There is a file of this name already, and nothing is overwritten. Choose another name.");
    }
    if (fs::exists(fs::symlink_status(part_, error))) {
        fail(
            "There is a file of this name with .part behind it, of an export that was cut off perhaps. "
            "Remove it, or "
            "choose another name.");
    }
    out_.open(part_, std::ios::binary | std::ios::trunc);
    if (!out_) {
        part_.clear();
        fail(
            "This file cannot be written. Check the name and whether its folder is there and yours to write "
            "to.");
    }
    // What was said among a few is not for every account of this machine. Some file systems know no such rights.
    fs::permissions(part_, fs::perms::owner_read | fs::perms::owner_write, error);
}

RoomFile::~RoomFile() {
    if (part_.empty()) return;
    out_.close();
    std::error_code error;
    fs::remove(part_, error);
}

net::History RoomFile::question() const {
    net::History history{
        .room = room_, .before = {}, .after = through_, .at = {}, .limit = net::max_page_rows};
    if (!through_) history.at = net::Timestamp{1};
    return history;
}

RoomFile::Progress RoomFile::take(const model::Model& model, const model::Room& room,
                                  const net::HistoryPage& page) {
    for (const net::Message& message : page.messages) {
        if (message.sequence > through_) write(model, room, message);
    }
    check();
    const bool is_whole = page.at_end || page.through.value == 0;
    if (!is_whole && page.through <= through_) {
        fail("The server does not come to an end with this room. Try again later.");
    }
    through_ = std::max(through_, page.through);
    if (!is_whole) return Progress::More;
    finish();
    return Progress::Complete;
}

void RoomFile::write(const model::Model& model, const model::Room& room, const net::Message& message) {
    ++messages_;
    if (format_ == model::FileFormat::JsonLines) {
        out_ << line_of(message_of(model, model::tag_of(room), message));
        return;
    }
    const std::tm time = local_(message.at);
    out_ << date_of(time) << ' ' << time_of_day(time) << ' ' << message.sequence.value << " <"
         << text::cap_marks(text::sanitise_line(message.author.name)) << "> ";
    if (message.reply_to) out_ << "(to " << message.reply_sequence.value << ") ";
    std::string text = message.deleted ? "(deleted)" : text::sanitise_message(message.text);
    if (message.edited_at && !message.deleted) text += " (edited)";
    if (message.game) text = "(" + text::sanitise_line(model::game_in_words(*message.game)) + ")";
    for (const net::File& file : message.files)
        text += (text.empty() ? "" : "\n") + in_words(file);
    // A line break in the text begins no line that could be somebody else's.
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out_ << (begin > 0 ? "    | " : "") << text.substr(begin, end - begin) << '\n';
        begin = end + 1;
    }
}

void RoomFile::check() const {
    if (!out_) fail("The file cannot be written to its end; the disk may be full. Nothing of it is left.");
}

void RoomFile::finish() {
    out_.flush();
    check();
    out_.close();
    std::error_code error;
    if (fs::exists(fs::symlink_status(path_, error))) {
        fail("Meanwhile there is a file of this name, and nothing is overwritten. Choose another name.");
    }
    fs::rename(part_, path_, error);
    if (error)
        fail("The file is complete but cannot get its name: " + error.message() + ". Choose another name.");
    part_.clear();
}

}  // namespace crosstalk::records
