#include "client/app/smaller_copies.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "client/app/file_glance.hpp"
#include "client/images/encode.hpp"
#include "net/text/paths.hpp"
#include "ui/files/file_kind.hpp"

namespace crosstalk::app {

namespace {

ui::SmallerCopy failed(std::string why) {
    return {.state = ui::PictureState::Broken, .fault = std::move(why)};
}

std::string why_not(const images::DecodeEnd& end) {
    switch (end.outcome) {
        case images::DecodeOutcome::Broken:
        case images::DecodeOutcome::NotAPicture:
            return "it cannot be read, and may be broken";
        case images::DecodeOutcome::TooLarge:
            return "it has too many pixels to be read here";
        case images::DecodeOutcome::OutOfMemory:
            return "it needs too much memory";
        case images::DecodeOutcome::TooSlow:
            return "it takes too long to be read";
        case images::DecodeOutcome::NoDecoder:
        case images::DecodeOutcome::PutOff:
        case images::DecodeOutcome::Decoded:
            break;
    }
    return "pictures cannot be read now";
}

bool is_opaque(const images::Frame& frame) {
    for (std::size_t at = 3; at < frame.pixels.size(); at += 4) {
        if (frame.pixels[at] != 255) return false;
    }
    return true;
}

// Thread: the worker's.
ui::SmallerCopy written(const std::filesystem::path& folder, const images::Frame& frame,
                        std::uint64_t bytes) {
    const bool opaque = is_opaque(frame);
    const std::vector<std::uint8_t> file = opaque ? images::encode_jpeg(frame) : images::encode_png(frame);
    if (file.empty()) return failed("there is too little memory for a copy");
    // Few colours, such as those of a screen, take less as they are.
    if (file.size() >= bytes) return failed("a copy would be no smaller");
    const ui::FilesSeen kept = keep_for_sending(folder, {}, opaque ? "copy.jpg" : "copy.png", file);
    if (kept.files.empty() || !kept.files.front().fault.empty())
        return failed("there is no room on the disk for a copy");
    const ui::SeenFile& copy = kept.files.front();
    return {.state = ui::PictureState::Ready,
            .path = text::utf8_of(copy.path),
            .extension = opaque ? "jpg" : "png",
            .size = copy.size,
            .width = copy.width,
            .height = copy.height};
}

}  // namespace

SmallerCopies::SmallerCopies(images::ImageDecoder& decoder, Worker& worker,
                             std::function<images::ImageId()> name_id, std::function<void()> wake,
                             std::filesystem::path kept)
    : decoder_(decoder),
      worker_(worker),
      name_id_(std::move(name_id)),
      kept_(std::move(kept)),
      answers_(std::move(wake)) {}

void SmallerCopies::begin_frame() {
    for (auto each = making_.begin(); each != making_.end();) {
        Making& making = each->second;
        if (std::exchange(making.is_asked, false)) {
            ++each;
            continue;
        }
        decoder_.cancel(making.id);
        if (!making.was_sent) remove(making.shown.path);
        each = making_.erase(each);
    }
}

void SmallerCopies::remove(const std::string& copy) {
    if (copy.empty()) return;
    worker_.ask([path = text::path_of(copy)] {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    });
}

void SmallerCopies::was_sent(const std::string& copy) {
    for (auto& [path, making] : making_) {
        if (making.shown.path == copy) making.was_sent = true;
    }
}

ui::SmallerCopy SmallerCopies::find(const std::string& path) {
    const auto [found, is_new] = making_.try_emplace(path);
    found->second.is_asked = true;
    if (is_new) begin(found->second, path);
    return found->second.shown;
}

void SmallerCopies::begin(Making& making, const std::string& path) {
    making.id = name_id_();
    worker_.ask([this, id = making.id, path = text::path_of(path)] {
        Answer answer{.id = id, .file = nullptr};
        if (auto bytes = read_file(path, images::max_picture_file_bytes))
            answer.file = std::make_shared<const std::vector<std::uint8_t>>(std::move(*bytes));
        if (answer.file == nullptr) answer.copy = failed("it cannot be read, or is too large for that");
        answers_.push(std::move(answer));
    });
}

SmallerCopies::Making* SmallerCopies::making_with(images::ImageId id) {
    const auto found = std::ranges::find_if(making_, [&](const auto& each) { return each.second.id == id; });
    return found == making_.end() ? nullptr : &found->second;
}

void SmallerCopies::take(images::ImageAnswer answer) {
    Making* making = making_with(answer.id);
    if (making == nullptr) return;
    if (answer.end.outcome != images::DecodeOutcome::Decoded || answer.frames.empty()) {
        making->shown = failed(why_not(answer.end));
    } else {
        encode(*making, std::move(answer.frames.front()));
    }
}

void SmallerCopies::encode(const Making& making, images::Frame frame) {
    auto pixels = std::make_shared<const images::Frame>(std::move(frame));
    worker_.ask([this, id = making.id, pixels, bytes = making.bytes, folder = kept_] {
        answers_.push({.id = id, .file = nullptr, .copy = written(folder, *pixels, bytes)});
    });
}

bool SmallerCopies::take_answers() {
    bool changed = false;
    for (Answer& answer : answers_.take()) {
        changed = true;
        Making* making = making_with(answer.id);
        if (making == nullptr) {
            remove(answer.copy.path);
        } else if (answer.file == nullptr) {
            making->shown = std::move(answer.copy);
        } else {
            making->bytes = answer.file->size();
            decoder_.ask({.id = answer.id,
                          .file = std::move(answer.file),
                          .wish = {.box = {ui::smaller_copy_side, ui::smaller_copy_side}},
                          .urgency = images::Urgency::Opened});
        }
    }
    return changed;
}

}  // namespace crosstalk::app
