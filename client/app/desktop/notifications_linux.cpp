#include "client/app/desktop/notifications_linux.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "client/app/desktop/notification_text.hpp"
#include "client/app/icon.hpp"

namespace crosstalk::app {

namespace {

constexpr const char* service_name = "org.freedesktop.Notifications";
constexpr const char* service_path = "/org/freedesktop/Notifications";
constexpr std::size_t longest_title = 160;
constexpr std::size_t longest_body = 600;
constexpr int icon_side = 64;
constexpr std::size_t most_shown = 64;

BusCall call_of(std::string method, BusList arguments) {
    return {.service = service_name,
            .path = service_path,
            .interface = service_name,
            .method = std::move(method),
            .arguments = std::move(arguments)};
}

// (iiibiiay): width, height, bytes per row, alpha, bits, channels, pixels.
BusValue picture(const IconPixels& icon) {
    std::string bytes;
    for (const std::uint32_t pixel : icon.pixels) {
        for (unsigned shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>(pixel >> shift & 0xFFU);
    }
    const std::int32_t side = icon.side;
    return {BusStruct{
        {{side}, {side}, {side * 4}, {true}, {std::int32_t{8}}, {std::int32_t{4}}, {BusBytes{bytes}}}}};
}

}  // namespace

NotificationService notification_service(const std::vector<std::string>& capabilities) {
    const auto can = [&](std::string_view what) {
        return std::ranges::find(capabilities, what) != capabilities.end();
    };
    return {.markup = can("body-markup"), .actions = can("actions"), .body = can("body")};
}

BusList notify_arguments(const ui::NotifyDesktop& notification, const NotificationService& service,
                         std::uint32_t replaced) {
    std::string title = one_line(notification.title, longest_title);
    std::string body = short_text(notification.body, longest_body);
    if (!service.body) title = one_line(title + ": " + body, longest_title);
    if (service.markup) body = escaped_for_markup(body);
    const auto urgency = static_cast<std::uint8_t>(notification.urgency);
    BusDictionary hints{{"urgency", {urgency}},
                        {"category", {std::string("im.received")}},
                        {"desktop-entry", {std::string("crosstalk")}},
                        {"suppress-sound", {true}},  // the product has its own
                        {"image-data", picture(draw_icon(icon_side, {}))}};
    const BusTexts actions = service.actions ? BusTexts{"default", "Open"} : BusTexts{};
    return {{std::string("Crosstalk")}, {replaced}, {std::string()},    {std::move(title)},
            {std::move(body)},          {actions},  {std::move(hints)}, {std::int32_t{-1}}};
}

std::vector<std::string> notify_send_command(const ui::NotifyDesktop& notification) {
    constexpr std::array<const char*, 3> levels{"low", "normal", "critical"};
    return {"notify-send",
            "--app-name=Crosstalk",
            std::string("--urgency=") + levels[static_cast<std::size_t>(notification.urgency)],
            "--category=im.received",
            "--",
            one_line(notification.title, longest_title),
            escaped_for_markup(short_text(notification.body, longest_body))};
}

Notifications::Notifications(Bus* bus, Children& children, Clicked clicked)
    : bus_(bus), children_(children), clicked_(std::move(clicked)) {}

void Notifications::ask_what_it_can() {
    if (std::exchange(asked_, true)) return;
    bus_->listen(service_name, service_name, [this](const BusSignal& signal) { hear(signal); });
    bus_->call(call_of("GetCapabilities", {}), [this](const BusReply& reply) {
        answered_ = true;
        const auto* said = reply.values.empty() ? nullptr : reply.values.front().as<BusTexts>();
        if (reply.ok && said != nullptr) service_ = notification_service(*said);
        for (const ui::NotifyDesktop& each : std::exchange(waiting_, {}))
            send(each);
    });
}

void Notifications::notify(ui::NotifyDesktop notification) {
    if (bus_ == nullptr) {
        children_.start(
            {.command = notify_send_command(notification), .input = {}, .patience = std::chrono::seconds(10)},
            {});
        return;
    }
    ask_what_it_can();
    if (answered_) {
        send(notification);
        return;
    }
    std::erase_if(waiting_, [&](const ui::NotifyDesktop& each) { return each.id == notification.id; });
    waiting_.push_back(std::move(notification));
}

void Notifications::send(const ui::NotifyDesktop& notification) {
    // A service that never says what it closed must not make us grow.
    if (shown_.size() >= most_shown && !shown_.contains(notification.id)) shown_.erase(shown_.begin());
    Shown& shown = shown_[notification.id];
    shown.withdrawn = false;
    bus_->call(call_of("Notify", notify_arguments(notification, service_, shown.number)),
               [this, notification](const BusReply& reply) { sent(notification.id, notification, reply); });
}

void Notifications::sent(ui::NotificationId id, const ui::NotifyDesktop& notification,
                         const BusReply& reply) {
    const auto found = shown_.find(id);
    const auto* number = reply.values.empty() ? nullptr : reply.values.front().as<std::uint32_t>();
    if (!reply.ok || number == nullptr) {
        // Nobody serves: the program may know another way.
        if (found != shown_.end() && !found->second.withdrawn && !reply.error.empty()) {
            children_.start({.command = notify_send_command(notification),
                             .input = {},
                             .patience = std::chrono::seconds(10)},
                            {});
        }
        shown_.erase(id);
        return;
    }
    if (found == shown_.end()) return;
    found->second.number = *number;
    if (!found->second.withdrawn) return;
    shown_.erase(found);
    close(*number);
}

void Notifications::close(std::uint32_t number) {
    bus_->call(call_of("CloseNotification", {{number}}), [](const BusReply&) {});
}

void Notifications::withdraw(ui::NotificationId id) {
    std::erase_if(waiting_, [&](const ui::NotifyDesktop& each) { return each.id == id; });
    const auto found = shown_.find(id);
    if (found == shown_.end()) return;
    if (found->second.number == 0) {
        found->second.withdrawn = true;
        return;
    }
    const std::uint32_t number = found->second.number;
    shown_.erase(found);
    close(number);
}

void Notifications::hear(const BusSignal& signal) {
    const auto* number = signal.values.empty() ? nullptr : signal.values.front().as<std::uint32_t>();
    if (number == nullptr) return;
    // Others' notifications are announced here as well.
    const auto found = std::ranges::find_if(
        shown_, [&](const auto& each) { return each.second.number == *number && *number != 0; });
    if (found == shown_.end()) return;
    const ui::NotificationId id = found->first;
    if (signal.name == "NotificationClosed") shown_.erase(found);
    if (signal.name == "ActionInvoked") clicked_(id);
}

}  // namespace crosstalk::app
