// The sounds that the product has. What they sound like: client/app/sound_synthesis.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace crosstalk::ui {

enum class Sound : std::uint8_t {
    Message,  // somebody wrote to oneself alone
    Mention,
    Challenge,
    Join,  // somebody came whom one waits for
    Lost,  // the connection, or something else went wrong
    Back,  // connected again
    Sent,  // one's own message; off unless switched on
    Move,  // of a game
    Win,
    Lose,
    Draw,
    Hurry,  // one's own time in a game runs out
};

/// In the settings' order; the name is what the profile keeps and the title what people read.
struct SoundName {
    Sound sound;
    std::string_view name;
    std::string_view title;
};
inline constexpr std::array sound_names{
    SoundName{Sound::Message, "message", "Direct message"},
    SoundName{Sound::Mention, "mention", "Mention"},
    SoundName{Sound::Challenge, "challenge", "Challenge to a game"},
    SoundName{Sound::Join, "join", "Somebody joins"},
    SoundName{Sound::Lost, "lost", "Connection lost"},
    SoundName{Sound::Back, "back", "Connected again"},
    SoundName{Sound::Sent, "sent", "Message sent"},
    SoundName{Sound::Move, "move", "Move in a game"},
    SoundName{Sound::Win, "win", "Game won"},
    SoundName{Sound::Lose, "lose", "Game lost"},
    SoundName{Sound::Draw, "draw", "Game drawn"},
    SoundName{Sound::Hurry, "hurry", "Time runs out in a game"},
};

/// 0 is silence, 100 as loud as the sounds were made.
struct Volume {
    int percent = 70;
};

struct PlaySound {
    Sound sound{};
    Volume volume;
};

}  // namespace crosstalk::ui
