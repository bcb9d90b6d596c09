// The pictures of the window: fetches what is seen, has it decoded in the sandbox, brings it to the renderer a few at a
// time, and gives up what was not looked at longest.
//
//   find() -> FetchFile{Preview} -> the link's cache -> worker reads it -> ImageDecoder -> TextureCache -> find()
//
// No bytes of a picture are read on the thread that draws.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/app/canvas.hpp"
#include "client/app/smaller_copies.hpp"
#include "client/app/worker.hpp"
#include "client/images/image_decoder.hpp"
#include "client/images/texture_cache.hpp"
#include "client/model/link_command.hpp"
#include "client/model/link_event.hpp"
#include "net/inbox.hpp"
#include "ui/panels/desktop_event.hpp"
#include "ui/pictures/pictures.hpp"

namespace crosstalk::app {

// Thread: the one that draws.
class PictureDesk final : public ui::Pictures {
  public:
    // `textures` outlives it. `wake` is called on other threads when something has come. `kept`: the folder for portraits
    // until they are sent.
    PictureDesk(Canvas& textures, std::function<void()> wake, std::filesystem::path kept,
                images::DecoderSettings decoder = {});
    ~PictureDesk() override;

    // Before anything is drawn.
    void begin_frame();
    ui::PictureShown find(const ui::PictureKey& key, const ui::PictureWish& wish) override;
    ui::TextShown first_lines(const ui::PictureKey& key) override;
    ui::SmallerCopy smaller_copy(const std::string& path) override { return smaller_.find(path); }

    // What the frame's pictures need of the link.
    [[nodiscard]] std::vector<model::LinkCommand> take_fetches() { return std::exchange(fetches_, {}); }
    void hear(const model::LinkEvent& event);
    // The copies among them are the link's now.
    void were_sent(const model::SendFiles& sent);
    // Takes over what was read and decoded. True if a frame would look different.
    bool take_answers();
    // The renderer has forgotten everything.
    void textures_lost() { textures_.clear(); }

    // Answered through take_images(), if it can be had.
    void copy(const ui::PictureKey& key);
    void make_portrait(const ui::MakePortrait& wanted);
    [[nodiscard]] std::vector<ui::CopyImage> take_images() { return std::exchange(images_, {}); }
    [[nodiscard]] std::vector<ui::FilesSeen> take_portraits() { return std::exchange(portraits_, {}); }

  private:
    enum class Fetched : std::uint8_t { No, Asked, Here, Failed };
    struct Entry {
        std::uint64_t id = 0;
        Fetched fetched = Fetched::No;
        std::filesystem::path path;  // once it is here
        std::string fault;           // it cannot be shown
        bool was_fetched_anew = false;
        std::optional<std::string> lines;
        bool reads_lines = false;
        bool copies = false;               // as soon as it is here
        std::set<std::uint8_t> under_way;  // kinds of renditions that are read or decoded
    };
    // One picture at one size, its frames in memory and one of them in a texture.
    struct Rendition {
        images::Box box;  // that it was decoded into
        bool moves = false;
        bool is_whole_size = false;  // a larger box would give the same
        images::Box whole;
        std::vector<images::Frame> frames;
        std::int64_t loop_ms = 0;
        std::int64_t began_ms = 0;
        std::uint64_t texture = 0;
        std::size_t at = 0;  // the frame that is in the texture
        int width = 0;
        int height = 0;
    };
    struct RenditionKey {
        std::uint64_t entry = 0;
        std::uint8_t kind = 0;
        auto operator<=>(const RenditionKey&) const = default;
    };
    using Renditions = images::TextureCache<RenditionKey, std::shared_ptr<Rendition>>;
    // What the worker has done.
    struct Read {
        std::uint64_t entry = 0;
        std::uint8_t kind = 0;
        std::shared_ptr<const std::vector<std::uint8_t>> file;  // null: it cannot be read
        images::DecodeWish wish;
        std::optional<std::string> lines;
        std::string png;  // to be copied
        std::optional<ui::FilesSeen> portrait;
    };
    struct Portrait {
        ui::PickId id;
    };

    static std::string name_of(const ui::PictureKey& key);
    Entry& entry_of(const ui::PictureKey& key);
    Entry* entry_with(std::uint64_t id);
    void fetch(Entry& entry, const ui::PictureKey& key);
    void read(Entry& entry, std::uint8_t kind, const images::DecodeWish& wish);
    void want(Entry& entry, const ui::PictureKey& key, const ui::PictureWish& wish);
    void hear_of(const model::Transfer& transfer);
    void take(Read read);
    void take(images::ImageAnswer answer);
    void finish_copy(const images::ImageAnswer& answer);
    void finish_portrait(const images::ImageAnswer& answer, const Portrait& wanted);
    bool bring(Rendition& rendition, std::int64_t now_ms);
    void read_lines(Entry& entry);

    Canvas& canvas_;
    std::filesystem::path kept_;
    net::Inbox<Read> read_;
    net::Inbox<images::ImageAnswer> decoded_;
    std::map<std::string, Entry> entries_;
    std::map<std::uint64_t, std::string> names_;    // of entries, by id
    std::map<net::FileSource, std::string> asked_;  // previews that the link fetches
    std::map<std::uint64_t, Portrait> making_;      // by the id of the decoding
    std::uint64_t last_id_ = 0;
    Renditions textures_;
    images::UploadBudget uploads_;
    std::vector<model::LinkCommand> fetches_;
    std::vector<ui::CopyImage> images_;
    std::vector<ui::FilesSeen> portraits_;
    SmallerCopies smaller_;
    images::ImageDecoder decoder_;
    Worker worker_;  // last: its thread ends before what it talks to
};

}  // namespace crosstalk::app
