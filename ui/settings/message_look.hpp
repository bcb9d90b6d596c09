// What the settings say about how messages are drawn, for every list of them.
#pragma once

#include "ui/list/message_list_view.hpp"
#include "ui/settings/preferences.hpp"

namespace crosstalk::ui {

struct MessageLook {
    ClockStyle clock = ClockStyle::Hours24;
    Timestamps timestamps = Timestamps::OnHover;
    EmojiOnly emoji_only = EmojiOnly::Large;
    text::Emoticons emoticons = text::Emoticons::AsEmoji;
    Previews previews = Previews::Shown;
    Animations animations = Animations::Play;
};

inline MessageLook message_look(const Preferences& preferences) {
    return {
        .clock = preferences.clock(),
        .timestamps =
            preferences.text(SettingId::Timestamps) == "every" ? Timestamps::Always : Timestamps::OnHover,
        .emoji_only = preferences.is_on(SettingId::LargeEmoji) ? EmojiOnly::Large : EmojiOnly::AsText,
        .emoticons =
            preferences.is_on(SettingId::Emoticons) ? text::Emoticons::AsEmoji : text::Emoticons::AsTyped,
        .previews = preferences.is_on(SettingId::ShowPictures) ? Previews::Shown : Previews::Hidden,
        .animations =
            preferences.text(SettingId::Animations) == "hover" ? Animations::OnHover : Animations::Play,
    };
}

}  // namespace crosstalk::ui
