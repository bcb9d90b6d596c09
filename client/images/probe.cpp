#include "client/images/probe.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "client/images/bytes_at.hpp"

namespace crosstalk::images {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::string_view png_begins{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16};
constexpr std::string_view jpeg_begins{"\xff\xd8\xff", 3};

// Whether the bytes begin so, as far as they go.
bool may_begin(Bytes bytes, std::string_view with) {
    const std::size_t size = std::min(bytes.size(), with.size());
    return std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size), with.begin(),
                      [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); });
}

Probe picture(PictureKind kind, std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0 || width > 0x7FFFFFFFU || height > 0x7FFFFFFFU) return NotAPicture{};
    return PictureInfo{kind, width, height};
}

Probe probe_png(Bytes bytes) {
    const auto width = number_at(bytes, 16, 4, std::endian::big);
    const auto height = number_at(bytes, 20, 4, std::endian::big);
    if (!width || !height) return NeedsMoreBytes{24};
    return picture(PictureKind::Png, *width, *height);
}

Probe probe_gif(Bytes bytes) {
    const auto width = number_at(bytes, 6, 2, std::endian::little);
    const auto height = number_at(bytes, 8, 2, std::endian::little);
    if (!width || !height) return NeedsMoreBytes{10};
    return picture(PictureKind::Gif, *width, *height);
}

Probe probe_bmp(Bytes bytes) {
    constexpr std::size_t enough = 26;
    const std::uint32_t header = number_at(bytes, 14, 4, std::endian::little).value_or(0);
    if (bytes.size() < enough) return NeedsMoreBytes{enough};
    if (header == 12) {
        return picture(PictureKind::Bmp, *number_at(bytes, 18, 2, std::endian::little),
                       *number_at(bytes, 20, 2, std::endian::little));
    }
    if (header != 40 && header != 56 && header != 108 && header != 124) return NotAPicture{};
    std::uint32_t height = *number_at(bytes, 22, 4, std::endian::little);
    if (height > 0x80000000U) height = ~height + 1;  // negative: the rows come from above
    return picture(PictureKind::Bmp, *number_at(bytes, 18, 4, std::endian::little), height);
}

// The segments before the frame header that the decoder knows: tables, restart interval, applications, comment.
constexpr bool is_skipped(std::uint32_t marker) {
    return marker == 0xC4 || marker == 0xDB || marker == 0xDD || marker == 0xFE ||
           (marker >= 0xE0 && marker <= 0xEF);
}

struct JpegHead {
    Probe probe = NotAPicture{};
    Orientation orientation = Orientation::TopLeft;
};

// Walks over the segments up to the frame header, which says the size (ITU-T T.81, B.2.2).
JpegHead probe_jpeg(Bytes bytes) {
    JpegHead head;
    bool has_exif = false;
    std::size_t at = 2;
    for (;;) {
        // Padding stands between segments, and any number of 0xFF before a marker.
        while (at < bytes.size() && bytes[at] != 0xFF)
            ++at;
        while (at < bytes.size() && bytes[at] == 0xFF)
            ++at;
        const auto marker = number_at(bytes, at, 1, std::endian::big);
        const auto length = number_at(bytes, at + 1, 2, std::endian::big);
        const bool is_frame = marker && *marker >= 0xC0 && *marker <= 0xC2;
        if (marker && !is_frame && !is_skipped(*marker)) return {};
        if (!length) {
            head.probe = NeedsMoreBytes{at + 3};
            return head;
        }
        if (*length < 2) return {};
        const std::size_t end = at + 1 + *length;
        const Bytes content = bytes.subspan(at + 3, std::min(end, bytes.size()) - (at + 3));
        if (is_frame) {
            const auto bits = number_at(content, 0, 1, std::endian::big);
            const auto height = number_at(content, 1, 2, std::endian::big);
            const auto width = number_at(content, 3, 2, std::endian::big);
            if (*length < 7 || (bits && *bits != 8)) return {};
            head.probe = NeedsMoreBytes{at + 8};
            if (height && width) head.probe = picture(PictureKind::Jpeg, *width, *height);
            return head;
        }
        if (end > bytes.size()) {
            head.probe = NeedsMoreBytes{end + 10};
            return head;
        }
        if (*marker == 0xE1 && !has_exif && may_begin(content, "Exif") && content.size() > 6) {
            has_exif = true;
            head.orientation = exif_orientation(content);
        }
        at = end;
    }
}

}  // namespace

Probe probe_beginning(Bytes beginning) {
    if (beginning.empty()) return NeedsMoreBytes{1};
    if (may_begin(beginning, jpeg_begins)) {
        if (beginning.size() < jpeg_begins.size()) return NeedsMoreBytes{jpeg_begins.size()};
        JpegHead head = probe_jpeg(beginning);
        if (auto* info = std::get_if<PictureInfo>(&head.probe); info && swaps_sides(head.orientation))
            std::swap(info->width, info->height);
        return head.probe;
    }
    if (may_begin(beginning, png_begins)) return probe_png(beginning);
    if (may_begin(beginning, "GIF87a") || may_begin(beginning, "GIF89a")) return probe_gif(beginning);
    if (may_begin(beginning, "BM")) return probe_bmp(beginning);
    return NotAPicture{};
}

std::optional<PictureInfo> probe(Bytes file) {
    const Probe probed = probe_beginning(file);
    const auto* info = std::get_if<PictureInfo>(&probed);
    return info == nullptr ? std::nullopt : std::optional(*info);
}

Orientation orientation_of(Bytes file) {
    if (file.size() < jpeg_begins.size() || !may_begin(file, jpeg_begins)) return Orientation::TopLeft;
    return probe_jpeg(file).orientation;
}

}  // namespace crosstalk::images
