#include "server/runtime/dismissal.hpp"

namespace crosstalk::server {

namespace {

std::string count(std::int64_t number, const char* unit) {
    return std::to_string(number) + " " + unit + (number == 1 ? "" : "s");
}

// "for 3 more hours", rounded up.
std::string how_long(net::Timestamp until, net::Timestamp now) {
    if (until == net::for_good) return "for good";
    const std::int64_t minutes = ((until - now).value + 59'999) / 60'000;
    if (minutes < 120) return "for " + count(minutes, "minute");
    if (minutes < 48 * 60) return "for " + count((minutes + 59) / 60, "hour");
    return "for " + count((minutes + 24 * 60 - 1) / (24 * 60), "day");
}

net::Milliseconds left(net::Timestamp until, net::Timestamp now) {
    return until == net::for_good ? net::Milliseconds{} : until - now;
}

std::string by_whom(const net::UserRef& by) {
    return by.name.empty() ? "the server" : by.name;
}

std::string because(const std::string& reason) {
    return reason.empty() ? "." : ": " + reason;
}

}  // namespace

std::string_view in_log(const Dismissal& dismissal) {
    switch (dismissal.code) {
        case net::ErrorCode::None:
            return "sent away by somebody who keeps order";
        case net::ErrorCode::BadFrame:
            return "it did not keep to the protocol";
        case net::ErrorCode::Version:
            return "there is no version that both speak";
        case net::ErrorCode::Passkey:
            return "wrong passkey or invite";
        case net::ErrorCode::TooManyGuesses:
            return "too many guesses from its address";
        case net::ErrorCode::Banned:
            return "banned, or its device was removed";
        case net::ErrorCode::Full:
            return "a limit is reached";
        case net::ErrorCode::NotFound:
            return "there is no such chat session";
        case net::ErrorCode::Timeout:
            return "nothing was heard from it in time";
        default:
            return "refused";
    }
}

Dismissal banned(const hub::State& state, const hub::BanRow& ban, net::Timestamp now) {
    return {.code = net::ErrorCode::Banned,
            .text = "You are banned from this server " + how_long(ban.until, now) + ", by " +
                    by_whom(state.ref(ban.by)) + because(ban.reason),
            .retry_after = left(ban.until, now)};
}

Dismissal address_banned(const hub::BanRow& ban, net::Timestamp now) {
    return {.code = net::ErrorCode::Banned,
            .text = "Nobody new may come in from your address " + how_long(ban.until, now) +
                    ". Ask the people who run the server.",
            .retry_after = left(ban.until, now)};
}

Dismissal device_removed() {
    return {
        .code = net::ErrorCode::Banned,
        .text =
            "This device was removed from its account and cannot come in again. Join with another profile, "
            "and a device code if you want your account there.",
        .retry_after = {}};
}

Dismissal no_such_chat() {
    return {
        .code = net::ErrorCode::NotFound,
        .text =
            "Files are moved beside a chat of the same device, and this server has no such chat. Connect to "
            "it first.",
        .retry_after = {}};
}

Dismissal ended(const hub::EndedSessions& ended, net::Timestamp now) {
    switch (ended.why) {
        case hub::WhyEnded::Kicked:
            return {
                .code = net::ErrorCode::None,
                .text = "You were sent away from this server by " + by_whom(ended.by) +
                        (ended.reason.empty() ? ". You may come back." : ". You may come back. Reason: ") +
                        ended.reason,
                .retry_after = {}};
        case hub::WhyEnded::Banned:
            return {.code = net::ErrorCode::Banned,
                    .text = "You were banned from this server " + how_long(ended.until, now) + ", by " +
                            by_whom(ended.by) + because(ended.reason),
                    .retry_after = left(ended.until, now)};
        case hub::WhyEnded::DeviceRemoved:
            break;
    }
    return device_removed();
}

}  // namespace crosstalk::server
