#include <SDL.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <numbers>

#include "client/app/sound_synthesis.hpp"
#include "client/app/sounds.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::app {
namespace {

using Samples = std::vector<std::int16_t>;

int loudest(const Samples& samples) {
    int most = 0;
    for (const std::int16_t each : samples)
        most = std::max(most, std::abs(int{each}));
    return most;
}

// How strong each of the tones of three octaves is in each of eight parts of the longest sound.
std::vector<double> fingerprint(const Samples& samples) {
    constexpr std::size_t part = samples_per_second / 16;
    std::vector<double> strengths;
    for (std::size_t begin = 0; begin < 8 * part; begin += part) {
        for (int tone = 0; tone < 36; ++tone) {
            const double pitch = 220.0 * std::pow(2.0, tone / 12.0);
            std::complex<double> sum = 0;
            for (std::size_t i = begin; i < begin + part && i < samples.size(); ++i) {
                const double turn =
                    2 * std::numbers::pi * pitch * static_cast<double>(i) / samples_per_second;
                sum += std::polar(static_cast<double>(samples[i]), turn);
            }
            strengths.push_back(std::abs(sum));
        }
    }
    return strengths;
}

double likeness(const std::vector<double>& a, const std::vector<double>& b) {
    double product = 0;
    double square_a = 0;
    double square_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += a[i] * b[i];
        square_a += a[i] * a[i];
        square_b += b[i] * b[i];
    }
    return product / std::sqrt(square_a * square_b);
}

