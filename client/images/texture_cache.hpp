// What of many pictures stays in the memory of the graphics card: those used last, up to a number of bytes; and how
// many are brought there in one frame. Pure: what a handle is and how it is destroyed is the owner's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <utility>

namespace crosstalk::images {

// Thread: that which draws. Nothing is evicted but in begin_frame(), put() of the same key, erase() and clear(): a
// handle that was found stays good until the frame is drawn. What the last frame has used is never evicted, so the
// cache may hold more than its budget where more is seen at once.
template <class Key, class Handle>
class TextureCache {
  public:
    using Evict = std::function<void(const Key&, Handle)>;

    // `evict` destroys the handle, and does not call the cache.
    TextureCache(std::size_t budget_bytes, Evict evict) : budget_(budget_bytes), evict_(std::move(evict)) {}
    ~TextureCache() { clear(); }
    TextureCache(const TextureCache&) = delete;
    TextureCache& operator=(const TextureCache&) = delete;

    // Before anything of a frame is drawn. Evicts what was not used longest, until the rest fits.
    void begin_frame() {
        while (bytes_ > budget_ && !entries_.empty() && entries_.back().used_in != frame_)
            remove(std::prev(entries_.end()));
        ++frame_;
    }

    // The handle of the key, which counts as used now; nullptr if it is not here (any more). Logarithmic.
    Handle* find(const Key& key) {
        const auto found = places_.find(key);
        if (found == places_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        entries_.front().used_in = frame_;
        return &entries_.front().handle;
    }

    // Takes over a handle that costs so many bytes; it counts as used now. One that the key had is evicted.
    void put(const Key& key, Handle handle, std::size_t bytes) {
        erase(key);
        entries_.push_front({key, std::move(handle), bytes, frame_});
        places_.emplace(key, entries_.begin());
        bytes_ += bytes;
    }

    void erase(const Key& key) {
        const auto found = places_.find(key);
        if (found != places_.end()) remove(found->second);
    }

    // After the renderer has lost its textures, too.
    void clear() {
        while (!entries_.empty())
            remove(std::prev(entries_.end()));
    }

    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        Key key;
        Handle handle;
        std::size_t bytes = 0;
        std::uint64_t used_in = 0;  // the frame
    };
    using Entries = std::list<Entry>;

    void remove(typename Entries::iterator entry) {
        Entry gone = std::move(*entry);
        places_.erase(gone.key);
        entries_.erase(entry);
        bytes_ -= gone.bytes;
        evict_(gone.key, std::move(gone.handle));
    }

    std::size_t budget_;
    Evict evict_;
    Entries entries_;  // used last first
    std::map<Key, typename Entries::iterator> places_;
    std::size_t bytes_ = 0;
    std::uint64_t frame_ = 1;
};

// So that a frame with many new pictures does not stutter: the rest wait for the next one.
class UploadBudget {
  public:
    explicit UploadBudget(std::size_t bytes_per_frame)
        : per_frame_(bytes_per_frame), left_(bytes_per_frame) {}

    void begin_frame() {
        left_ = per_frame_;
        is_untouched_ = true;
    }
    // Whether so many bytes may be uploaded now; they are then spent. The first of a frame always may, however large.
    bool take(std::size_t bytes) {
        if (bytes > left_ && !is_untouched_) return false;
        left_ -= bytes < left_ ? bytes : left_;
        is_untouched_ = false;
        return true;
    }

  private:
    std::size_t per_frame_;
    std::size_t left_;
    bool is_untouched_ = true;
};

}  // namespace crosstalk::images
