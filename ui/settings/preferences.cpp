#include "ui/settings/preferences.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "net/text/hexadecimal.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::int64_t typing_rests_ms = 1'000;

Palette palette_of(const std::string& word, const SystemLook& system) {
    if (word == "light") return Palette::Light;
    if (word == "high-contrast") return Palette::HighContrast;
    if (word == "dark") return Palette::Dark;
    if (system.contrast == ContrastWish::High) return Palette::HighContrast;
    return system.scheme == ColorScheme::Light ? Palette::Light : Palette::Dark;
}

MotionLevel motion_of(const std::string& word, const SystemLook& system) {
    const bool reduced = word == "reduced" || (word == "system" && system.motion == MotionWish::Reduced);
    return reduced ? MotionLevel::Reduced : MotionLevel::Full;
}

}  // namespace

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
            numbers_[index] = value == "on" && !held_off_.contains(id) ? 1 : 0;
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
    take(id, std::move(*valid));
    write_down(id, commands);
    commands.wake_in(0);
}

void Preferences::write_down(SettingId id, Commands& commands) {
    typed_.erase(id);
    // What is as usual needs no place in the profile.
    commands.send(model::KeepSetting{std::string(setting_of(id).key), is_normal(id) ? "" : text(id)});
}

void Preferences::set_while_typed(SettingId id, std::string_view value, std::int64_t now_ms,
                                  Commands& commands) {
    auto valid = valid_value(setting_of(id), value);
    if (!valid || *valid == text(id)) return;
    take(id, std::move(*valid));
    typed_.insert_or_assign(id, now_ms + typing_rests_ms);
    commands.wake_in(0);
}

void Preferences::keep_typed(Commands& commands) {
    while (!typed_.empty())
        write_down(typed_.begin()->first, commands);
}

void Preferences::keep_rested(std::int64_t now_ms, Commands& commands) {
    for (auto each = typed_.begin(); each != typed_.end();) {
        const auto [id, due_ms] = *each++;
        if (due_ms <= now_ms) {
            write_down(id, commands);
        } else {
            commands.wake_in(due_ms - now_ms);
        }
    }
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

void Preferences::hold_off(SettingId id, std::string why) {
    held_off_.insert_or_assign(id, std::move(why));
    take(id, text(id));
}

std::string_view Preferences::why_held_off(SettingId id) const {
    const auto found = held_off_.find(id);
    return found == held_off_.end() ? std::string_view() : std::string_view(found->second);
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

const std::string& Preferences::word_of(const net::ServerKeyHash& server) {
    if (word_of_server_.empty() || server != server_) {
        server_ = server;
        word_of_server_ = text::hexadecimal(server);
    }
    return word_of_server_;
}

ThemeChoice Preferences::theme_choice(float display_scale) const {
    ThemeChoice choice;
    choice.palette = palette_of(text(SettingId::Palette), system_);
    choice.accent = static_cast<AccentHue>(number(SettingId::Accent));
    choice.density = static_cast<Density>(number(SettingId::Density));
    choice.motion = motion_of(text(SettingId::Motion), system_);
    choice.names = is_on(SettingId::NameColors) ? NameColoring::PerPerson : NameColoring::Plain;
    const float zoom = static_cast<float>(number(SettingId::Zoom)) / 100;
    choice.scale = std::clamp(display_scale * zoom, scale_least, scale_most);
    return choice;
}

ClockStyle Preferences::clock() const {
    return text(SettingId::Clock) == "12" ? ClockStyle::Hours12 : ClockStyle::Hours24;
}

std::optional<std::chrono::minutes> Preferences::away_after() const {
    const std::string& word = text(SettingId::AwayAfter);
    if (word == "never") return std::nullopt;
    return std::chrono::minutes(std::atoi(word.c_str()));
}

}  // namespace crosstalk::ui
