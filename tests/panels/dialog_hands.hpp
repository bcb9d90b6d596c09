// Dialogs and menus on the stage under hands that press what can be read: a button by its words, a field by its hint.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tests/panels/stage.hpp"
#include "ui/panels/dialog.hpp"
#include "ui/panels/hosting_desk.hpp"
#include "ui/panels/network_desk.hpp"
#include "ui/panels/outside.hpp"

namespace crosstalk::ui::twin {

/// A program around the window: invites that are known before, files that are held in memory.
class TwinOutside final : public Outside {
  public:
    DrawnInvite draw_invite(const model::ServerIdentity&) override {
        return {net::Bytes(16, 7), "crosstalk://attic.lan:12345/#fingerprint.token"};
    }
    std::unique_ptr<RoomFile> begin_room_file(const model::ExportRoom& wanted) override {
        if (!fault.empty()) throw std::runtime_error(fault);
        begun = wanted;
        return std::make_unique<File>(wanted.room);
    }
    [[nodiscard]] std::string place_for(const std::string& name) const override { return "/home/me/" + name; }
    [[nodiscard]] std::string home() const override { return "/home/me"; }
    [[nodiscard]] std::string server_folder() const override { return "/home/me/server"; }
    [[nodiscard]] bool looks_like_join_code(const std::string& typed) const override {
        return typed == "7K4MP-2QXS9-ABCDE";
    }

    std::string fault;
    std::optional<model::ExportRoom> begun;

  private:
    class File final : public RoomFile {
      public:
        explicit File(net::RoomId room) : room_(room) {}
        [[nodiscard]] net::History question() const override {
            return {.room = room_, .before = {}, .after = through_, .at = {}, .limit = 200};
        }
        Progress take(const model::Model&, const model::Room&, const net::HistoryPage& page) override {
            messages_ += page.messages.size();
            through_ = page.through;
            return page.at_end ? Progress::Complete : Progress::More;
        }
        [[nodiscard]] std::uint64_t messages() const override { return messages_; }

      private:
        net::RoomId room_;
        net::Sequence through_;
        std::uint64_t messages_ = 0;
    };
};

/// A server on this machine.
inline model::HostedServer hosted_server() {
    model::HostedServer server{.name = "Attic LAN",
                               .port = 12'345,
                               .addresses = {"192.168.1.5:12345"},
                               .passkey = "7K4-MP2-QXS",
                               .join_code = "7K4MP-2QXS9-ABCDE",
                               .invite = "crosstalk://192.168.1.5:12345/#fingerprint.token",
                               .own_invite = "crosstalk://127.0.0.1:12345/#fingerprint.token",
                               .owner_code = "OWN-ER1-CDE",
                               .users = 4,
                               .process = 77,
                               .folder = "/home/me/server"};
    server.key[0] = 9;
    return server;
}

/// A server runs on this machine, and one is on another one.
struct Hands {
    explicit Hands(int width = 900, int height = 1000, const ThemeChoice& choice = {})
        : stage(width, height, choice) {
        stage.now.wall_ms = 1'700'000'000'000;
        stage.model.apply(model::StandingChanged{
            {.room = net::lobby, .role = net::Role::Owner, .muted_until = {}, .by = {}, .reason = {}}});
        hosting.hear({{.state = model::Hosting::State::Running, .server = hosted_server()}});
    }

    Stage stage;
    TwinOutside outside;
    HostingDesk hosting;
    NetworkDesk network;
    Pictures* pictures = nullptr;               // what shows pictures in dialogs
    DialogStack dialogs;                        // before the stage goes
    std::function<void(const Scene&)> beneath;  // what is drawn below the dialogs

    template <typename Kind, typename... Arguments>
    void open(Arguments&&... arguments) {
        open(std::make_unique<Kind>(std::forward<Arguments>(arguments)...));
    }
    void open(std::unique_ptr<Dialog> dialog) {
        dialogs.open(std::move(dialog));
        settle();
    }
    /// Dialogs that were asked for are opened, as the window does it.
    void settle(int frames = 8) {
        for (int count = 0; count < frames; ++count) {
            stage.frame([&](const Scene& given) {
                Context context = given.context;
                if (pictures != nullptr) context.pictures = pictures;
                Scene scene{context,       given.now,      given.model, given.preferences,
                            given.errands, given.commands, given.here,  &outside,
                            given.calls,   &hosting,       &network};
                if (beneath) beneath(scene);
                dialogs.draw(scene);
            });
            for (WindowCommand& command : stage.shown) {
                auto* open = std::get_if<OpenDialog>(&command);
                if (open != nullptr && open->dialog != nullptr) dialogs.open(std::move(open->dialog));
            }
        }
    }

