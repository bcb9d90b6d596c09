// Any bytes as a picture and as a text. How small it is wished follows from its length, so that seeds are whole files.
#include <cstdint>
#include <optional>
#include <span>

#include "client/images/decode.hpp"
#include "client/images/probe.hpp"
#include "client/images/text_preview.hpp"
#include "net/text/utf8.hpp"
#include "tests/fuzz/property.hpp"

namespace {

using namespace crosstalk::images;

// Larger ones are no other pictures, only slower ones.
constexpr std::uint64_t most_pixels = 1U << 20U;

void require(bool holds, const char* complaint) {
    crosstalk::fuzz::require_none(holds ? "" : complaint);
}

void look_at_text(std::span<const std::uint8_t> file) {
    const auto preview = text_preview(file);
    if (!preview) return;
    require(crosstalk::text::is_valid_utf8(*preview), "a preview is not UTF-8");
    require(crosstalk::text::count_code_points(*preview) <= max_preview_code_points, "a preview is too long");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto side = static_cast<std::uint32_t>(1 + size % 128);
    const DecodeWish wish{.box = {side, side}, .motion = Motion::AllFrames};
    const std::span<const std::uint8_t> file(data, size);
    look_at_text(file);

    const std::optional<PictureInfo> picture = probe(file);
    if (picture && !is_too_large(picture->width, picture->height) &&
        std::uint64_t{picture->width} * picture->height > most_pixels)
        return 0;
    std::size_t frames = 0;
    const DecodeEnd end = decode(file, wish, [&](const Frame& frame) {
        ++frames;
        require(picture.has_value(), "the probe did not know the picture");
        require(Box{frame.width, frame.height} == fitted({picture->width, picture->height}, wish.box),
                "a frame has another size than the probe says");
        require(frame.pixels.size() == std::size_t{frame.width} * frame.height * 4, "a frame lacks pixels");
    });
    require((end.outcome == DecodeOutcome::Decoded) == (frames > 0), "the outcome does not fit the frames");
    return 0;
}
