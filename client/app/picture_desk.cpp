#include "client/app/picture_desk.hpp"

#include <algorithm>
#include <utility>

#include "client/app/file_glance.hpp"
#include "client/images/encode.hpp"
#include "client/images/shrink.hpp"
#include "client/images/text_preview.hpp"
#include "net/text/paths.hpp"
#include "ui/files/file_kind.hpp"

namespace crosstalk::app {

namespace {

constexpr std::size_t texture_budget = 192U << 20U;
constexpr std::size_t upload_budget = 8U << 20U;  // per frame: about 5 ms
constexpr std::size_t copy_most = images::max_picture_file_bytes;
constexpr std::uint32_t portrait_side = 256;
constexpr std::uint32_t portrait_box = 1024;  // decoded into; its middle square is cut out
// A box that is a little larger than what is here is not worth decoding anew.
constexpr double larger_by = 1.15;

// Kinds of renditions of one entry, and other things that are decoded for it.
constexpr std::uint8_t thumbnail = 0;
constexpr std::uint8_t whole = 1;
constexpr std::uint8_t for_copy = 2;
constexpr std::uint8_t for_portrait = 3;
constexpr std::uint8_t for_smaller = 4;
constexpr std::uint64_t kinds = 5;

images::ImageId image_id(std::uint64_t entry, std::uint8_t kind) {
    return {entry * kinds + kind};
}

std::uint8_t kind_of(const ui::PictureWish& wish) {
    return wish.detail == ui::PictureDetail::Whole ? whole : thumbnail;
}

std::uint32_t side(int pixels) {
    return static_cast<std::uint32_t>(std::clamp(pixels, 1, static_cast<int>(images::max_picture_side)));
}

std::size_t bytes_of(const std::vector<images::Frame>& frames) {
    std::size_t bytes = 0;
    for (const images::Frame& frame : frames)
        bytes += frame.pixels.size();
    return bytes;
}

// A file that is being sent is nowhere yet but on this machine, and may have gone from there.
bool can_be_had(const ui::PictureKey& key) {
    return !key.path.empty() || key.portrait || key.source.message;
}

// The square in the middle.
images::Frame square_of(const images::Frame& frame) {
    const std::uint32_t edge = std::min(frame.width, frame.height);
    const std::uint32_t left = (frame.width - edge) / 2;
    const std::uint32_t top = (frame.height - edge) / 2;
    images::Frame square{.width = edge, .height = edge, .pixels = {}};
    square.pixels.reserve(std::size_t{4} * edge * edge);
    for (std::uint32_t row = 0; row < edge; ++row) {
        const std::size_t from = 4 * (std::size_t{top + row} * frame.width + left);
        const auto begin = frame.pixels.begin() + static_cast<std::ptrdiff_t>(from);
        square.pixels.insert(square.pixels.end(), begin,
                             begin + static_cast<std::ptrdiff_t>(4 * std::size_t{edge}));
    }
    if (edge <= portrait_side) return square;
    return images::shrunk(square.pixels, {edge, edge}, {portrait_side, portrait_side});
}

}  // namespace

PictureDesk::PictureDesk(Canvas& textures, std::function<void()> wake, std::filesystem::path kept,
                         images::DecoderSettings decoder)
    : canvas_(textures),
      kept_(std::move(kept)),
      read_(wake),
      decoded_(wake),
      textures_(texture_budget,
                [this](const RenditionKey& /*key*/, const std::shared_ptr<Rendition>& gone) {
                    if (gone->texture != 0) canvas_.drop_texture(gone->texture);
                }),
      uploads_(upload_budget),
      smaller_(
          decoder_, worker_, [this] { return image_id(++last_id_, for_smaller); }, std::move(wake), kept_),
      decoder_(std::move(decoder), decoded_) {}

PictureDesk::~PictureDesk() = default;

void PictureDesk::begin_frame() {
    textures_.begin_frame();
    uploads_.begin_frame();
    smaller_.begin_frame();
}

// --- which picture it is

// By content where that is known: the same picture in two messages is one.
std::string PictureDesk::name_of(const ui::PictureKey& key) {
    if (!key.path.empty()) return "path " + key.path;
    if (key.portrait)
        return "portrait " + std::to_string(key.source.picture_of.value) + " " +
               std::to_string(key.portrait.value);
    return "hash " + std::string(key.file.hash.begin(), key.file.hash.end());
}

PictureDesk::Entry& PictureDesk::entry_of(const ui::PictureKey& key) {
    const std::string name = name_of(key);
    Entry& entry = entries_[name];
    if (entry.id == 0) {
        entry.id = ++last_id_;
        names_[entry.id] = name;
        if (!key.path.empty()) {
            entry.path = text::path_of(key.path);
            entry.fetched = Fetched::Here;
        }
    }
    return entry;
}

PictureDesk::Entry* PictureDesk::entry_with(std::uint64_t id) {
    const auto name = names_.find(id);
    return name == names_.end() ? nullptr : &entries_.at(name->second);
}

// --- how it gets here

void PictureDesk::fetch(Entry& entry, const ui::PictureKey& key) {
    if (entry.fetched != Fetched::No) return;
    entry.fetched = Fetched::Asked;
    asked_[key.source] = names_.at(entry.id);
    fetches_.emplace_back(
        model::FetchFile{.source = key.source, .file = key.file, .kind = model::TransferKind::Preview});
}

void PictureDesk::hear(const model::LinkEvent& event) {
    if (const auto* changed = std::get_if<model::TransferChanged>(&event)) hear_of(changed->transfer);
    if (const auto* known = std::get_if<model::TransfersKnown>(&event)) {
        // What was asked for on a connection that is gone, and is not known any more, is asked for again.
        for (const auto& [source, name] : asked_) {
            const bool goes_on =
                std::ranges::any_of(known->transfers, [&, wanted = source](const model::Transfer& each) {
                    return each.kind == model::TransferKind::Preview && each.source == wanted;
                });
            Entry& entry = entries_.at(name);
            if (!goes_on && entry.fetched == Fetched::Asked) entry.fetched = Fetched::No;
        }
        for (const model::Transfer& transfer : known->transfers)
            hear_of(transfer);
    }
}

void PictureDesk::were_sent(const model::SendFiles& sent) {
    for (const model::OutgoingFile& file : sent.files)
        smaller_.was_sent(file.path);
}

void PictureDesk::hear_of(const model::Transfer& transfer) {
    if (transfer.kind != model::TransferKind::Preview) return;
    const auto asked = asked_.find(transfer.source);
    if (asked == asked_.end()) return;
    Entry& entry = entries_.at(asked->second);
    if (transfer.state == model::TransferState::Done) {
        entry.path = text::path_of(transfer.path);
        entry.fetched = Fetched::Here;
        entry.fault.clear();
    } else if (transfer.state == model::TransferState::Failed) {
        entry.fetched = Fetched::Failed;
        entry.fault = transfer.reason.empty() ? "It cannot be fetched." : transfer.reason;
    } else {
        return;
    }
    asked_.erase(asked);
}

void PictureDesk::read(Entry& entry, std::uint8_t kind, const images::DecodeWish& wish) {
    if (!entry.under_way.insert(kind).second) return;
    worker_.ask([this, id = entry.id, kind, wish, path = entry.path] {
        Read done{
            .entry = id, .kind = kind, .file = nullptr, .wish = wish, .lines = {}, .png = {}, .portrait = {}};
        if (auto bytes = read_file(path, copy_most))
            done.file = std::make_shared<const std::vector<std::uint8_t>>(std::move(*bytes));
        read_.push(std::move(done));
    });
}

void PictureDesk::want(Entry& entry, const ui::PictureKey& key, const ui::PictureWish& wish) {
    if (entry.fetched == Fetched::No) return fetch(entry, key);
    if (entry.fetched != Fetched::Here) return;
    const bool is_whole = wish.detail == ui::PictureDetail::Whole;
    const std::uint32_t most = side(canvas_.texture_side_most());
    const images::Box box =
        is_whole ? images::Box{most, most} : images::Box{side(wish.width), side(wish.height)};
    read(entry, kind_of(wish), {.box = box, .motion = images::Motion::AllFrames});
}

bool PictureDesk::take_answers() {
    bool changed = smaller_.take_answers();
    for (Read& read : read_.take()) {
        take(std::move(read));
        changed = true;
    }
    for (images::ImageAnswer& answer : decoded_.take()) {
        take(std::move(answer));
        changed = true;
    }
    return changed;
}

void PictureDesk::take(Read read) {
    if (read.portrait) return portraits_.push_back(std::move(*read.portrait));
    if (!read.png.empty()) return images_.push_back({std::move(read.png)});
    if (read.kind == for_portrait && read.file != nullptr) {
        decoder_.ask({.id = image_id(read.entry, for_portrait),
                      .file = std::move(read.file),
                      .wish = read.wish,
                      .urgency = images::Urgency::Opened});
        return;
    }
    if (read.kind == for_portrait) {
        const auto wanted = making_.extract(read.entry);
        if (!wanted.empty())
            portraits_.push_back({.id = wanted.mapped().id,
                                  .files = {},
                                  .fault = "The file cannot be read. Look whether you may open it."});
        return;
    }
    Entry* entry = entry_with(read.entry);
    if (entry == nullptr) return;
    if (read.lines) {
        entry->lines = std::move(read.lines);
        entry->reads_lines = false;
        return;
    }
    if (read.file == nullptr) {
        entry->under_way.erase(read.kind);
        // The link's cache may have given it up: once more, then it is gone.
        const bool is_remote = !names_.at(entry->id).starts_with("path ");
        if (is_remote && !std::exchange(entry->was_fetched_anew, true)) {
            entry->fetched = Fetched::No;
        } else {
            entry->fault = "The file cannot be read.";
        }
        return;
    }
    decoder_.ask(
        {.id = image_id(read.entry, read.kind),
         .file = std::move(read.file),
         .wish = read.wish,
         .urgency = read.kind == thumbnail ? images::Urgency::InConversation : images::Urgency::Opened});
}

void PictureDesk::take(images::ImageAnswer answer) {
    const std::uint64_t id = answer.id.value / kinds;
    const auto kind = static_cast<std::uint8_t>(answer.id.value % kinds);
    if (kind == for_smaller) {
        smaller_.take(std::move(answer));
        return;
    }
    if (kind == for_portrait) {
        const auto wanted = making_.extract(id);
        if (!wanted.empty()) finish_portrait(answer, wanted.mapped());
        return;
    }
    Entry* entry = entry_with(id);
    if (entry == nullptr) return;
    entry->under_way.erase(kind);
    if (answer.end.outcome == images::DecodeOutcome::PutOff) return;  // the next frame asks again
    if (kind == for_copy) return finish_copy(answer);
    if (answer.end.outcome != images::DecodeOutcome::Decoded) {
        entry->fault = images::words_for(answer.end);
        return;
    }
    auto rendition = std::make_shared<Rendition>();
    rendition->box = answer.wish.box;
    rendition->whole = {answer.end.picture.width, answer.end.picture.height};
    rendition->frames = std::move(answer.frames);
    rendition->moves = rendition->frames.size() > 1;
    const images::Frame& first = rendition->frames.front();
    rendition->width = static_cast<int>(first.width);
    rendition->height = static_cast<int>(first.height);
    rendition->is_whole_size = first.width >= rendition->whole.width;
    for (const images::Frame& frame : rendition->frames)
        rendition->loop_ms += frame.delay.count();
    const std::size_t bytes = bytes_of(rendition->frames) + first.pixels.size();
    textures_.put({id, kind}, std::move(rendition), bytes);
}

// --- what is shown

// The frame that is due is in the texture. False: not in this frame of the window.
bool PictureDesk::bring(Rendition& rendition, std::int64_t now_ms) {
    std::size_t due = 0;
    if (rendition.moves && now_ms >= 0 && rendition.loop_ms > 0) {
        if (rendition.began_ms == 0) rendition.began_ms = now_ms;
        std::int64_t into = (now_ms - rendition.began_ms) % rendition.loop_ms;
        while (due + 1 < rendition.frames.size() && into >= rendition.frames[due].delay.count())
            into -= rendition.frames[due++].delay.count();
    }
    if (rendition.texture != 0 && due == rendition.at) return true;
    const images::Frame& frame = rendition.frames[rendition.moves ? due : 0];
    if (!uploads_.take(frame.pixels.size())) return rendition.texture != 0;
    if (rendition.texture == 0) {
        rendition.texture = canvas_.make_texture({rendition.width, rendition.height}, frame.pixels);
    } else {
        canvas_.update_texture(rendition.texture, frame.pixels);
    }
    rendition.at = due;
    return rendition.texture != 0;
}

ui::PictureShown PictureDesk::find(const ui::PictureKey& key, const ui::PictureWish& wish) {
    if (!can_be_had(key)) return {};
    if (key.path.empty() && !key.portrait && !ui::is_shown_as_picture(key.file)) return {};
    Entry& entry = entry_of(key);
    const std::shared_ptr<Rendition>* found = textures_.find({entry.id, kind_of(wish)});
    if (found == nullptr) {
        if (!entry.fault.empty()) return {.state = ui::PictureState::Broken, .fault = entry.fault};
        want(entry, key, wish);
        return {.state = ui::PictureState::Loading};
    }
    Rendition& rendition = **found;
    const bool is_small =
        rendition.box.width * larger_by < wish.width || rendition.box.height * larger_by < wish.height;
    if (is_small && !rendition.is_whole_size && kind_of(wish) == thumbnail) want(entry, key, wish);
    const bool plays = wish.play == ui::PicturePlay::Plays;
    if (!bring(rendition, plays ? wish.now_ms : -1)) {
        return {.state = ui::PictureState::Loading, .next_ms = 1};
    }
    ui::PictureShown shown{.state = ui::PictureState::Ready,
                           .texture = rendition.texture,
                           .width = rendition.width,
                           .height = rendition.height,
                           .whole_width = static_cast<int>(rendition.whole.width),
                           .whole_height = static_cast<int>(rendition.whole.height),
                           .moves = rendition.moves};
    if (rendition.moves && plays && rendition.loop_ms > 0) {
        std::int64_t into = (wish.now_ms - rendition.began_ms) % rendition.loop_ms;
        for (std::size_t at = 0; at < rendition.at; ++at)
            into -= rendition.frames[at].delay.count();
        shown.next_ms = std::max<std::int64_t>(1, rendition.frames[rendition.at].delay.count() - into);
    }
    return shown;
}

void PictureDesk::read_lines(Entry& entry) {
    if (std::exchange(entry.reads_lines, true)) return;
    worker_.ask([this, id = entry.id, path = entry.path] {
        Read done{.entry = id,
                  .kind = 0,
                  .file = nullptr,
                  .wish = {},
                  .lines = std::string(),
                  .png = {},
                  .portrait = {}};
        if (auto lines = images::text_preview(read_beginning(path, images::preview_bytes)))
            done.lines = std::move(*lines);
        read_.push(std::move(done));
    });
}

ui::TextShown PictureDesk::first_lines(const ui::PictureKey& key) {
    if (!can_be_had(key)) return {};
    Entry& entry = entry_of(key);
    if (entry.lines)
        return {.state = entry.lines->empty() ? ui::PictureState::Broken : ui::PictureState::Ready,
                .text = *entry.lines};
    if (!entry.fault.empty()) return {.state = ui::PictureState::Broken, .text = {}};
    fetch(entry, key);
    if (entry.fetched == Fetched::Here) read_lines(entry);
    return {.state = ui::PictureState::Loading, .text = {}};
}

// --- what is made of them

void PictureDesk::copy(const ui::PictureKey& key) {
    if (!can_be_had(key)) return;
    Entry& entry = entry_of(key);
    if (entry.fetched != Fetched::Here) return fetch(entry, key);
    read(entry, for_copy, {.box = {images::max_picture_side, images::max_picture_side}});
}

void PictureDesk::finish_copy(const images::ImageAnswer& answer) {
    if (answer.frames.empty()) return;
    auto frame = std::make_shared<images::Frame>(answer.frames.front());
    worker_.ask([this, frame] {
        const std::vector<std::uint8_t> png = images::encode_png(*frame);
        read_.push({.entry = 0,
                    .kind = 0,
                    .file = nullptr,
                    .wish = {},
                    .lines = {},
                    .png = {png.begin(), png.end()},
                    .portrait = {}});
    });
}

void PictureDesk::make_portrait(const ui::MakePortrait& wanted) {
    const std::uint64_t id = ++last_id_;
    making_[id] = {wanted.id};
    worker_.ask([this, id, path = wanted.path] {
        Read done{.entry = id,
                  .kind = for_portrait,
                  .file = nullptr,
                  .wish = {},
                  .lines = {},
                  .png = {},
                  .portrait = {}};
        done.wish.box = {portrait_box, portrait_box};
        if (auto bytes = read_file(path, copy_most))
            done.file = std::make_shared<const std::vector<std::uint8_t>>(std::move(*bytes));
        read_.push(std::move(done));
    });
}

void PictureDesk::finish_portrait(const images::ImageAnswer& answer, const Portrait& wanted) {
    if (answer.frames.empty()) {
        portraits_.push_back({.id = wanted.id, .files = {}, .fault = images::words_for(answer.end)});
        return;
    }
    auto frame = std::make_shared<images::Frame>(answer.frames.front());
    worker_.ask([this, frame, id = wanted.id, folder = kept_] {
        const std::vector<std::uint8_t> png = images::encode_png(square_of(*frame));
        Read done{.entry = 0, .kind = 0, .file = nullptr, .wish = {}, .lines = {}, .png = {}, .portrait = {}};
        done.portrait = keep_for_sending(folder, id, "portrait.png", png);
        read_.push(std::move(done));
    });
}

}  // namespace crosstalk::app