    /// Whether this can be read somewhere now.
    bool says(std::string_view words) const { return find(words) != nullptr; }
    /// A click on it.
    void press(std::string_view words) { press_at(words, 0); }
    void right_press(std::string_view words) { press_at(words, 1); }
    void type(const std::string& text) {
        stage.screen.type(text);
        settle();
    }
    /// Into the field below that label, or with that hint.
    void fill(std::string_view words, const std::string& text, float below = 0) {
        press_at(words, 0, below);
        stage.screen.press_chord(ImGuiMod_Ctrl, ImGuiKey_A);
        settle(2);
        type(text);
    }
    void fill_below(std::string_view label, const std::string& text) { fill(label, text, 36); }
    void key(int imgui_key) {
        stage.screen.press_key(imgui_key);
        settle();
    }
    void fail_last(const std::string& why) {
        for (auto each = stage.sent.rbegin(); each != stage.sent.rend(); ++each) {
            if (const auto* ask = std::get_if<model::Ask>(&*each)) {
                stage.hear(model::QuestionFailed{ask->ref, ask->question, {}, why});
                break;
            }
            if (const auto* perform = std::get_if<model::Perform>(&*each)) {
                stage.hear(model::Failed{perform->ref, net::Status::NotAllowed, why, {}});
                break;
            }
        }
        settle();
    }
    void answer(const model::Answer& answer) {
        stage.answer(answer);
        settle();
    }
    /// The newest command to the server is done.
    void done(const net::Outcome& outcome = {}) {
        for (auto each = stage.sent.rbegin(); each != stage.sent.rend(); ++each) {
            if (const auto* perform = std::get_if<model::Perform>(&*each)) {
                stage.hear(model::Acknowledged{perform->ref, outcome});
                break;
            }
        }
        settle();
    }
    template <typename Command>
    const Command* performed() const {
        return stage.last_performed<Command>();
    }
    template <typename Question>
    const Question* asked() const {
        const auto* ask = stage.last_sent<model::Ask>();
        return ask == nullptr ? nullptr : std::get_if<Question>(&ask->question);
    }
    template <typename Command>
    const Command* shown() const {
        for (auto each = stage.shown.rbegin(); each != stage.shown.rend(); ++each) {
            if (const auto* command = std::get_if<Command>(&*each)) return command;
        }
        return nullptr;
    }
    std::string copied() const {
        for (auto each = stage.asked.rbegin(); each != stage.asked.rend(); ++each) {
            if (const auto* copy = std::get_if<CopyText>(&*each)) return copy->text;
        }
        return {};
    }
    void be(net::Role on_server) {
        stage.model.apply(model::StandingChanged{
            {.room = net::lobby, .role = on_server, .muted_until = {}, .by = {}, .reason = {}}});
        settle();
    }
    void go_offline() {
        stage.hear(model::Offline{"away", {1000}, {0}});
        settle();
    }

  private:
    const WrittenText* find(std::string_view words) const {
        const WrittenText* found = nullptr;
        // What is written last stands before everything else; the whole text before a part of one.
        for (const WrittenText& each : stage.screen.writing()) {
            if (each.text == words) found = &each;
        }
        if (found != nullptr) return found;
        for (const WrittenText& each : stage.screen.writing()) {
            if (each.text.find(words) != std::string::npos) found = &each;
        }
        return found;
    }
    void press_at(std::string_view words, int button, float below = 0) {
        const WrittenText* at = find(words);
        ASSERT_NE(at, nullptr) << "nothing says " << words;
        stage.screen.move_mouse(at->at.x + (below > 0 ? 24.0F : 3.0F), at->at.y + 6 + below);
        settle(2);
        ImGui::GetIO().AddMouseButtonEvent(button, true);
        settle(2);
        ImGui::GetIO().AddMouseButtonEvent(button, false);
        settle();
    }
};

}  // namespace crosstalk::ui::twin
