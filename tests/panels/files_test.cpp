// Files in the window: cards and pictures of messages, sending, the panel of transfers, the viewer. Some pictures are kept
// in the test's folder for looking at.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>

#include "tests/model/worlds.hpp"
#include "tests/panels/dialog_hands.hpp"
#include "tests/panels/whole_window.hpp"
#include "tests/ui/picture_twin.hpp"
#include "ui/panels/conversation.hpp"
#include "ui/panels/dialogs/long_paste.hpp"
#include "ui/panels/dialogs/send_files.hpp"
#include "ui/panels/file_errands.hpp"
#include "ui/panels/file_saver.hpp"
#include "ui/panels/room_files.hpp"
#include "ui/panels/transfers_panel.hpp"
#include "ui/panels/viewer.hpp"

namespace crosstalk::ui {
namespace {

using twin::Gallery;
using twin::Hands;

net::File file(std::string name, std::uint64_t size = 84'200'000, std::uint32_t width = 0,
               std::uint32_t height = 0) {
    net::File made{.name = std::move(name), .size = size, .width = width, .height = height};
    made.hash[0] = static_cast<std::uint8_t>(size % 251 + 1);
    return made;
}

model::Transfer transfer(std::uint64_t id, model::TransferKind kind, model::TransferState state,
                         const net::File& of) {
    return {.id = {id},
            .kind = kind,
            .state = state,
            .room = net::lobby,
            .source = {.room = net::lobby, .message = net::MessageId{1004}, .index = 0, .picture_of = {}},
            .name = of.name,
            .size = of.size,
            .moved = of.size / 4};
}

model::Happened posted(const net::Message& message) {
    net::MessagePosted fact;
    fact.id = message.id;
    fact.author = message.author;
    fact.text = message.text;
    fact.files = message.files;
    return model::happened(net::lobby, message.sequence.value, fact);
}

// A conversation in which alice has sent files.
struct Talk {
    explicit Talk(std::vector<net::File> files, std::string text = "Here they are") : hands(900, 700) {
        hands.beneath = [this](const Scene& given) {
            Context context = given.context;
            context.pictures = &gallery;
            const Scene scene{context,        given.now,  given.model,   given.preferences, given.errands,
                              given.commands, given.here, given.outside, given.calls};
            const Box all{{0, 0}, {900, 700}};
            conversation.draw(scene, all, {}, *scene.room());
            wake_ms = context.needs.wake_ms;
        };
        net::Message message = model::message(4, std::move(text), model::alice);
        message.files = std::move(files);
        hands.stage.hear(posted(message));
        hands.settle();
    }
    template <typename Command>
    const Command* sent() const {
        return hands.stage.last_sent<Command>();
    }
    const OnFile* wish() const { return hands.shown<OnFile>(); }