TEST(SoundSynthesis, every_sound_is_short_soft_and_audible) {
    std::size_t bytes = 0;
    for (const ui::SoundName& each : ui::sound_names) {
        const Samples samples = synthesise(each.sound);
        bytes += samples.size() * sizeof(std::int16_t);
        EXPECT_GE(samples.size(), samples_per_second * 50U / 1000) << each.name;
        EXPECT_LE(samples.size(), samples_per_second * 600U / 1000) << each.name;
        EXPECT_GE(loudest(samples), 32767 / 6) << each.name;
        EXPECT_LE(loudest(samples), 32767 / 2 + 1) << each.name;
        // No click at either end.
        EXPECT_LE(std::abs(int{samples.front()}), 16) << each.name;
        EXPECT_LE(std::abs(int{samples.back()}), 16) << each.name;
        double mean = 0;
        for (const std::int16_t sample : samples)
            mean += sample;
        EXPECT_LT(std::abs(mean / static_cast<double>(samples.size())), 60) << each.name;
    }
    EXPECT_LT(bytes, ui::sound_names.size() * 30'000);
}

TEST(SoundSynthesis, no_two_sounds_are_alike) {
    for (std::size_t a = 0; a < ui::sound_names.size(); ++a) {
        for (std::size_t b = a + 1; b < ui::sound_names.size(); ++b) {
            const double alike = likeness(fingerprint(synthesise(ui::sound_names[a].sound)),
                                          fingerprint(synthesise(ui::sound_names[b].sound)));
            EXPECT_LT(alike, 0.8) << ui::sound_names[a].name << " and " << ui::sound_names[b].name;
        }
    }
}

TEST(SoundSynthesis, a_sound_is_the_same_every_time) {
    EXPECT_EQ(synthesise(ui::Sound::Win), synthesise(ui::Sound::Win));
}

TEST(SoundSynthesis, the_table_of_names_has_every_sound_once) {
    for (std::size_t index = 0; index < ui::sound_names.size(); ++index)
        EXPECT_EQ(static_cast<std::size_t>(ui::sound_names[index].sound), index);
}

// Plays with one of SDL's drivers that need no device, and waits for what the sounds tell.
class Player {
  public:
    explicit Player(const char* driver) {
        SDL_setenv("SDL_AUDIODRIVER", driver, 1);
        SDL_setenv("SDL_DISKAUDIOFILE", file().string().c_str(), 1);
        SDL_setenv("SDL_DISKAUDIODELAY", "0", 1);
        SDL_InitSubSystem(SDL_INIT_EVENTS);
    }
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;
    ~Player() { SDL_QuitSubSystem(SDL_INIT_EVENTS); }

    [[nodiscard]] std::filesystem::path file() const { return folder_ / "played.raw"; }
    [[nodiscard]] SoundSettings settings() {
        return {.silence_before_closing = std::chrono::milliseconds(50), .told = [this](SpeakerState state) {
                    {
                        const std::lock_guard lock(mutex_);
                        told_.push_back(state);
                    }
                    arrived_.notify_one();
                }};
    }
    // What was told up to and with that state.
    std::vector<SpeakerState> wait_for(SpeakerState wanted) {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, std::chrono::seconds(60),
                          [&] { return std::ranges::find(told_, wanted) != told_.end(); });
        return std::exchange(told_, {});
    }
    [[nodiscard]] Samples played() const {
        std::ifstream in(file(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        Samples samples(bytes.size() / 2);
        std::copy_n(bytes.data(), samples.size() * 2, reinterpret_cast<char*>(samples.data()));
        return samples;
    }

  private:
    testing::TemporaryFolder folder_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<SpeakerState> told_;
};

using States = std::vector<SpeakerState>;

TEST(Sounds, the_device_opens_for_a_sound_and_closes_after_silence_again_and_again) {
    Player player("dummy");
    Sounds sounds(player.settings());
    for (int turn = 0; turn < 2; ++turn) {
        sounds.play({ui::Sound::Sent, {100}});
        EXPECT_EQ(player.wait_for(SpeakerState::Closed), (States{SpeakerState::Open, SpeakerState::Closed}));
        EXPECT_EQ(SDL_WasInit(SDL_INIT_AUDIO), 0U);
    }
}

TEST(Sounds, what_is_played_is_the_sound_at_the_volume_that_was_asked_for) {
    const Samples original = synthesise(ui::Sound::Message);
    Player player("disk");
    {
        Sounds sounds(player.settings());
        sounds.play({ui::Sound::Message, {50}});
        player.wait_for(SpeakerState::Closed);
    }
    const Samples played = player.played();
    const auto begin = std::ranges::find_if(played, [](std::int16_t each) { return each != 0; });
    ASSERT_GE(std::distance(begin, played.end()), static_cast<std::ptrdiff_t>(original.size()) - 64);
    // A quarter: half of the way on the control is felt as half as loud.
    EXPECT_NEAR(loudest(played), loudest(original) / 4, 4);
}

TEST(Sounds, sounds_at_once_are_mixed_and_one_that_has_just_begun_is_not_doubled) {
    Player player("disk");
    {
        Sounds sounds(player.settings());
        for (int count = 0; count < 100; ++count)
            sounds.play({ui::Sound::Message, {100}});
        sounds.play({ui::Sound::Lose, {100}});
        player.wait_for(SpeakerState::Closed);
    }
    EXPECT_LE(loudest(player.played()),
              loudest(synthesise(ui::Sound::Message)) + loudest(synthesise(ui::Sound::Lose)));
}

TEST(Sounds, without_a_device_it_is_quiet_and_nothing_fails) {
    Player player("there-is-no-such-driver");
    Sounds sounds(player.settings());
    sounds.play({ui::Sound::Win, {100}});
    EXPECT_EQ(player.wait_for(SpeakerState::NotAvailable), States{SpeakerState::NotAvailable});
    sounds.play({ui::Sound::Win, {100}});
}

TEST(Sounds, silence_opens_no_device) {
    Player player("dummy");
    Sounds sounds(player.settings());
    sounds.play({ui::Sound::Win, {0}});
    sounds.play({ui::Sound::Sent, {1}});
    EXPECT_EQ(player.wait_for(SpeakerState::Closed), (States{SpeakerState::Open, SpeakerState::Closed}));
}

TEST(Sounds, the_end_does_not_wait_for_a_sound) {
    Player player("dummy");
    const auto begin = std::chrono::steady_clock::now();
    {
        Sounds sounds({.silence_before_closing = std::chrono::hours(1), .told = player.settings().told});
        sounds.play({ui::Sound::Win, {100}});
        player.wait_for(SpeakerState::Open);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

}  // namespace
}  // namespace crosstalk::app
