#include "client/app/desktop/bus_linux.hpp"

#include <gtest/gtest.h>

#include "client/app/desktop/notifications_linux.hpp"
#include "tests/desktop/fake_services.hpp"
#include "tests/desktop/machine.hpp"

namespace crosstalk::app {
namespace {

using twin::FakeServices;
using twin::Machine;

constexpr const char* portal = "org.freedesktop.portal.Desktop";
constexpr const char* notifications = "org.freedesktop.Notifications";

// Every text of a message, of whatever depth, in order, with a line end after each.
void gather(DBusMessageIter& from, std::string& texts) {
    for (; dbus_message_iter_get_arg_type(&from) != DBUS_TYPE_INVALID; dbus_message_iter_next(&from)) {
        const int type = dbus_message_iter_get_arg_type(&from);
        if (type == DBUS_TYPE_STRING) {
            const char* text = nullptr;
            dbus_message_iter_get_basic(&from, &text);
            texts += std::string(text) + "\n";
        } else if (dbus_type_is_container(type) != 0) {
            DBusMessageIter inner;
            dbus_message_iter_recurse(&from, &inner);
            gather(inner, texts);
        }
    }
}
std::string texts_of(DBusMessage* message) {
    std::string texts;
    DBusMessageIter from;
    if (dbus_message_iter_init(message, &from) != 0) gather(from, texts);
    return texts;
}

DBusMessage* signal_of(const char* interface, const char* path, const char* name) {
    return dbus_message_new_signal(path, interface, name);
}

// A notification service as desktops have; what it is asked stands in `asked`.
struct NotificationTwin {
    std::mutex mutex;
    std::vector<std::string> asked;
    std::vector<std::uint32_t> closed;
    std::vector<std::uint32_t> replaced;
    std::vector<std::string> signatures;
    std::uint32_t last = 40;
    bool clicks = false;

