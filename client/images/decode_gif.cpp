#include "client/images/decode_gif.hpp"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "client/images/shrink.hpp"

namespace crosstalk::images {

namespace {

// What browsers do with animations that ask for more than 50 frames a second.
constexpr std::chrono::milliseconds shortest_delay{20};
constexpr std::chrono::milliseconds usual_delay{100};

struct Source {
    std::span<const std::uint8_t> left;
};

int read_source(GifFileType* gif, GifByteType* to, int wanted) {
    auto* source = static_cast<Source*>(gif->UserData);
    const std::size_t size = std::min(source->left.size(), static_cast<std::size_t>(std::max(wanted, 0)));
    if (size > 0) std::memcpy(to, source->left.data(), size);
    source->left = source->left.subspan(size);
    return static_cast<int>(size);
}

struct CloseGif {
    void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};

// Part of the canvas.
struct Area {
    std::size_t left = 0;
    std::size_t top = 0;
    std::size_t width = 0;
    std::size_t height = 0;
};

enum class Step : std::uint8_t { Going, Ended, Failed };

class GifFrames {
  public:
    GifFrames(std::span<const std::uint8_t> file, PictureInfo picture, const DecodeWish& wish,
              const TakeFrame& take)
        : source_{file}, picture_(picture), wish_(wish), take_(take) {}

    DecodeEnd run() {
        int error = 0;
        gif_.reset(DGifOpen(&source_, read_source, &error));
        DecodeEnd end{.outcome = DecodeOutcome::Broken, .is_whole = false, .picture = picture_};
        if (gif_ == nullptr) return end;
        Step step = Step::Going;
        bool has_memory = true;
        try {
            canvas_.resize(std::size_t{picture_.width} * picture_.height * 4);
            while (step == Step::Going)
                step = next_record();
            has_memory = gif_->Error != D_GIF_ERR_NOT_ENOUGH_MEM;
        } catch (const std::bad_alloc&) {
            has_memory = false;
        }
        if (!has_memory) end.outcome = DecodeOutcome::OutOfMemory;
        if (frames_ > 0) {
            end.outcome = DecodeOutcome::Decoded;
            end.is_whole = step == Step::Ended;
        }
        return end;
    }

  private:
    Step next_record() {
        GifRecordType type{};
        if (DGifGetRecordType(gif_.get(), &type) != GIF_OK) return Step::Failed;
        if (type == EXTENSION_RECORD_TYPE) return read_extension();
        if (type == IMAGE_DESC_RECORD_TYPE) return read_frame();
        return type == TERMINATE_RECORD_TYPE ? Step::Ended : Step::Failed;
    }

    Step read_extension() {
        int code = 0;
        GifByteType* block = nullptr;
        if (DGifGetExtension(gif_.get(), &code, &block) != GIF_OK) return Step::Failed;
        while (block != nullptr) {
            // The first byte of a block is its length; giflib looks whether that is the right one.
            if (code == GRAPHICS_EXT_FUNC_CODE) DGifExtensionToGCB(block[0], block + 1, &control_);
            if (DGifGetExtensionNext(gif_.get(), &block) != GIF_OK) return Step::Failed;
        }
        return Step::Going;
    }

    Step read_frame() {
        if (DGifGetImageDesc(gif_.get()) != GIF_OK) return Step::Failed;
        const GifImageDesc& image = gif_->Image;
        if (image.Width <= 0 || image.Height <= 0 || image.Left < 0 || image.Top < 0) return Step::Failed;
        const auto width = static_cast<std::uint64_t>(image.Width);
        const auto height = static_cast<std::uint64_t>(image.Height);
        const ColorMapObject* colours = image.ColorMap != nullptr ? image.ColorMap : gif_->SColorMap;
        if (is_too_large(width, height) || colours == nullptr) return Step::Failed;
        work_ += std::max(width * height, std::uint64_t{picture_.width} * picture_.height);
        if (frames_ > 0 && (frames_ >= max_frames || work_ > max_animation_work)) return Step::Failed;

        const Area area = visible_part(image);
        const bool puts_back = control_.DisposalMode == DISPOSE_PREVIOUS;
        if (puts_back) saved_ = copy_of(area);
        if (!draw(image, area, *colours)) return Step::Failed;
        if (!give()) return Step::Failed;
        if (wish_.motion == Motion::FirstFrame) return Step::Ended;
        if (puts_back) put_back(area);
        if (control_.DisposalMode == DISPOSE_BACKGROUND) clear(area);
        control_ = no_control;
        return Step::Going;
    }

