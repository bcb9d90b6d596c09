#include "client/app/desktop/look_linux.hpp"

#include <array>
#include <cstdlib>
#include <utility>

#include "client/app/desktop/system_look.hpp"

namespace crosstalk::app {

namespace {

constexpr const char* portal_service = "org.freedesktop.portal.Desktop";
constexpr const char* settings_interface = "org.freedesktop.portal.Settings";
constexpr const char* appearance = "org.freedesktop.appearance";
constexpr const char* gnome = "org.gnome.desktop.interface";
constexpr std::array<const char*, 3> gsettings_keys{"color-scheme", "gtk-theme", "enable-animations"};
constexpr std::chrono::seconds pause_between{5};

}  // namespace

Look::Look(WorkLoop& loop, Bus* bus, Children& children, Changed changed)
    : loop_(loop), bus_(bus), children_(children), changed_(std::move(changed)) {
    if (bus_ != nullptr) {
        ask_portal();
    } else {
        ask_programs();
    }
}

void Look::ask_portal() {
    bus_->listen(portal_service, settings_interface, [this](const BusSignal& signal) {
        if (signal.name != "SettingChanged" || signal.values.size() < 3) return;
        const auto* space = signal.values[0].as<std::string>();
        const auto* key = signal.values[1].as<std::string>();
        if (space != nullptr && key != nullptr) take(*space, *key, signal.values[2]);
    });
    bus_->call({.service = portal_service,
                .path = "/org/freedesktop/portal/desktop",
                .interface = settings_interface,
                .method = "Read",
                .arguments = {{std::string(appearance)}, {std::string("color-scheme")}}},
               [this](const BusReply& reply) {
                   if (!reply.ok || reply.values.empty()) {
                       ask_programs();
                       return;
                   }
                   has_portal_ = true;
                   take(appearance, "color-scheme", reply.values.front());
                   ask(appearance, "contrast");
                   ask(appearance, "reduced-motion");
                   ask(gnome, "enable-animations");
               });
}

void Look::ask(const std::string& space, const std::string& key) {
    bus_->call({.service = portal_service,
                .path = "/org/freedesktop/portal/desktop",
                .interface = settings_interface,
                .method = "Read",
                .arguments = {{space}, {key}}},
               [this, space, key](const BusReply& reply) {
                   if (reply.ok && !reply.values.empty()) take(space, key, reply.values.front());
               });
}

void Look::take(const std::string& space, const std::string& key, const BusValue& value) {
    const auto* number = value.as<std::uint32_t>();
    const auto* flag = value.as<bool>();
    if (space == appearance && number != nullptr) {
        if (key == "color-scheme") look_.scheme = color_scheme_of_portal(*number);
        if (key == "contrast")
            look_.contrast = *number == 1 ? ui::ContrastWish::High : ui::ContrastWish::Normal;
        if (key == "reduced-motion")
            look_.motion = *number == 1 ? ui::MotionWish::Reduced : ui::MotionWish::Full;
    }
    if (space == gnome && key == "enable-animations" && flag != nullptr) {
        look_.motion = *flag ? ui::MotionWish::Full : ui::MotionWish::Reduced;
    }
    tell();
}

void Look::tell() {
    if (look_ == told_) return;
    told_ = look_;
    changed_(look_);
}

void Look::ask_programs() {
    const char* theme = std::getenv("GTK_THEME");
    asked_ = {};
    if (theme != nullptr) asked_.scheme = color_scheme_of_theme(theme);
    asking_ = true;
    ask_next(0);
}

void Look::ask_next(std::size_t key) {
    if (key == gsettings_keys.size() || find_program("gsettings").empty()) {
        asking_ = false;
        look_ = asked_;
        tell();
        return;
    }
    children_.start({.command = {"gsettings", "get", gnome, gsettings_keys[key]},
                     .input = {},
                     .patience = std::chrono::seconds(5)},
                    [this, key](const ChildResult& result) {
                        const bool said = result.exited && result.status == 0;
                        if (said) take_gsetting(asked_, gsettings_keys[key], result.output);
                        // One that has no such schema has none of the keys.
                        ask_next(said || key == 0 ? key + 1 : gsettings_keys.size());
                    });
}

void Look::look_again() {
    if (has_portal_ || asking_ || std::exchange(pausing_, true)) return;
    loop_.after(pause_between, [this] { pausing_ = false; });
    ask_programs();
}

}  // namespace crosstalk::app
