// crosstalk-bench-pictures: how long a photograph of 12 megapixels takes from its bytes to the pixels of its preview, in
// the helper process as the window has it, beside the same decoder called as it is. Writes one JSON object.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>

#include "bench/load/clock.hpp"
#include "client/images/encode.hpp"
#include "client/images/image_decoder.hpp"

namespace crosstalk::bench {
namespace {

constexpr std::uint32_t photo_width = 4000;
constexpr std::uint32_t photo_height = 3000;
// Larger than any preview in a conversation is drawn.
constexpr images::DecodeWish preview{.box = {.width = 640, .height = 480},
                                     .motion = images::Motion::FirstFrame};

using File = std::shared_ptr<const std::vector<std::uint8_t>>;

// Soft shapes and the noise of a sensor: about as many bytes as a camera makes of so many pixels.
File make_photo() {
    images::Frame frame{.width = photo_width, .height = photo_height, .pixels = {}};
    frame.pixels.reserve(std::size_t{4} * photo_width * photo_height);
    std::mt19937 random(12);
    for (std::uint32_t y = 0; y < photo_height; ++y) {
        for (std::uint32_t x = 0; x < photo_width; ++x) {
            const double shape = std::sin(x * 0.013) * std::cos(y * 0.017) + std::sin((x + y) * 0.003);
            const int light = 128 + static_cast<int>(50 * shape) + static_cast<int>(random() % 49) - 24;
            for (const int tint : {10, 0, -20})
                frame.pixels.push_back(static_cast<std::uint8_t>(std::clamp(light + tint, 0, 255)));
            frame.pixels.push_back(255);
        }
    }
    return std::make_shared<const std::vector<std::uint8_t>>(images::encode_jpeg(frame));
}

void require_preview(const images::DecodeEnd& end, std::size_t frames) {
    if (end.outcome != images::DecodeOutcome::Decoded || !end.is_whole || frames != 1)
        throw std::runtime_error("the photograph was not decoded. " + images::words_for(end));
}

// The window's end: one picture asked for, its answer awaited.
class Window {
  public:
    double ask(const File& photo) {
        const Instant begin = now();
        decoder_.ask(
            {.id = {++asked_}, .file = photo, .wish = preview, .urgency = images::Urgency::InConversation});
        std::unique_lock lock(mutex_);
        came_.wait(lock, [this] { return answered_; });
        answered_ = false;
        const double took = seconds_of(now() - begin);
        for (const images::ImageAnswer& answer : answers_.take())
            require_preview(answer.end, answer.frames.size());
        return took * 1e3;
    }

  private:
    void wake() {
        {
            const std::lock_guard lock(mutex_);
            answered_ = true;
        }
        came_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable came_;
    bool answered_ = false;
    std::uint64_t asked_ = 0;
    net::Inbox<images::ImageAnswer> answers_{[this] { wake(); }};
    images::ImageDecoder decoder_{{}, answers_};
};

double decode_here(const File& photo) {
    const Instant begin = now();
    std::size_t frames = 0;
    const images::DecodeEnd end = images::decode(*photo, preview, [&](const images::Frame&) { ++frames; });
    require_preview(end, frames);
    return seconds_of(now() - begin) * 1e3;
}

double middle_of(std::vector<double> values) {
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

nlohmann::json measure(const std::string& server, std::size_t times) {
    const File photo = make_photo();
    Window window;
    const auto one = [&] { return server == "bare" ? decode_here(photo) : window.ask(photo); };
    const double first = one();
    std::vector<double> next(times);
    std::ranges::generate(next, one);
    return {{"file_bytes", photo->size()},
            {"first_ms", first},
            {"next_ms", middle_of(next)},
            {"slowest_ms", std::max(first, *std::ranges::max_element(next))}};
}

}  // namespace
}  // namespace crosstalk::bench

int main(int argc, char** argv) {
    if (crosstalk::images::asks_for_decode_helper(argc, argv)) crosstalk::images::run_decode_helper();
    CLI::App app{"How long a photograph takes from its bytes to the pixels of its preview."};
    std::string server = "crosstalk";
    std::size_t times = 10;
    app.add_option("--server", server, "crosstalk, or bare for the decoder without its helper process");
    app.add_option("--times", times, "After the first one")->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    try {
        std::printf("%s\n", crosstalk::bench::measure(server, times).dump().c_str());
        return 0;
    } catch (const std::exception& error) {
        std::printf("%s\n", nlohmann::json{{"failed", error.what()}}.dump().c_str());
        return 1;
    }
}
