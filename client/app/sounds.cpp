#include "client/app/sounds.hpp"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include "client/app/platform.hpp"
#include "client/app/sound_synthesis.hpp"

namespace crosstalk::app {

namespace {

constexpr std::size_t most_voices = 6;
constexpr std::size_t most_wanted = 16;
constexpr std::chrono::milliseconds not_again_within{120};
constexpr std::chrono::seconds pause_after_failure{10};
constexpr Uint16 samples_at_once = 1024;

}  // namespace

Sounds::Sounds(SoundSettings settings) : settings_(std::move(settings)) {}

Sounds::~Sounds() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    arrived_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void Sounds::play(ui::PlaySound sound) {
    if (sound.volume.percent <= 0) return;
    {
        const std::lock_guard lock(mutex_);
        if (wanted_.size() >= most_wanted) return;
        wanted_.push_back(sound);
        if (!thread_.joinable()) {
            try {
                thread_ = std::thread([this] { work(); });
            } catch (const std::system_error&) {  // no thread is left: then it is quiet
                wanted_.clear();
                return;
            }
        }
    }
    arrived_.notify_one();
}

void Sounds::work() {
    prepare_sound_thread();
    std::unique_lock lock(mutex_);
    while (!stopped_) {
        const auto has_news = [this] { return stopped_ || !wanted_.empty(); };
        if (device_ == 0) {
            arrived_.wait(lock, has_news);
        } else if (!arrived_.wait_until(lock, close_at_, has_news)) {
            lock.unlock();
            close();
            tell(SpeakerState::Closed);
            lock.lock();
        }
        const std::vector<ui::PlaySound> wanted = std::exchange(wanted_, {});
        lock.unlock();
        for (const ui::PlaySound& each : wanted)
            begin(each);
        lock.lock();
    }
    lock.unlock();
    close();
    SDL_TLSCleanup();  // the thread is none of SDL's own
}

void Sounds::begin(const ui::PlaySound& sound) {
    const auto index = static_cast<std::size_t>(sound.sound);
    const Clock::time_point now = Clock::now();
    if (begun_[index] && now - *begun_[index] < not_again_within) return;
    if (device_ == 0 && !open()) return;
    std::vector<std::int16_t>& samples = samples_[index];
    if (samples.empty()) samples = synthesise(sound.sound);
    begun_[index] = now;
    // Loudness is felt as about the square root of what is played.
    const float share = static_cast<float>(std::min(sound.volume.percent, 100)) / 100.0F;
    SDL_LockAudioDevice(device_);
    if (voices_.size() < most_voices) voices_.push_back({&samples, 0, share * share});
    SDL_UnlockAudioDevice(device_);
    const auto length = std::chrono::milliseconds(samples.size() * 1000 / samples_per_second + 1);
    close_at_ = std::max(close_at_, now + length + settings_.silence_before_closing);
}

bool Sounds::open() {
    if (not_before_ && Clock::now() < *not_before_) return false;
    // News about devices would wake the window.
    SDL_EventState(SDL_AUDIODEVICEADDED, SDL_IGNORE);
    SDL_EventState(SDL_AUDIODEVICEREMOVED, SDL_IGNORE);
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
        SDL_AudioSpec wanted{};
        wanted.freq = samples_per_second;
        wanted.format = AUDIO_S16SYS;
        wanted.channels = 1;
        wanted.samples = samples_at_once;
        wanted.callback = fill;
        wanted.userdata = this;
        device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
        if (device_ == 0) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    if (device_ == 0) {
        not_before_ = Clock::now() + pause_after_failure;
        tell(SpeakerState::NotAvailable);
        return false;
    }
    not_before_.reset();
    SDL_PauseAudioDevice(device_, 0);
    tell(SpeakerState::Open);
    return true;
}

void Sounds::close() {
    if (device_ == 0) return;
    SDL_CloseAudioDevice(device_);
    device_ = 0;
    voices_.clear();
    // With it goes the thread that looks for devices.
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

void Sounds::tell(SpeakerState state) const {
    if (settings_.told) settings_.told(state);
}

void Sounds::fill(void* sounds, Uint8* bytes, int count) {
    static_cast<Sounds*>(sounds)->mix(reinterpret_cast<std::int16_t*>(bytes),
                                      static_cast<std::size_t>(count) / sizeof(std::int16_t));
}

void Sounds::mix(std::int16_t* samples, std::size_t count) {
    std::fill(samples, samples + count, std::int16_t{0});
    for (Voice& voice : voices_) {
        const std::size_t some = std::min(count, voice.samples->size() - voice.at);
        for (std::size_t i = 0; i < some; ++i) {
            const float sum = static_cast<float>(samples[i]) +
                              static_cast<float>((*voice.samples)[voice.at + i]) * voice.loudness;
            samples[i] = static_cast<std::int16_t>(std::lround(std::clamp(sum, -32768.0F, 32767.0F)));
        }
        voice.at += some;
    }
    std::erase_if(voices_, [](const Voice& voice) { return voice.at == voice.samples->size(); });
}

}  // namespace crosstalk::app
