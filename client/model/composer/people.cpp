#include <algorithm>

#include "client/model/composer/commands.hpp"
#include "net/text/names.hpp"

namespace crosstalk::model {

namespace {

using Why = BadLine::Why;

Step who(const Scene& scene) {
    return scene.with_user([](const net::UserRef& user) { return ask(net::Person{user.id}); });
}

Step set_status(const Scene& scene) {
    return scene.with_profile([&](net::SetProfile profile) {
        profile.card.status = scene.typed.text;
        return perform(std::move(profile));
    });
}

Step set_bio(const Scene& scene) {
    return scene.with_profile([&](net::SetProfile profile) {
        profile.bio = scene.typed.text;
        return perform(std::move(profile));
    });
}

Step set_colour(const Scene& scene) {
    return scene.with_profile([&](net::SetProfile profile) {
        profile.card.colour = scene.typed.number.value_or(0);
        return perform(std::move(profile));
    });
}

template <net::PresenceState State>
Step set_presence(const Scene&) {
    return tell(SetPresence{State});
}

Step ignore(const Scene& scene) {
    return scene.with_user([&](const net::UserRef& user) -> Step {
        if (user.id == scene.model.me().id) return bad(Why::NoSuchUser, "This is you. Name somebody else.");
        return tell(Ignore{user});
    });
}

Step unignore(const Scene& scene) {
    std::string_view typed = scene.typed.user;
    if (typed.starts_with('@')) typed.remove_prefix(1);
    const std::string key = text::name_key(typed);
    const auto& ignored = scene.model.ignored();
    const auto found = std::ranges::find_if(ignored, [&](const auto& entry) {
        return text::name_key(entry.second.name) == key || entry.first.value == typed_number(typed);
    });
    if (found == ignored.end()) {
        return bad(Why::NoSuchUser, "You ignore nobody of this name. /ignored lists whom you ignore.");
    }
    return tell(Unignore{found->first});
}

Step devices(const Scene& scene) {
    if (scene.typed.user.empty()) return ask(net::Devices{});
    return scene.with_user([](const net::UserRef& user) { return ask(net::Devices{user.id}); });
}

constexpr auto group = CommandGroup::People;

constexpr std::array rows{
    CommandRow{{"members", {}, "show who is in this room", "/members", group},
               [](const Scene& scene) -> Step { return Deed{ShowMembers{scene.room.id}}; }},
    CommandRow{{"who", {needed(ArgumentKind::User)}, "show what is known of somebody", "/who bob", group},
               who},
    CommandRow{{"me-info", {}, "show what others see of you", "/me-info", group},
               [](const Scene& scene) -> Step { return ask(net::Person{scene.model.me().id}); }},
    CommandRow{{"nick",
                {needed(ArgumentKind::NewName)},
                "take another name; you stay the same person",
                "/nick Ada",
                group},
               [](const Scene& scene) -> Step {
                   return perform(net::Rename{.name = scene.typed.text, .name_key = {}});
               }},
    CommandRow{{"status",
                {maybe(ArgumentKind::Status)},
                "say in a few words what you do; without a text it is removed",
                "/status in the kitchen",
                group},
               set_status},
    CommandRow{{"bio",
                {maybe(ArgumentKind::Bio)},
                "say something about you; without a text it is removed",
                "/bio I bring the cables.",
                group},
               set_bio},
    CommandRow{{"colour",
                {maybe(ArgumentKind::Colour)},
                "choose the colour of your name; without one it is removed",
                "/colour #33aaff",
                group},
               set_colour},
    CommandRow{{"online", {}, "be seen as online again", "/online", group},
               set_presence<net::PresenceState::Online>},
    CommandRow{{"away", {}, "be seen as away", "/away", group}, set_presence<net::PresenceState::Away>},
    CommandRow{{"busy", {}, "be seen as busy", "/busy", group}, set_presence<net::PresenceState::Busy>},
    CommandRow{{"invisible", {}, "be seen as offline", "/invisible", group},
               set_presence<net::PresenceState::Offline>},
    CommandRow{{"ignore",
                {needed(ArgumentKind::User)},
                "hide what somebody writes, on this machine only",
                "/ignore bob",
                group},
               ignore},
    CommandRow{
        {"unignore", {needed(ArgumentKind::User)}, "show what somebody writes again", "/unignore bob", group},
        unignore},
    CommandRow{{"ignored", {}, "list whom you ignore", "/ignored", group},
               [](const Scene&) -> Step { return Deed{ShowIgnored{}}; }},
    CommandRow{{"devices",
                {maybe(ArgumentKind::User)},
                "list your devices; admins of the server see those of others",
                "/devices",
                group},
               devices},
    CommandRow{{"link-device", {}, "make a code that lets one more device in as you", "/link-device", group},
               [](const Scene&) -> Step { return ask(net::MakeCode{}); }},
    CommandRow{
        {"unlink", {needed(ArgumentKind::Device)}, "shut a device out for good", "/unlink 4096", group},
        [](const Scene& scene) -> Step { return perform(net::RemoveDevice{net::DeviceId{scene.typed.id}}); }},
};

}  // namespace

std::span<const CommandRow> people_commands() {
    return rows;
}

}  // namespace crosstalk::model
