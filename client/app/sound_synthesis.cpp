#include "client/app/sound_synthesis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace crosstalk::app {

namespace {

// What is struck: bars ring clear, wood is short and dull, glass has high overtones.
enum class Material : std::uint8_t { Bar, Wood, Glass };

struct Note {
    float at;        // s
    float pitch;     // Hz
    float ring;      // s until it is 60 dB weaker
    float loudness;  // 0 to 1, beside the other notes of the sound
    Material material = Material::Bar;
};

struct Overtone {
    float ratio;
    float share;
    float shortness;  // rings so many times shorter than the tone
};
constexpr std::array bar{Overtone{1, 1, 1}, Overtone{2, 0.28F, 1.6F}, Overtone{3.93F, 0.14F, 4}};
constexpr std::array wood{Overtone{1, 1, 1}, Overtone{2.76F, 0.4F, 2}, Overtone{5.4F, 0.2F, 4}};
constexpr std::array glass{Overtone{1, 1, 1}, Overtone{2.01F, 0.45F, 1.2F}, Overtone{3.02F, 0.3F, 1.5F},
                           Overtone{5.05F, 0.12F, 3}};

std::span<const Overtone> overtones_of(Material material) {
    if (material == Material::Wood) return wood;
    if (material == Material::Glass) return glass;
    return bar;
}

struct Score {
    ui::Sound sound;
    float length;  // s
    float peak;    // of 1
    std::span<const Note> notes;
};

constexpr float c4 = 261.63F;
constexpr float d4 = 293.66F;
constexpr float f4 = 349.23F;
constexpr float g4 = 392.00F;
constexpr float a4 = 440.00F;
constexpr float c5 = 523.25F;
constexpr float d5 = 587.33F;
constexpr float e5 = 659.26F;
constexpr float g5 = 783.99F;
constexpr float a5 = 880.00F;
constexpr float b5 = 987.77F;
constexpr float c6 = 1046.50F;
constexpr float d6 = 1174.66F;
constexpr float e6 = 1318.51F;

constexpr std::array message{Note{0, e5, 0.22F, 0.8F}, Note{0.07F, a5, 0.24F, 1}};
constexpr std::array mention{Note{0, a5, 0.16F, 0.8F, Material::Glass},
                             Note{0.08F, d6, 0.16F, 0.9F, Material::Glass},
                             Note{0.16F, a5, 0.18F, 0.7F, Material::Glass}};
constexpr std::array challenge{Note{0, c5, 0.2F, 0.9F}, Note{0.09F, c5, 0.2F, 0.9F},
                               Note{0.18F, g5, 0.25F, 1}, Note{0.18F, c6, 0.28F, 0.7F, Material::Glass}};
constexpr std::array join{Note{0, c5, 0.24F, 0.8F}, Note{0.08F, g5, 0.24F, 0.9F}};
constexpr std::array lost{Note{0, a4, 0.2F, 1}, Note{0.1F, f4, 0.22F, 1}, Note{0.2F, d4, 0.26F, 1}};
constexpr std::array back{Note{0, d4, 0.2F, 1}, Note{0.07F, a4, 0.22F, 1}, Note{0.14F, d5, 0.26F, 1}};
constexpr std::array sent{Note{0, b5, 0.06F, 1}};
constexpr std::array move{Note{0, g4, 0.08F, 1, Material::Wood}};
constexpr std::array win{Note{0, c5, 0.3F, 0.8F},      Note{0.08F, e5, 0.3F, 0.8F},
                         Note{0.16F, g5, 0.35F, 0.8F}, Note{0.24F, c6, 0.4F, 0.9F},
                         Note{0.24F, g5, 0.4F, 0.6F},  Note{0.24F, e6, 0.4F, 0.4F, Material::Glass}};
constexpr std::array lose{Note{0, e5, 0.25F, 0.8F}, Note{0.12F, c5, 0.25F, 0.8F},
                          Note{0.24F, a4, 0.35F, 0.9F}, Note{0.24F, c4, 0.35F, 0.6F}};

// Neither up nor down: back where it began.
constexpr std::array draw{Note{0, g5, 0.18F, 0.8F}, Note{0.09F, d5, 0.2F, 0.8F},
                          Note{0.18F, g5, 0.22F, 0.8F}};

// As a clock that ticks faster than one likes.
constexpr std::array hurry{Note{0, c6, 0.07F, 1, Material::Wood}, Note{0.1F, c6, 0.07F, 1, Material::Wood},
                           Note{0.2F, c6, 0.07F, 1, Material::Wood}};

constexpr std::array scores{Score{ui::Sound::Message, 0.26F, 0.45F, message},
                            Score{ui::Sound::Mention, 0.30F, 0.5F, mention},
                            Score{ui::Sound::Challenge, 0.42F, 0.5F, challenge},
                            Score{ui::Sound::Join, 0.26F, 0.35F, join},
                            Score{ui::Sound::Lost, 0.36F, 0.45F, lost},
                            Score{ui::Sound::Back, 0.32F, 0.4F, back},
                            Score{ui::Sound::Sent, 0.08F, 0.2F, sent},
                            Score{ui::Sound::Move, 0.10F, 0.35F, move},
                            Score{ui::Sound::Win, 0.54F, 0.5F, win},
                            Score{ui::Sound::Lose, 0.44F, 0.45F, lose},
                            Score{ui::Sound::Draw, 0.34F, 0.4F, draw},
                            Score{ui::Sound::Hurry, 0.28F, 0.4F, hurry}};

constexpr float attack = 0.004F;    // s, so that nothing clicks
constexpr float fade_out = 0.015F;  // s

std::size_t samples_in(float seconds) {
    return static_cast<std::size_t>(seconds * static_cast<float>(samples_per_second));
}

void add(std::vector<float>& wave, const Note& note) {
    constexpr double step = 1.0 / samples_per_second;
    const double to_60_db = std::log(1000.0);
    for (const Overtone& overtone : overtones_of(note.material)) {
        const double turn = 2 * std::numbers::pi * note.pitch * overtone.ratio;
        const double decay = to_60_db * overtone.shortness / note.ring;
        const double loudness = static_cast<double>(note.loudness) * overtone.share;
        for (std::size_t i = samples_in(note.at); i < wave.size(); ++i) {
            const double time = static_cast<double>(i) * step - note.at;
            const double rise = time >= attack ? 1.0 : 0.5 - 0.5 * std::cos(std::numbers::pi * time / attack);
            wave[i] += static_cast<float>(loudness * rise * std::exp(-decay * time) * std::sin(turn * time));
        }
    }
}

}  // namespace

std::vector<std::int16_t> synthesise(ui::Sound sound) {
    const auto score = std::ranges::find(scores, sound, &Score::sound);
    if (score == scores.end()) return {};
    std::vector<float> wave(samples_in(score->length), 0.0F);
    for (const Note& note : score->notes)
        add(wave, note);
    const std::size_t fading = samples_in(fade_out);
    for (std::size_t i = 0; i < fading; ++i)
        wave[wave.size() - 1 - i] *= static_cast<float>(i) / static_cast<float>(fading);
    float loudest = 0;
    for (const float each : wave)
        loudest = std::max(loudest, std::abs(each));
    std::vector<std::int16_t> samples;
    samples.reserve(wave.size());
    for (const float each : wave)
        samples.push_back(static_cast<std::int16_t>(std::lround(each / loudest * score->peak * 32767.0F)));
    return samples;
}

}  // namespace crosstalk::app
