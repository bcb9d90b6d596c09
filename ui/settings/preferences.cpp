#include "ui/settings/preferences.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace crosstalk::ui {

Preferences::Preferences() {
    for (const Setting& setting : setting_table())
        take(setting.id, std::string(setting.normal));
}

void Preferences::learn(const std::map<std::string, std::string>& kept) {
    learnt_ = true;
    for (const auto& [name, value] : kept) {
        const Setting* setting = setting_with(name);
        if (setting == nullptr) {
            kept_.insert_or_assign(name, value);
        } else if (auto valid = valid_value(*setting, value)) {
            take(setting->id, std::move(*valid));
        }
    }
}

void Preferences::take(SettingId id, std::string value) {
    const Setting& setting = setting_of(id);
    const auto index = static_cast<std::size_t>(id);
    switch (setting.kind) {
        case SettingKind::Switch:
            numbers_[index] = value == "on" ? 1 : 0;
            break;
        case SettingKind::Choice:
            numbers_[index] = static_cast<int>(
                std::ranges::find(setting.choices, value, &SettingChoice::word) - setting.choices.begin());
            break;
        case SettingKind::Number:
            numbers_[index] = std::atoi(value.c_str());
            break;
        case SettingKind::TimeOfDay:
            numbers_[index] = minutes_of(value).value_or(0);
            break;
        case SettingKind::Text:
            break;
    }
    texts_[index] = std::move(value);
}

void Preferences::set(SettingId id, std::string_view value, Commands& commands) {
    const Setting& setting = setting_of(id);
    auto valid = valid_value(setting, value);
    if (!valid || *valid == text(id)) return;
    // What is as usual needs no place in the profile.
    commands.send(model::KeepSetting{std::string(setting.key), *valid == setting.normal ? "" : *valid});
    take(id, std::move(*valid));
    commands.wake_in(0);
}

void Preferences::set_number(SettingId id, int number, Commands& commands) {
    const Setting& setting = setting_of(id);
    switch (setting.kind) {
        case SettingKind::Switch:
            return set(id, number != 0 ? "on" : "off", commands);
        case SettingKind::Choice: {
            const auto index = static_cast<std::size_t>(number);
            if (index < setting.choices.size()) set(id, setting.choices[index].word, commands);
            return;
        }
        case SettingKind::TimeOfDay:
            return set(id, time_of_day(number), commands);
        default:
            return set(id, std::to_string(number), commands);
    }
}

const std::string& Preferences::kept(const std::string& name) const {
    static const std::string nothing;
    const auto found = kept_.find(name);
    return found == kept_.end() ? nothing : found->second;
}

void Preferences::keep(const std::string& name, std::string value, Commands& commands) {
    if (kept(name) == value) return;
    commands.send(model::KeepSetting{name, value});
    if (value.empty()) {
        kept_.erase(name);
    } else {
        kept_.insert_or_assign(name, std::move(value));
    }
}

ThemeChoice Preferences::theme_choice(float display_scale) const {
    ThemeChoice choice;
    choice.palette = static_cast<Palette>(number(SettingId::Palette));
    choice.density = static_cast<Density>(number(SettingId::Density));
    choice.motion = number(SettingId::Motion) == 0 ? MotionLevel::Full : MotionLevel::Reduced;
    choice.names = is_on(SettingId::NameColors) ? NameColoring::PerPerson : NameColoring::Plain;
    const float zoom = static_cast<float>(number(SettingId::Zoom)) / 100;
    choice.scale = std::clamp(display_scale * zoom, scale_least, scale_most);
    return choice;
}

}  // namespace crosstalk::ui