    Gallery gallery;
    std::optional<std::int64_t> wake_ms;
    Conversation conversation;
    Hands hands;
};

TEST(FileCard, says_name_size_and_kind_and_saves_when_it_is_pressed) {
    Talk talk({file("attic-maps-v3.zip")});
    EXPECT_TRUE(talk.hands.says("84.2 MB, ZIP archive"));
    talk.hands.press("attic-maps-v3.zip");
    ASSERT_NE(talk.wish(), nullptr);
    EXPECT_EQ(talk.wish()->deed, FileDeed::Save);
    EXPECT_EQ(talk.wish()->source.message, net::MessageId{1004});
    EXPECT_EQ(talk.wish()->file.name, "attic-maps-v3.zip");
}

TEST(FileCard, shows_how_far_it_is_and_then_that_it_is_saved) {
    const net::File maps = file("attic-maps-v3.zip");
    Talk talk({maps});
    model::Transfer saving = transfer(7, model::TransferKind::Save, model::TransferState::Running, maps);
    saving.rate = 36'000'000;
    talk.hands.stage.hear(model::TransferChanged{saving});
    talk.hands.settle();
    EXPECT_TRUE(talk.hands.says("25 %, 36.0 MB/s"));
    saving.state = model::TransferState::Done;
    saving.path = "/home/me/attic-maps-v3.zip";
    talk.hands.stage.hear(model::TransferChanged{saving});
    talk.hands.settle();
    EXPECT_TRUE(talk.hands.says("Saved, 84.2 MB"));
    talk.hands.press("attic-maps-v3.zip");
    ASSERT_NE(talk.wish(), nullptr);
    EXPECT_EQ(talk.wish()->deed, FileDeed::Reveal) << "the card itself never opens a file";
    EXPECT_EQ(talk.wish()->transfer, model::TransferId{7});
}

TEST(FileCard, the_true_extension_is_read_however_long_the_name_is) {
    Talk talk({file(std::string(200, 'a') + ".png.exe")});
    const bool shows_end =
        std::ranges::any_of(talk.hands.stage.screen.writing(), [](const WrittenText& each) {
            return each.text.starts_with("aaa") && each.text.ends_with(".exe") &&
                   each.text.find("\u2026") != std::string::npos;
        });
    EXPECT_TRUE(shows_end);
    EXPECT_TRUE(talk.hands.says("EXE program"));
}

TEST(FilePicture, is_asked_for_only_while_it_is_in_sight_and_shows_why_it_is_broken) {
    Talk talk({file("harbour.png", 3'400'000, 2560, 1600)});
    EXPECT_EQ(std::ranges::count(talk.gallery.asked, "harbour.png") > 0, true);
    EXPECT_TRUE(talk.hands.says("harbour.png")) << "a placeholder has its name";
    talk.gallery.exhibits["harbour.png"] = {.state = PictureState::Broken,
                                            .fault = "This picture is broken."};
    talk.hands.settle();
    EXPECT_TRUE(talk.hands.says("This picture is broken."));
    talk.gallery.exhibits["harbour.png"] = {};
    talk.hands.settle();
    EXPECT_FALSE(talk.hands.says("This picture is broken."));
    for (std::uint64_t count = 5; count < 60; ++count)
        talk.hands.stage.hear(posted(model::message(count, "more", model::bob)));
    talk.hands.settle();
    talk.gallery.asked.clear();
    talk.hands.settle();
    EXPECT_TRUE(talk.gallery.asked.empty()) << "nobody sees it now";
}

TEST(FilePicture, an_animation_wakes_the_window_for_its_next_frame_and_never_with_reduced_motion) {
    Talk talk({file("cat.gif", 400'000, 64, 48)});
    talk.gallery.exhibits["cat.gif"] = {.moves = true};
    talk.hands.settle();
    EXPECT_EQ(talk.wake_ms, 50);
    ThemeChoice still;
    still.motion = MotionLevel::Reduced;
    talk.hands.stage.screen.set_theme(still);
    talk.hands.settle();
    EXPECT_EQ(talk.wake_ms, std::nullopt);
}

TEST(FilePicture, a_press_opens_the_viewer) {
    Talk talk({file("harbour.png", 3'400'000, 400, 300)});
    talk.hands.press("harbour.png");
    ASSERT_NE(talk.wish(), nullptr);
    EXPECT_EQ(talk.wish()->deed, FileDeed::View);
}

TEST(FileText, shows_its_first_lines_below_its_card) {
    Talk talk({file("notes.txt", 900)});
    talk.gallery.exhibits["notes.txt"] = {.text = "bring cables\nand <b>pizza</b> %s%n"};
    talk.hands.settle();
    EXPECT_TRUE(talk.hands.says("bring cables"));
    EXPECT_TRUE(talk.hands.says("and <b>pizza</b> %s%n"));
}

TEST(PendingFiles, show_their_progress_and_can_be_cancelled) {
    Talk talk({}, "hello");
    const net::File maps = file("attic-maps-v3.zip");
    talk.hands.stage.hear(model::Queued{"one", net::lobby, "", {1'700'000'000'000}, {}, {maps}});
    model::Transfer sending = transfer(3, model::TransferKind::Send, model::TransferState::Running, maps);
    sending.ref = "one";
    sending.rate = 12'000'000;
    talk.hands.stage.hear(model::TransferChanged{sending});
    talk.hands.settle();
    EXPECT_TRUE(talk.hands.says("25 %, 12.0 MB/s"));
    sending.state = model::TransferState::Failed;
    sending.reason = "No room there.";
    sending.can_retry = true;
    talk.hands.stage.hear(model::TransferChanged{sending});
    talk.hands.settle();
    EXPECT_TRUE(talk.hands.says("No room there."));
}

TEST(FilePicture, several_stand_side_by_side_with_cards) {
    Talk talk({file("harbour.png", 3'400'000, 640, 480), file("cat.gif", 400'000, 320, 480),
               file("attic-maps-v3.zip"), file("gone.jpg", 90'000, 800, 600), file("notes.txt", 900)});
    talk.gallery.exhibits["harbour.png"] = {.width = 220, .height = 165};
    talk.gallery.exhibits["cat.gif"] = {.width = 99, .height = 148};
    talk.gallery.exhibits["gone.jpg"] = {.state = PictureState::Broken, .fault = "This picture is broken."};
    talk.gallery.exhibits["notes.txt"] = {.text = "bring cables\nand pizza"};
    talk.hands.settle();
    EXPECT_TRUE(talk.hands.says("This picture is broken."));
    EXPECT_EQ(talk.hands.stage.screen.id_conflicts(), 0);
    talk.hands.stage.screen.save_png("attachments.png");
}

// --- sending

FilesSeen two_files() {
    return {.id = PickId{1},
            .files = {{.path = "/home/me/harbour.png",
                       .name = "harbour.png",
                       .size = 3'400'000,
                       .width = 2560,
                       .height = 1600},
                      {.path = "/home/me/maps.zip", .name = "maps.zip", .size = 84'200'000}}};
}

TEST(SendFiles, enter_sends_them_with_their_words) {
    Hands hands;
    hands.open<SendFilesDialog>(net::lobby, two_files());
    EXPECT_TRUE(hands.says("Send 2 files"));
    EXPECT_TRUE(hands.says("To #lobby. Everybody there can see and save it."));
    EXPECT_TRUE(hands.says("3.4 MB, PNG picture, 2560 x 1600"));
    hands.stage.screen.save_png("send-files.png");
    hands.type("Saturday");
    hands.key(ImGuiKey_Enter);
    const auto* say = hands.shown<SayFiles>();
    ASSERT_NE(say, nullptr);
    ASSERT_EQ(say->files.size(), 2U);
    EXPECT_EQ(say->files[0].path, "/home/me/harbour.png");
    EXPECT_EQ(say->files[0].width, 2560U);
    EXPECT_EQ(say->text, "Saturday");
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(SendFiles, esc_sends_nothing) {
    Hands hands;
    hands.open<SendFilesDialog>(net::lobby, two_files());
    hands.key(ImGuiKey_Escape);
    hands.key(ImGuiKey_Escape);
    EXPECT_TRUE(hands.dialogs.is_empty());
    EXPECT_EQ(hands.shown<SayFiles>(), nullptr);
}

TEST(SendFiles, what_is_over_the_servers_limit_says_so_before_and_is_not_sent) {
    Hands hands;
    FilesSeen seen = two_files();
    seen.files[1].size = static_cast<std::uint64_t>(hands.stage.model.limits().file_bytes) + 1;
    hands.open<SendFilesDialog>(net::lobby, seen);
    EXPECT_TRUE(hands.says("Too large: this server takes at most 2.1 GB a file."));
    hands.key(ImGuiKey_Enter);
    EXPECT_EQ(hands.shown<SayFiles>(), nullptr);
    seen.files[1].size -= 1;
    Hands other;
    other.open<SendFilesDialog>(net::lobby, seen);
    other.key(ImGuiKey_Enter);
    EXPECT_NE(other.shown<SayFiles>(), nullptr);
}

TEST(SendFiles, more_than_a_message_holds_are_left_out_and_it_says_so) {
    Hands hands;
    FilesSeen seen;
    for (std::size_t count = 0; count < net::max_files_per_message + 2; ++count)
        seen.files.push_back(
            {.path = "/home/me/" + std::to_string(count), .name = std::to_string(count), .size = 1});
    hands.open<SendFilesDialog>(net::lobby, seen);
    EXPECT_TRUE(hands.says("2 more are left out: a message holds at most 10 files."));
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.shown<SayFiles>(), nullptr);
    EXPECT_EQ(hands.shown<SayFiles>()->files.size(), net::max_files_per_message);
}

// A dialog over a gallery that makes smaller copies.
struct Sending {
    Sending() {
        hands.pictures = &gallery;
        seen = two_files();
        seen.files[0].can_be_smaller = true;
    }
    void open() { hands.open<SendFilesDialog>(net::lobby, seen); }
    void copy_is_there() {
        gallery.copies["/home/me/harbour.png"] = {.state = PictureState::Ready,
                                                  .path = "/profile/outgoing/1.jpg",
                                                  .extension = "jpg",
                                                  .size = 412'000,
                                                  .width = 1920,
                                                  .height = 1200};
        hands.settle();
    }
    Gallery gallery;
    FilesSeen seen;
    Hands hands;
};

constexpr const char* smaller_choice = "Send a smaller copy, at most 1920 x 1920";

TEST(SmallerCopy, is_offered_and_sent_only_when_it_is_chosen) {
    Sending sending;
    sending.open();
    sending.copy_is_there();
    EXPECT_TRUE(sending.hands.says("3.4 MB, PNG picture, 2560 x 1600"));
    sending.hands.press(smaller_choice);
    EXPECT_TRUE(sending.hands.says("412 KB instead of 3.4 MB, JPG picture, 1920 x 1200"));
    EXPECT_TRUE(sending.hands.says("harbour.jpg"));
    sending.hands.stage.screen.save_png("send-smaller.png");
    sending.hands.press("Send");
    const auto* say = sending.hands.shown<SayFiles>();
    ASSERT_NE(say, nullptr);
    EXPECT_EQ(say->files[0].path, "/profile/outgoing/1.jpg");
    EXPECT_EQ(say->files[0].name, "harbour.jpg");
    EXPECT_EQ(say->files[0].width, 1920U);
    EXPECT_EQ(say->files[0].height, 1200U);
    EXPECT_EQ(say->files[1].path, "/home/me/maps.zip");
}

TEST(SmallerCopy, is_off_at_first_and_what_was_chosen_is_remembered) {
    Sending sending;
    sending.open();
    sending.hands.press(smaller_choice);
    EXPECT_TRUE(sending.hands.stage.preferences.is_on(SettingId::SmallerCopies));
    sending.hands.dialogs.close_all();
    sending.open();
    EXPECT_TRUE(sending.hands.says("3.4 MB, the smaller copy is being made"));
    sending.hands.press(smaller_choice);
    EXPECT_FALSE(sending.hands.stage.preferences.is_on(SettingId::SmallerCopies));
    sending.hands.press("Send");
    ASSERT_NE(sending.hands.shown<SayFiles>(), nullptr);
    EXPECT_EQ(sending.hands.shown<SayFiles>()->files[0].path, "/home/me/harbour.png");
}

TEST(SmallerCopy, is_waited_for) {
    Sending sending;
    sending.open();
    sending.hands.press(smaller_choice);
    sending.hands.press("Send");
    EXPECT_EQ(sending.hands.shown<SayFiles>(), nullptr);
    sending.copy_is_there();
    EXPECT_EQ(sending.hands.shown<SayFiles>(), nullptr) << "a button that is dim does nothing";
    sending.hands.press("Send");
    EXPECT_NE(sending.hands.shown<SayFiles>(), nullptr);
}

TEST(SmallerCopy, enter_sends_it_as_soon_as_it_is_there) {
    Sending sending;
    sending.open();
    sending.hands.press(smaller_choice);
    sending.hands.key(ImGuiKey_Enter);
    EXPECT_EQ(sending.hands.shown<SayFiles>(), nullptr);
    sending.copy_is_there();
    ASSERT_NE(sending.hands.shown<SayFiles>(), nullptr);
    EXPECT_EQ(sending.hands.shown<SayFiles>()->files[0].name, "harbour.jpg");
}

TEST(SmallerCopy, that_cannot_be_made_says_why_and_the_picture_goes_as_it_is) {
    Sending sending;
    sending.gallery.copies["/home/me/harbour.png"] = {.state = PictureState::Broken,
                                                      .fault = "a copy would be no smaller"};
    sending.open();
    sending.hands.press(smaller_choice);
    EXPECT_TRUE(sending.hands.says("3.4 MB, goes as it is: a copy would be no smaller"));
    sending.hands.press("Send");
    ASSERT_NE(sending.hands.shown<SayFiles>(), nullptr);
    EXPECT_EQ(sending.hands.shown<SayFiles>()->files[0].path, "/home/me/harbour.png");
}

TEST(SmallerCopy, counts_before_the_servers_limit) {
    Sending sending;
    sending.seen.files[0].size =
        static_cast<std::uint64_t>(sending.hands.stage.model.limits().file_bytes) + 1;
    sending.open();
    sending.copy_is_there();
    EXPECT_TRUE(sending.hands.says("Too large: this server takes at most"));
    sending.hands.press(smaller_choice);
    EXPECT_FALSE(sending.hands.says("Too large: this server takes at most"));
}

TEST(SmallerCopy, is_not_offered_for_what_is_small_or_no_picture) {
    Sending sending;
    sending.seen.files[0].can_be_smaller = false;
    sending.open();
    EXPECT_FALSE(sending.hands.says("smaller"));
}

// What the window does with what the desktop tells.
struct Errand {
    Errand() {
        hands.beneath = [this](const Scene& scene) { errands.go_on(scene); };
    }
    template <typename Command>
    const Command* asked() const {
        for (auto each = hands.stage.asked.rbegin(); each != hands.stage.asked.rend(); ++each) {
            if (const auto* command = std::get_if<Command>(&*each)) return command;
        }
        return nullptr;
    }
    void hear(DesktopEvent event) {
        errands.hear(event);
        hands.settle();
    }

    FileErrands errands;
    Hands hands;
};

TEST(FileErrands, dropped_files_are_looked_at_and_offered_in_a_dialog) {
    Errand errand;
    errand.hear(FilesDropped{{"/home/me/harbour.png", "/home/me/maps.zip"}});
    const auto* look = errand.asked<LookAtFiles>();
    ASSERT_NE(look, nullptr);
    EXPECT_EQ(look->paths.size(), 2U);
    FilesSeen seen = two_files();
    seen.id = look->id;
    errand.hear(seen);
    EXPECT_TRUE(errand.hands.says("Send 2 files"));
}

TEST(FileErrands, a_pasted_picture_is_kept_and_offered_and_a_text_goes_into_the_composer) {
    Errand errand;
    errand.errands.take(PasteToSend{net::lobby, {}}, errand.hands.stage.commands);
    errand.hands.settle();
    EXPECT_NE(errand.asked<ReadClipboard>(), nullptr);
    errand.hear(ClipboardHeld{ClipboardImage{"image/jpeg", "pixels"}});
    const auto* keep = errand.asked<KeepForSending>();
    ASSERT_NE(keep, nullptr);
    EXPECT_EQ(keep->name, "picture.jpg");
    EXPECT_EQ(keep->bytes, "pixels");
    errand.errands.take(PasteToSend{net::lobby, "/usr/bin/true"}, errand.hands.stage.commands);
    errand.hear(ClipboardHeld{});
    ASSERT_NE(errand.hands.shown<PutInComposer>(), nullptr);
    EXPECT_EQ(errand.hands.shown<PutInComposer>()->text, "/usr/bin/true");
}

TEST(FileErrands, without_a_dialog_of_the_system_a_path_can_be_typed) {
    Errand errand;
    errand.errands.take(PickToSend{net::lobby}, errand.hands.stage.commands);
    errand.hands.settle();
    const auto* pick = errand.asked<PickFiles>();
    ASSERT_NE(pick, nullptr);
    EXPECT_EQ(pick->mode, PickMode::SeveralFiles);
    errand.hear(FilesPicked{pick->id, PickOutcome::NotAvailable, {}});
    EXPECT_TRUE(errand.hands.says("This system has no dialog for files."));
    errand.hands.type("maps.zip");
    errand.hands.key(ImGuiKey_Enter);
    EXPECT_TRUE(errand.hands.says("This is no whole path."));
    errand.hands.fill_below("Whole path", "~/maps.zip");
    errand.hands.key(ImGuiKey_Enter);
    const auto* typed = errand.hands.shown<PathTyped>();
    ASSERT_NE(typed, nullptr);
    errand.errands.take(*typed);
    errand.hands.settle();
    ASSERT_NE(errand.asked<LookAtFiles>(), nullptr);
    EXPECT_EQ(errand.asked<LookAtFiles>()->paths.front(), "/home/me/maps.zip");
}

TEST(FileErrands, save_as_fetches_to_the_place_that_was_chosen) {
    Errand errand;
    const net::FileSource source{
        .room = net::lobby, .message = net::MessageId{1004}, .index = 1, .picture_of = {}};
    errand.errands.take(SaveFileAs{source, file("maps.zip")}, errand.hands.stage.commands);
    errand.hands.settle();
    const auto* pick = errand.asked<PickFiles>();
    ASSERT_NE(pick, nullptr);
    EXPECT_EQ(pick->name, "maps.zip");
    errand.hear(FilesPicked{pick->id, PickOutcome::Picked, {"/home/me/other.zip"}});
    const auto* fetch = errand.hands.stage.last_sent<model::FetchFile>();
    ASSERT_NE(fetch, nullptr);
    EXPECT_EQ(fetch->path, "/home/me/other.zip");
    EXPECT_EQ(fetch->source, source);
    EXPECT_EQ(fetch->kind, model::TransferKind::Save);
}

TEST(DropPlace, says_where_a_drop_goes) {
    twin::WholeWindow window(twin::files_of_all_kinds(), {"1280x800", 1280, 800, 1.0F}, "dark");
    window.frames(4);
    EXPECT_FALSE(window.screen.says("Send to #lobby"));
    window.shell.hear(DesktopEvent{FilesDragged{true}});
    window.frames(2);
    EXPECT_TRUE(window.screen.says("Send to #lobby"));
    window.shell.hear(DesktopEvent{FilesDragged{false}});
    window.frames(2);
    EXPECT_FALSE(window.screen.says("Send to #lobby"));
}

TEST(SayFiles, become_one_message_of_the_room) {
    twin::WholeWindow window(twin::files_of_all_kinds(), {"1280x800", 1280, 800, 1.0F}, "dark");
    window.frames(4);
    window.commands.show(SayFiles{net::lobby, {{"/home/me/maps.zip", "maps.zip"}}, "here"});
    window.screen.set_theme(window.shell.theme().choice());
    Moment now{.zone = window.zone};
    now.steady_ms = window.screen.now_ms();
    now.writing = &window.screen.writing();
    window.screen.bare_frame(
        [&] { window.shell.draw(window.screen.fonts(), now, window.model, window.commands); });
    const model::SendFiles* sent = nullptr;
    const std::vector<model::LinkCommand> commands = window.commands.take_link();
    for (const model::LinkCommand& command : commands) {
        if (const auto* files = std::get_if<model::SendFiles>(&command)) sent = files;
    }
    ASSERT_NE(sent, nullptr);
    EXPECT_EQ(sent->text, "here");
    EXPECT_EQ(sent->files.front().path, "/home/me/maps.zip");
}

TEST(LongPaste, goes_as_a_file_too) {
    Hands hands;
    hands.open<LongPasteDialog>(std::string(5'000, 'x'), net::lobby);
    hands.press("As a file");
    const auto* offer = hands.shown<OfferBytes>();
    ASSERT_NE(offer, nullptr);
    EXPECT_EQ(offer->name, "text.txt");
    EXPECT_EQ(offer->bytes.size(), 5'000U);
}

// --- transfers

struct Panel {
    Panel() {
        hands.beneath = [this](const Scene& scene) { draw_transfers(scene, {{0, 0}, {344, 900}}, scroll); };
    }
    void tell(model::Transfer transfer) {
        hands.stage.hear(model::TransferChanged{std::move(transfer)});
        hands.settle();
    }
    Hands hands;
    ScrollArea scroll;
};

TEST(Transfers, a_row_says_name_size_rate_and_time_and_steers) {
    Panel panel;
    const net::File maps = file("attic-maps-v3.zip", 100'000'000);
    model::Transfer running = transfer(7, model::TransferKind::Save, model::TransferState::Running, maps);
    running.rate = 1'000'000;
    panel.tell(running);
    EXPECT_TRUE(panel.hands.says("attic-maps-v3.zip"));
    EXPECT_TRUE(panel.hands.says("100 MB"));
    EXPECT_TRUE(panel.hands.says("From #lobby, 1.0 MB/s"));
    EXPECT_TRUE(panel.hands.says("1 min 15 s left"));
    panel.hands.press("Pause");
    ASSERT_NE(panel.hands.shown<OnFile>(), nullptr);
    EXPECT_EQ(panel.hands.shown<OnFile>()->deed, FileDeed::Pause);
    running.state = model::TransferState::Paused;
    panel.tell(running);
    EXPECT_TRUE(panel.hands.says("Paused by you"));
    EXPECT_TRUE(panel.hands.says("25.0 MB of 100 MB"));
    panel.hands.press("Resume");
    EXPECT_EQ(panel.hands.shown<OnFile>()->deed, FileDeed::Resume);
    running.state = model::TransferState::Failed;
    running.reason = "Connection lost.";
    running.can_retry = true;
    panel.tell(running);
    EXPECT_TRUE(panel.hands.says("Connection lost."));
    panel.tell(transfer(9, model::TransferKind::Save, model::TransferState::Done, file("setup-tools.exe")));
    panel.hands.stage.screen.save_png("transfers.png");
    panel.hands.press("Retry");
    EXPECT_EQ(panel.hands.shown<OnFile>()->deed, FileDeed::Retry);
}

TEST(Transfers, a_finished_one_is_opened_or_shown_in_its_folder_and_dismissed) {
    Panel panel;
    panel.tell(transfer(7, model::TransferKind::Save, model::TransferState::Done, file("harbour.png")));
    EXPECT_TRUE(panel.hands.says("Finished, verified"));
    panel.hands.press("Open");
    EXPECT_EQ(panel.hands.shown<OnFile>()->deed, FileDeed::Open);
    panel.hands.press("Show in folder");
    EXPECT_EQ(panel.hands.shown<OnFile>()->deed, FileDeed::Reveal);
    panel.hands.press("Clear finished");
    const auto* steer = panel.hands.stage.last_sent<model::SteerTransfer>();
    ASSERT_NE(steer, nullptr);
    EXPECT_EQ(steer->action, model::TransferAction::Dismiss);
}

TEST(Transfers, a_finished_one_is_dismissed_by_a_button_at_the_right_that_is_wholly_in_sight) {
    Panel panel;
    panel.tell(transfer(7, model::TransferKind::Save, model::TransferState::Done, file("harbour.png")));
    const WrittenText* beside = panel.hands.stage.screen.find("Show in folder");
    ASSERT_NE(beside, nullptr);
    const ImVec2 close{344 - space::card - measure::button / 2, beside->at.y + 6};
    panel.hands.stage.screen.click(close.x, close.y, [&] { panel.hands.settle(); });
    panel.hands.settle();
    ASSERT_NE(panel.hands.shown<OnFile>(), nullptr);
    EXPECT_EQ(panel.hands.shown<OnFile>()->deed, FileDeed::Dismiss);
}

TEST(Transfers, a_program_warns_and_offers_no_open) {
    Panel panel;
    panel.tell(transfer(7, model::TransferKind::Save, model::TransferState::Done, file("setup-tools.exe")));
    EXPECT_TRUE(panel.hands.says("This is a program (.exe)."));
    EXPECT_FALSE(panel.hands.says("Open"));
    EXPECT_TRUE(panel.hands.says("Show in folder"));
}

TEST(Transfers, previews_that_nobody_asked_for_are_not_listed) {
    Panel panel;
    panel.tell(transfer(7, model::TransferKind::Preview, model::TransferState::Running, file("harbour.png")));
    EXPECT_TRUE(panel.hands.says("Nothing yet."));
    EXPECT_EQ(counts_of(panel.hands.stage.model).under_way, 0U);
}

TEST(Transfers, the_time_that_is_left_is_never_nonsense) {
    model::Transfer one{.size = 1'000, .moved = 0, .rate = 0};
    EXPECT_EQ(time_left(one), "");
    one.rate = 1'000;
    EXPECT_EQ(time_left(one), "1 s left");
    one.size = 1'000ULL * 3'720;
    EXPECT_EQ(time_left(one), "1 h 2 min left");
    one.size = UINT64_MAX;
    one.rate = 1;
    EXPECT_EQ(time_left(one), "days left");
    one.moved = UINT64_MAX;
    EXPECT_EQ(time_left(one), "");
}

// --- what is saved by itself

TEST(FileSaver, saves_what_the_settings_say_from_others_and_never_programs) {
    twin::Stage stage;
    FileSaver saver;
    net::Message message = model::message(4, "", model::alice);
    message.files = {file("harbour.png", 1'000'000), file("setup.exe", 1'000'000),
                     file("large.png", 200'000'000)};
    const auto fetched = [&](const net::Message& said) {
        saver.hear(posted(said));
        saver.go_on(stage.model, stage.preferences, stage.commands);
        std::vector<std::string> names;
        for (const model::LinkCommand& command : stage.commands.take_link()) {
            if (const auto* fetch = std::get_if<model::FetchFile>(&command)) {
                EXPECT_TRUE(fetch->by_itself);
                names.push_back(fetch->file.name);
            }
        }
        return names;
    };
    EXPECT_TRUE(fetched(message).empty()) << "nothing, as long as nobody wants it";
    stage.preferences.set(SettingId::SavePictures, "on", stage.commands);
    stage.preferences.set(SettingId::SaveOthers, "on", stage.commands);
    EXPECT_EQ(fetched(message), std::vector<std::string>{"harbour.png"});
    message.author = model::me;
    EXPECT_TRUE(fetched(message).empty());
}

// --- viewer

struct Looking {
    Looking() {
        for (std::uint64_t number = 4; number < 7; ++number) {
            net::Message message = model::message(number, "picture " + std::to_string(number), model::alice);
            message.files = {file("p" + std::to_string(number) + ".png", 3'400'000, 2560, 1600)};
            hands.stage.hear(posted(message));
            gallery.exhibits["p" + std::to_string(number) + ".png"] = {.width = 256, .height = 160};
        }
        hands.beneath = [this](const Scene& given) {
            if (!viewer.is_open()) return;
            Context context = given.context;
            context.pictures = &gallery;
            const Scene scene{context,        given.now,  given.model,   given.preferences, given.errands,
                              given.commands, given.here, given.outside, given.calls};
            viewer.draw(scene, {{0, 0}, {900, 1000}});
        };
        viewer.open({.room = net::lobby, .message = net::MessageId{1005}, .index = 0, .picture_of = {}});
        hands.settle();
    }
    Gallery gallery;
    Viewer viewer;
    Hands hands;
};

TEST(Viewer, shows_a_picture_with_its_words_and_walks_to_its_neighbours) {
    Looking looking;
    EXPECT_TRUE(looking.hands.says("p5.png"));
    EXPECT_TRUE(looking.hands.says("picture 5"));
    EXPECT_TRUE(looking.hands.says("2 of 3 in #lobby"));
    looking.hands.stage.screen.save_png("viewer.png");
    looking.hands.key(ImGuiKey_RightArrow);
    EXPECT_TRUE(looking.hands.says("picture 6"));
    looking.hands.key(ImGuiKey_RightArrow);
    EXPECT_TRUE(looking.hands.says("picture 6")) << "it is the newest one";
    looking.hands.key(ImGuiKey_LeftArrow);
    looking.hands.key(ImGuiKey_LeftArrow);
    EXPECT_TRUE(looking.hands.says("1 of 3 in #lobby"));
}

TEST(Viewer, zooms_by_keys_saves_and_closes_with_esc) {
    Looking looking;
    EXPECT_TRUE(looking.hands.says("100 %"));
    looking.hands.key(ImGuiKey_Equal);
    EXPECT_TRUE(looking.hands.says("125 %"));
    looking.hands.key(ImGuiKey_0);
    EXPECT_FALSE(looking.hands.says("125 %"));
    looking.hands.stage.screen.press_chord(ImGuiMod_Ctrl, ImGuiKey_S);
    looking.hands.settle();
    ASSERT_NE(looking.hands.shown<OnFile>(), nullptr);
    EXPECT_EQ(looking.hands.shown<OnFile>()->deed, FileDeed::Save);
    looking.hands.key(ImGuiKey_Escape);
    EXPECT_FALSE(looking.viewer.is_open());
}

TEST(Viewer, closes_when_its_picture_is_deleted) {
    Looking looking;
    net::MessageDeleted deleted;
    deleted.message = net::MessageId{1005};
    deleted.sequence = net::Sequence{5};
    looking.hands.stage.hear(model::happened(net::lobby, 7, deleted));
    looking.hands.settle();
    EXPECT_FALSE(looking.viewer.is_open());
}

}  // namespace
}  // namespace crosstalk::ui
