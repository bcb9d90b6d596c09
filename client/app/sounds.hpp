// Plays the product's sounds: opens the sound device when something is to be heard and closes it after some seconds of
// silence, so that an idle program neither works nor keeps the device awake.
#pragma once

#include <SDL.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "ui/notices/sound.hpp"

namespace crosstalk::app {

enum class SpeakerState : std::uint8_t {
    Open,
    Closed,       // after silence
    NotAvailable  // no device; the sound is not heard, and nobody is bothered
};

struct SoundSettings {
    std::chrono::milliseconds silence_before_closing{3000};
    // Told on the thread of the sounds; for tests.
    std::function<void(SpeakerState)> told = {};
};

// Thread: play() any one, the rest that which made it. SDL's video is initialised before and until after.
class Sounds {
  public:
    explicit Sounds(SoundSettings settings = {});
    // Cuts off what is heard.
    ~Sounds();
    Sounds(const Sounds&) = delete;
    Sounds& operator=(const Sounds&) = delete;

    // Returns at once. Sounds mix; one that has only just begun is not begun again.
    void play(ui::PlaySound sound);

  private:
    using Clock = std::chrono::steady_clock;
    struct Voice {
        const std::vector<std::int16_t>* samples = nullptr;
        std::size_t at = 0;
        float loudness = 0;
    };

    void work();
    void begin(const ui::PlaySound& sound);
    bool open();
    void close();
    void tell(SpeakerState state) const;
    static void SDLCALL fill(void* sounds, Uint8* bytes, int count);
    void mix(std::int16_t* samples, std::size_t count);

    SoundSettings settings_;

    // Of the thread, which is started by the first sound.
    SDL_AudioDeviceID device_ = 0;
    std::array<std::vector<std::int16_t>, ui::sound_names.size()> samples_;  // empty until it is needed
    std::array<std::optional<Clock::time_point>, ui::sound_names.size()> begun_;
    Clock::time_point close_at_;
    std::optional<Clock::time_point> not_before_;  // after a device could not be opened

    std::vector<Voice> voices_;  // guarded by SDL's lock of the device

    std::mutex mutex_;  // the mailbox of the thread
    std::condition_variable arrived_;
    std::vector<ui::PlaySound> wanted_;
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace crosstalk::app