    [[nodiscard]] Area visible_part(const GifImageDesc& image) const {
        Area area;
        area.left = std::min<std::size_t>(static_cast<std::size_t>(image.Left), picture_.width);
        area.top = std::min<std::size_t>(static_cast<std::size_t>(image.Top), picture_.height);
        area.width = std::min<std::size_t>(static_cast<std::size_t>(image.Width), picture_.width - area.left);
        area.height =
            std::min<std::size_t>(static_cast<std::size_t>(image.Height), picture_.height - area.top);
        return area;
    }

    bool draw(const GifImageDesc& image, const Area& area, const ColorMapObject& colours) {
        // Interlaced rows come in four passes.
        static constexpr std::array<int, 4> firsts{0, 4, 2, 1};
        static constexpr std::array<int, 4> distances{8, 8, 4, 2};
        line_.resize(static_cast<std::size_t>(image.Width));
        if (!image.Interlace) {
            for (int row = 0; row < image.Height; ++row)
                if (!draw_line(row, area, colours)) return false;
            return true;
        }
        for (std::size_t pass = 0; pass < firsts.size(); ++pass) {
            for (int row = firsts[pass]; row < image.Height; row += distances[pass])
                if (!draw_line(row, area, colours)) return false;
        }
        return true;
    }

    bool draw_line(int row, const Area& area, const ColorMapObject& colours) {
        if (DGifGetLine(gif_.get(), line_.data(), static_cast<int>(line_.size())) != GIF_OK) return false;
        const auto y = static_cast<std::size_t>(row);
        if (y >= area.height) return true;
        std::uint8_t* to = pixel(area.left, area.top + y);
        for (std::size_t x = 0; x < area.width; ++x, to += 4) {
            const int index = line_[x];
            if (index == control_.TransparentColor || index >= colours.ColorCount) continue;
            const GifColorType& colour = colours.Colors[index];
            to[0] = colour.Red;
            to[1] = colour.Green;
            to[2] = colour.Blue;
            to[3] = 255;
        }
        return true;
    }

    // False if it would be too much; the first frame never is.
    bool give() {
        const Box whole{picture_.width, picture_.height};
        const Box size = fitted(whole, wish_.box);
        const std::size_t bytes = std::size_t{size.width} * size.height * 4;
        if (frames_ > 0 && given_ + bytes > max_animation_bytes) return false;
        Frame frame = shrunk(canvas_, whole, size);
        if (wish_.motion == Motion::AllFrames) {
            frame.delay = std::chrono::milliseconds(control_.DelayTime * 10);
            if (frame.delay < shortest_delay) frame.delay = usual_delay;
        }
        take_(std::move(frame));
        ++frames_;
        given_ += bytes;
        return true;
    }

    std::uint8_t* pixel(std::size_t x, std::size_t y) {
        return canvas_.data() + (y * picture_.width + x) * 4;
    }

    std::vector<std::uint8_t> copy_of(const Area& area) {
        std::vector<std::uint8_t> copy;
        copy.reserve(area.width * area.height * 4);
        for (std::size_t y = 0; y < area.height && area.width > 0; ++y) {
            const std::uint8_t* from = pixel(area.left, area.top + y);
            copy.insert(copy.end(), from, from + area.width * 4);
        }
        return copy;
    }

    void put_back(const Area& area) {
        if (area.width == 0) return;
        for (std::size_t y = 0; y < area.height; ++y)
            std::memcpy(pixel(area.left, area.top + y), saved_.data() + y * area.width * 4, area.width * 4);
    }

    // To transparent, as browsers do, whatever the background colour is.
    void clear(const Area& area) {
        if (area.width == 0) return;
        for (std::size_t y = 0; y < area.height; ++y)
            std::memset(pixel(area.left, area.top + y), 0, area.width * 4);
    }

    static constexpr GraphicsControlBlock no_control{DISPOSAL_UNSPECIFIED, false, 0, NO_TRANSPARENT_COLOR};

    Source source_;
    PictureInfo picture_;
    const DecodeWish& wish_;
    const TakeFrame& take_;
    std::unique_ptr<GifFileType, CloseGif> gif_;
    GraphicsControlBlock control_ = no_control;  // of the frame that comes next
    std::vector<std::uint8_t> canvas_;           // RGBA
    std::vector<std::uint8_t> saved_;            // what a frame hides that is to be put back
    std::vector<GifByteType> line_;
    std::size_t frames_ = 0;
    std::size_t given_ = 0;
    std::uint64_t work_ = 0;
};

}  // namespace

DecodeEnd decode_gif(std::span<const std::uint8_t> file, PictureInfo picture, const DecodeWish& wish,
                     const TakeFrame& take) {
    return GifFrames(file, picture, wish, take).run();
}

}  // namespace crosstalk::images