    std::map<std::string, FakeServices::Answer> methods(std::vector<const char*> capabilities) {
        return {{"GetCapabilities",
                 [capabilities](DBusConnection* bus, DBusMessage* call) {
                     DBusMessage* reply = twin::reply_to(call);
                     const char* const* list = capabilities.data();
                     dbus_message_append_args(reply, DBUS_TYPE_ARRAY, DBUS_TYPE_STRING, &list,
                                              static_cast<int>(capabilities.size()), DBUS_TYPE_INVALID);
                     twin::send(bus, reply);
                 }},
                {"Notify",
                 [this](DBusConnection* bus, DBusMessage* call) {
                     const std::lock_guard lock(mutex);
                     asked.push_back(texts_of(call));
                     signatures.emplace_back(dbus_message_get_signature(call));
                     const char* name = nullptr;
                     std::uint32_t old = 0;
                     dbus_message_get_args(call, nullptr, DBUS_TYPE_STRING, &name, DBUS_TYPE_UINT32, &old,
                                           DBUS_TYPE_INVALID);
                     replaced.push_back(old);
                     const std::uint32_t number = old != 0 ? old : ++last;
                     DBusMessage* reply = twin::reply_to(call);
                     dbus_message_append_args(reply, DBUS_TYPE_UINT32, &number, DBUS_TYPE_INVALID);
                     twin::send(bus, reply);
                     if (!clicks) return;
                     for (const std::uint32_t each : {number + 1000, number}) {  // first somebody else's
                         DBusMessage* clicked =
                             signal_of(notifications, "/org/freedesktop/Notifications", "ActionInvoked");
                         const char* action = "default";
                         dbus_message_append_args(clicked, DBUS_TYPE_UINT32, &each, DBUS_TYPE_STRING, &action,
                                                  DBUS_TYPE_INVALID);
                         twin::send(bus, clicked);
                     }
                 }},
                {"CloseNotification", [this](DBusConnection* bus, DBusMessage* call) {
                     const std::lock_guard lock(mutex);
                     std::uint32_t number = 0;
                     dbus_message_get_args(call, nullptr, DBUS_TYPE_UINT32, &number, DBUS_TYPE_INVALID);
                     closed.push_back(number);
                     twin::answer_nothing(bus, call);
                 }}};
    }
};

TEST(NotificationsOnTheBus, markup_is_escaped_only_for_services_that_read_it) {
    for (const bool reads_markup : {true, false}) {
        Machine machine;
        NotificationTwin service;
        std::vector<const char*> capabilities{"body", "actions"};
        if (reads_markup) capabilities.push_back("body-markup");
        FakeServices services(machine, {notifications}, service.methods(capabilities));
        if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
        twin::Told told;
        const auto desktop = make_desktop({}, told.inbox());
        desktop->notify({.id = {1}, .title = "alice", .body = "<b>1 < 2</b>"});
        ASSERT_TRUE(services.wait_for("Notify"));
        const std::string body = reads_markup ? "&lt;b&gt;1 &lt; 2&lt;/b&gt;" : "<b>1 < 2</b>";
        EXPECT_NE(service.asked.at(0).find("Crosstalk\n\nalice\n" + body + "\ndefault\nOpen\n"),
                  std::string::npos)
            << service.asked.at(0);
        EXPECT_EQ(service.signatures.at(0), "susssasa{sv}i");
    }
}

TEST(NotificationsOnTheBus, a_click_comes_back_with_the_id_that_was_given) {
    Machine machine;
    NotificationTwin service;
    service.clicks = true;
    FakeServices services(machine, {notifications}, service.methods({"body", "actions"}));
    if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->notify({.id = {77}, .title = "t", .body = "b"});
    const auto clicked = told.next<ui::NotificationClicked>();
    ASSERT_TRUE(clicked);
    EXPECT_EQ(clicked->id, ui::NotificationId{77});
}

TEST(NotificationsOnTheBus, a_newer_one_takes_the_place_of_the_older_and_withdrawing_closes_it) {
    Machine machine;
    NotificationTwin service;
    FakeServices services(machine, {notifications}, service.methods({"body"}));
    if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->notify({.id = {5}, .title = "one"});
    ASSERT_TRUE(services.wait_for("Notify", 1));
    desktop->notify({.id = {6}, .title = "another"});
    ASSERT_TRUE(services.wait_for("Notify", 2));
    desktop->notify({.id = {5}, .title = "one, newer"});
    ASSERT_TRUE(services.wait_for("Notify", 3));
    EXPECT_EQ(service.replaced, (std::vector<std::uint32_t>{0, 0, 41}));
    desktop->withdraw({{5}});
    ASSERT_TRUE(services.wait_for("CloseNotification"));
    EXPECT_EQ(service.closed, std::vector<std::uint32_t>{41});
}

TEST(NotificationsOnTheBus, one_that_is_withdrawn_at_once_does_not_stay) {
    Machine machine;
    NotificationTwin service;
    FakeServices services(machine, {notifications}, service.methods({"body"}));
    if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->notify({.id = {9}, .title = "first"});
    ASSERT_TRUE(services.wait_for("Notify"));
    desktop->notify({.id = {1}, .title = "soon gone"});
    desktop->withdraw({{1}});
    ASSERT_TRUE(services.wait_for("CloseNotification"));
    EXPECT_EQ(service.closed, std::vector<std::uint32_t>{42});
}

TEST(NotificationsOnTheBus, without_a_service_the_program_is_tried_and_then_nothing_happens) {
    Machine machine;
    machine.install("notify-send", "exit 1");
    FakeServices services(machine, {}, {});
    if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->notify({.id = {1}, .title = "t", .body = "b"});
    desktop->pick_files({.id = {3}});
    machine.install("zenity", "exit 1");
    EXPECT_TRUE(told.next<ui::FilesPicked>());
}

// --- portals

void append_look(DBusMessage* to, std::uint32_t value, int depth) {
    DBusMessageIter arguments;
    dbus_message_iter_init_append(to, &arguments);
    DBusMessageIter outer;
    DBusMessageIter inner;
    dbus_message_iter_open_container(&arguments, DBUS_TYPE_VARIANT, depth == 2 ? "v" : "u", &outer);
    if (depth == 2) {
        dbus_message_iter_open_container(&outer, DBUS_TYPE_VARIANT, "u", &inner);
        dbus_message_iter_append_basic(&inner, DBUS_TYPE_UINT32, &value);
        dbus_message_iter_close_container(&outer, &inner);
    } else {
        dbus_message_iter_append_basic(&outer, DBUS_TYPE_UINT32, &value);
    }
    dbus_message_iter_close_container(&arguments, &outer);
}

TEST(LookOnTheBus, the_portal_tells_the_look_and_its_changes) {
    Machine machine;
    machine.install("gsettings", "echo \"'prefer-light'\"");
    FakeServices services(
        machine, {portal},
        {{"Read", [](DBusConnection* bus, DBusMessage* call) {
              const std::string asked = texts_of(call);
              if (asked == "org.gnome.desktop.interface\nenable-animations\n") {
                  twin::send(bus, dbus_message_new_error(call, DBUS_ERROR_FAILED, "no such key"));
                  return;
              }
              DBusMessage* reply = twin::reply_to(call);
              append_look(reply, 1, 2);
              twin::send(bus, reply);
              if (asked != "org.freedesktop.appearance\nreduced-motion\n") return;
              DBusMessage* changed = signal_of("org.freedesktop.portal.Settings",
                                               "/org/freedesktop/portal/desktop", "SettingChanged");
              const char* space = "org.freedesktop.appearance";
              const char* key = "color-scheme";
              dbus_message_append_args(changed, DBUS_TYPE_STRING, &space, DBUS_TYPE_STRING, &key,
                                       DBUS_TYPE_INVALID);
              append_look(changed, 2, 1);
              twin::send(bus, changed);
          }}});
    if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    EXPECT_EQ(told.next<ui::SystemLookChanged>()->look, (ui::SystemLook{.scheme = ui::ColorScheme::Dark}));
    ui::SystemLook last;
    const ui::SystemLook expected{ui::ColorScheme::Light, ui::MotionWish::Reduced, ui::ContrastWish::High};
    while (last != expected) {
        const auto changed = told.next<ui::SystemLookChanged>();
        ASSERT_TRUE(changed);
        last = changed->look;
    }
}

// A portal whose dialog ends with `response` and these addresses.
std::map<std::string, FakeServices::Answer> file_portal(std::uint32_t response, std::vector<const char*> uris,
                                                        std::string* asked) {
    const auto answer = [response, uris, asked](DBusConnection* bus, DBusMessage* call) {
        if (asked != nullptr) *asked = texts_of(call);
        const char* handle = "/org/freedesktop/portal/desktop/request/1_2/own";
        DBusMessage* reply = twin::reply_to(call);
        dbus_message_append_args(reply, DBUS_TYPE_OBJECT_PATH, &handle, DBUS_TYPE_INVALID);
        twin::send(bus, reply);
        DBusMessage* ended = signal_of("org.freedesktop.portal.Request", handle, "Response");
        DBusMessageIter to;
        DBusMessageIter results;
        DBusMessageIter entry;
        DBusMessageIter variant;
        DBusMessageIter list;
        dbus_message_iter_init_append(ended, &to);
        dbus_message_iter_append_basic(&to, DBUS_TYPE_UINT32, &response);
        dbus_message_iter_open_container(&to, DBUS_TYPE_ARRAY, "{sv}", &results);
        dbus_message_iter_open_container(&results, DBUS_TYPE_DICT_ENTRY, nullptr, &entry);
        const char* key = "uris";
        dbus_message_iter_append_basic(&entry, DBUS_TYPE_STRING, &key);
        dbus_message_iter_open_container(&entry, DBUS_TYPE_VARIANT, "as", &variant);
        dbus_message_iter_open_container(&variant, DBUS_TYPE_ARRAY, "s", &list);
        for (const char* uri : uris)
            dbus_message_iter_append_basic(&list, DBUS_TYPE_STRING, &uri);
        dbus_message_iter_close_container(&variant, &list);
        dbus_message_iter_close_container(&entry, &variant);
        dbus_message_iter_close_container(&results, &entry);
        dbus_message_iter_close_container(&to, &results);
        twin::send(bus, ended);
    };
    return {{"OpenFile", answer}, {"SaveFile", answer}};
}

TEST(FileDialogOnTheBus, the_portal_comes_before_programs_and_its_addresses_become_paths) {
    Machine machine;
    machine.install("zenity", "echo /from/zenity");
    std::string asked;
    FakeServices services(
        machine, {portal},
        file_portal(0, {"file:///a%20b/%E2%82%AC", "http://elsewhere/x", "file:///c"}, &asked));
    if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
    twin::Told told;
    const auto desktop = make_desktop({DisplayServer::X11, 0xABC}, told.inbox());
    desktop->pick_files({.id = {4},
                         .mode = ui::PickMode::SeveralFiles,
                         .title = "Send \xE2\x82\xAC",
                         .folder = "/home",
                         .name = {}});
    const auto picked = told.next<ui::FilesPicked>();
    ASSERT_TRUE(picked);
    EXPECT_EQ(picked->id, ui::PickId{4});
    EXPECT_EQ(picked->paths, (std::vector<std::filesystem::path>{"/a b/\xE2\x82\xAC", "/c"}));
    EXPECT_TRUE(asked.starts_with("x11:abc\nSend \xE2\x82\xAC\n")) << asked;
}

TEST(FileDialogOnTheBus, cancelling_picks_nothing_and_a_broken_portal_gives_way_to_a_program) {
    for (const std::uint32_t response : {1U, 2U}) {
        Machine machine;
        machine.install("zenity", "echo /from/zenity");
        FakeServices services(machine, {portal}, file_portal(response, {}, nullptr));
        if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
        twin::Told told;
        const auto desktop = make_desktop({}, told.inbox());
        desktop->pick_files(
            {.id = {4}, .mode = ui::PickMode::SaveAs, .title = "t", .folder = {}, .name = "n"});
        const auto picked = told.next<ui::FilesPicked>();
        ASSERT_TRUE(picked);
        EXPECT_EQ(picked->outcome, response == 1 ? ui::PickOutcome::Cancelled : ui::PickOutcome::Picked);
    }
}

TEST(FileDialogOnTheBus, a_text_that_the_bus_cannot_carry_still_gets_an_answer) {
    Machine machine;
    machine.install("zenity", "exit 1");
    FakeServices services(machine, {portal}, file_portal(0, {"file:///a"}, nullptr));
    if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->pick_files(
        {.id = {4}, .mode = ui::PickMode::OneFile, .title = "\xFF\xFE", .folder = {}, .name = {}});
    EXPECT_EQ(told.next<ui::FilesPicked>()->outcome, ui::PickOutcome::Cancelled);
}

TEST(FileManagerOnTheBus, a_file_is_shown_selected) {
    Machine machine;
    std::string asked;
    FakeServices services(machine, {"org.freedesktop.FileManager1"},
                          {{"ShowItems", [&asked](DBusConnection* bus, DBusMessage* call) {
                                asked = texts_of(call);
                                twin::answer_nothing(bus, call);
                            }}});
    if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->show_in_folder({"/tmp/a b.png"});
    ASSERT_TRUE(services.wait_for("ShowItems"));
    EXPECT_EQ(asked, "file:///tmp/a%20b.png\n\n");
}

TEST(Bus, when_it_ends_every_question_is_answered) {
    Machine machine;
    FakeServices services(machine, {portal}, {{"OpenFile", [](DBusConnection*, DBusMessage*) {}}});
    if (!services.running()) GTEST_SKIP() << "dbus-daemon is not installed";
    machine.install("zenity", "exit 1");
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->pick_files({.id = {8}, .mode = ui::PickMode::OneFile, .title = "t", .folder = {}, .name = {}});
    ASSERT_TRUE(services.wait_for("OpenFile"));
    services.end_bus();
    EXPECT_EQ(told.next<ui::FilesPicked>()->id, ui::PickId{8});
    desktop->notify({.id = {1}, .title = "nobody hears"});
    desktop->pick_files({.id = {9}, .mode = ui::PickMode::OneFile, .title = "t", .folder = {}, .name = {}});
    EXPECT_EQ(told.next<ui::FilesPicked>()->id, ui::PickId{9});
}

TEST(Bus, an_address_where_nobody_listens_is_as_no_bus) {
    Machine machine(Machine::Path::Alone);
    for (const char* address :
         {"unix:path=/nowhere/bus", "autolaunch:", "tcp:host=localhost,port=1", "nonsense", ""}) {
        machine.environment().set("DBUS_SESSION_BUS_ADDRESS", address);
        WorkLoop loop;
        EXPECT_EQ(Bus::connect(loop), nullptr) << address;
    }
}

TEST(BusSignature, is_written_as_the_specification_does) {
    EXPECT_EQ(bus_signature({std::string()}), "s");
    EXPECT_EQ(bus_signature({BusDictionary{}}), "a{sv}");
    EXPECT_EQ(bus_signature({BusStruct{{{std::int32_t{1}}, {true}, {BusBytes{}}}}}), "(ibay)");
}

}  // namespace
}  // namespace crosstalk::app
