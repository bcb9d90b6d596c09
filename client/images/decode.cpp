#include "client/images/decode.hpp"

#include <stb_image.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "client/images/decode_gif.hpp"
#include "client/images/orientation.hpp"
#include "client/images/probe.hpp"
#include "client/images/shrink.hpp"

namespace crosstalk::images {

namespace {

struct FreePixels {
    void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

DecodeOutcome outcome_of_failure() {
    const char* reason = stbi_failure_reason();
    return reason != nullptr && std::string_view(reason) == "outofmem" ? DecodeOutcome::OutOfMemory
                                                                       : DecodeOutcome::Broken;
}

// stb shows a JPEG that ends before its first scan as one of a single colour.
bool has_scan(std::span<const std::uint8_t> jpeg) {
    constexpr std::array<std::uint8_t, 2> start_of_scan{0xFF, 0xDA};
    return !std::ranges::search(jpeg, start_of_scan).empty();
}

DecodeEnd decode_still(std::span<const std::uint8_t> file, PictureInfo picture, const DecodeWish& wish,
                       const TakeFrame& take) {
    DecodeEnd end{.outcome = DecodeOutcome::Broken, .is_whole = false, .picture = picture};
    if (picture.kind == PictureKind::Jpeg && !has_scan(file)) return end;
    const Orientation orientation = orientation_of(file);
    // As the pixels lie in the file; the picture is turned last, when it is small.
    Box size{picture.width, picture.height};
    Box room = wish.box;
    if (swaps_sides(orientation)) {
        std::swap(size.width, size.height);
        std::swap(room.width, room.height);
    }
    int width = 0;
    int height = 0;
    int channels = 0;
    std::unique_ptr<stbi_uc, FreePixels> pixels(
        stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &width, &height, &channels, 4));
    if (pixels == nullptr) {
        end.outcome = outcome_of_failure();
        return end;
    }
    if (std::cmp_not_equal(width, size.width) || std::cmp_not_equal(height, size.height)) return end;
    const std::size_t bytes = std::size_t{size.width} * size.height * 4;
    Frame frame = shrunk({pixels.get(), bytes}, size, fitted(size, room));
    pixels.reset();
    take(turned(std::move(frame), orientation));
    end.outcome = DecodeOutcome::Decoded;
    end.is_whole = true;
    return end;
}

DecodeEnd decode_picture(std::span<const std::uint8_t> file, const DecodeWish& wish, const TakeFrame& take) {
    DecodeEnd end{.outcome = DecodeOutcome::NotAPicture, .is_whole = false, .picture = {}};
    if (file.size() > max_picture_file_bytes) {
        end.outcome = DecodeOutcome::TooLarge;
        return end;
    }
    const std::optional<PictureInfo> picture = probe(file);
    if (!picture) return end;
    end.picture = *picture;
    end.outcome = DecodeOutcome::TooLarge;
    if (is_too_large(picture->width, picture->height)) return end;
    if (picture->kind == PictureKind::Gif) return decode_gif(file, *picture, wish, take);
    return decode_still(file, *picture, wish, take);
}

}  // namespace

DecodeEnd decode(std::span<const std::uint8_t> file, const DecodeWish& wish, const TakeFrame& take) {
    try {
        return decode_picture(file, wish, take);
    } catch (const std::bad_alloc&) {
        return {.outcome = DecodeOutcome::OutOfMemory,
                .is_whole = false,
                .picture = probe(file).value_or(PictureInfo{})};
    }
}

}  // namespace crosstalk::images
