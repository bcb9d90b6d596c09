#include "client/app/app.hpp"

#include <imgui.h>

#include <chrono>
#include <deque>

#include "client/app/desktop/desktop.hpp"
#include "client/app/desktop/font_finder.hpp"
#include "client/app/file_glance.hpp"
#include "client/app/frame_log.hpp"
#include "client/app/handover.hpp"
#include "client/app/outside.hpp"
#include "client/app/picture_desk.hpp"
#include "client/app/sounds.hpp"
#include "client/app/thinker.hpp"
#include "client/app/window.hpp"
#include "client/app/worker.hpp"
#include "client/host/host.hpp"
#include "client/images/helper_process.hpp"
#include "client/link/finder.hpp"
#include "client/link/folders.hpp"
#include "client/link/link.hpp"
#include "client/link/network_check.hpp"
#include "client/model/idleness.hpp"
#include "client/model/model.hpp"
#include "client/model/saving.hpp"
#include "net/inbox.hpp"
#include "net/text/paths.hpp"
#include "ui/fonts/fonts.hpp"
#include "ui/panels/shell.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::app {

namespace {

using Clock = std::chrono::steady_clock;

// What one frame may spend on news from the network; the rest waits for the next one.
constexpr std::chrono::milliseconds news_budget{4};
// After the last input Dear ImGui needs a frame to react and one to settle.
constexpr int frames_after_input = 3;

std::int64_t milliseconds_since_epoch() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::int64_t steady_milliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
}

class App {
  public:
    explicit App(const AppSettings& settings)
        : inbox_([this] { window_.wake(); }),
          told_([this] { window_.wake(); }),
          opened_([this] { window_.wake(); }),
          desktop_(make_desktop(window_.native(), told_)),
          kept_(settings.profile / "outgoing"),
          server_folder_(link::server_folder_in(settings.profile)),
          pictures_(
              window_.canvas(), [this] { window_.wake(); }, kept_),
          fonts_(ui::Fonts::load(*ImGui::GetIO().Fonts)),
          outside_(make_outside(settings.downloads, server_folder_)),
          shell_({.connect = settings.destination.address,
                  .name = settings.name,
                  .passkey = settings.passkey,
                  .invite = settings.destination.invite,
                  .display_scale = window_.display_scale(),
                  .no_discovery = settings.no_discovery,
                  .outside = outside_.get(),
                  .pictures = &pictures_}),
          host_(images::own_program(), server_folder_),
          link_({.profile = settings.profile, .downloads = settings.downloads, .program = "crosstalk"},
                inbox_) {
        fonts_.search_system(make_font_finder(), [this] { window_.wake(); });
        shell_.hear(
            ui::LinkOpened{.link = settings.destination.opened, .server = settings.destination.server});
        handover_ =
            await_handover(settings.profile, [this](std::string link) { take_handed(std::move(link)); });
        if (!settings.measure.empty()) frame_log_.emplace(settings.measure);
    }

    void run() {
        int frames = frames_after_input;
        std::optional<Clock::time_point> wake_at;
        while (!quit_) {
            if (window_.wait(time_to_wait(frames > 0 || !news_.empty(), earliest(wake_at))))
                frames = frames_after_input;
            if (wake_at && Clock::now() >= *wake_at) {
                wake_at.reset();
                frames = std::max(frames, 1);
            }
            if (time_has_passed()) frames = std::max(frames, 1);
            if (window_.wants_to_close() && close()) frames = frames_after_input;
            if (window_.is_ending()) quit_ = true;
            look_for_servers();
            if (apply_news()) frames = frames_after_input;
            if (hear_desktop()) frames = frames_after_input;
            if (take_pictures()) frames = frames_after_input;
            if (fonts_.take_found()) frames = frames_after_input;
            if (frames == 0 || !window_.is_visible()) {
                if (frames > 0) wake_at = tell_unseen();
                frames = 0;
                continue;
            }
            --frames;
            draw();
            if (Window::has_input_left()) frames = frames_after_input;
            if (const auto wake = commands_.take_wake())
                wake_at = Clock::now() + std::chrono::milliseconds(*wake);
        }
        window_.hide();
        host_.give_up();
        shell_.end(model_, commands_);
        link_.send(commands_.take_link());
        if (frame_log_) frame_log_->write();
    }

  private:
    static std::optional<std::chrono::milliseconds> time_to_wait(bool more_frames,
                                                                 std::optional<Clock::time_point> wake_at) {
        if (more_frames) return std::chrono::milliseconds(0);
        if (!wake_at) return std::nullopt;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*wake_at - Clock::now());
        return std::max(left, std::chrono::milliseconds(0));
    }

    // When something lapses by itself, if that is before the next frame that is wanted.
    [[nodiscard]] std::optional<Clock::time_point> earliest(std::optional<Clock::time_point> wake_at) const {
        const auto sooner = [&](std::optional<Clock::time_point> other) {
            if (other) wake_at = wake_at ? std::min(*wake_at, *other) : other;
        };
        if (const auto away = idleness_.next()) sooner(Clock::time_point(*away));
        if (const auto lapse = model_.next_tick()) {
            const std::int64_t left = std::max<std::int64_t>(0, lapse->value - milliseconds_since_epoch());
            sooner(Clock::now() + std::chrono::milliseconds(left));
        }
        return wake_at;
    }

    // True: somebody is asked first.
    bool close() {
        window_.keep_open();
        quit_ = shell_.may_close(commands_);
        if (!quit_) window_.bring_to_front();
        return !quit_;
    }

    void look_for_servers() {
        const bool wanted = shell_.shows_servers(model_);
        if (wanted == finder_.has_value()) return;
        if (!wanted) return finder_.reset();
        std::vector<std::string> saved;
        for (const model::SavedServer& server : model_.saved_servers())
            saved.push_back(server.server.address);
        told_.push(ui::ServersFound{});
        finder_.emplace(std::move(saved), found_);
    }

    // Who stopped typing, and whether somebody is still here. True if the model changed.
    bool time_has_passed() {
        const std::uint64_t before = model_.revision();
        model_.tick({milliseconds_since_epoch()});
        const Clock::time_point now = Clock::now();
        idleness_.wait_for(shell_.away_after());
        std::optional<model::SetPresence> presence = idleness_.passed(now.time_since_epoch());
        if (window_.take_touched()) presence = idleness_.touch(now.time_since_epoch());
        if (presence) link_.send(model::LinkCommand{*presence});
        return model_.revision() != before;
    }

    // True if the model changed.
    bool apply_news() {
        for (model::LinkEvent& event : inbox_.take())
            news_.push_back(std::move(event));
        if (news_.empty()) return false;
        const auto until = Clock::now() + news_budget;
        while (!news_.empty() && Clock::now() < until) {
            model_.apply(news_.front());
            shell_.hear(news_.front());
            pictures_.hear(news_.front());
            news_.pop_front();
        }
        return true;
    }

    // True if the desktop told something.
    bool hear_desktop() {
        if (window_.take_came_to_front()) desktop_->look_again();
        std::vector<ui::DesktopEvent> told = window_.take_told();
        std::vector<std::vector<model::FoundServer>> lists = found_.take();
        if (!lists.empty()) told.emplace_back(ui::ServersFound{std::move(lists.back())});
        for (model::NetworkReport& report : reports_.take())
            told.emplace_back(ui::NetworkChecked{std::move(report)});
        for (ui::DesktopEvent& event : told_.take())
            told.push_back(std::move(event));
        for (const ui::DesktopEvent& event : told) {
            if (std::holds_alternative<ui::NotificationClicked>(event)) window_.bring_to_front();
            shell_.hear(event);
        }
        const std::vector<ui::LinkOpened> opened = opened_.take();
        if (!opened.empty()) window_.bring_to_front();
        for (const ui::LinkOpened& link : opened)
            shell_.hear(link);
        return !told.empty() || !opened.empty();
    }

    // On the handover's thread. Another program of this user may have sent it: it is looked at as what a command line says.
    void take_handed(std::string link) {
        const auto said = destination_of({.invite = std::move(link), .connect = {}, .name = {}});
        const auto* destination = std::get_if<Destination>(&said);
        if (destination == nullptr) return;
        opened_.push({.link = destination->opened, .server = destination->server});
    }

    // True if a picture has come, or something that was made of one.
    bool take_pictures() {
        if (window_.take_textures_lost()) pictures_.textures_lost();
        const bool changed = pictures_.take_answers();
        for (ui::CopyImage& image : pictures_.take_images())
            desktop_->copy_image(std::move(image));
        for (const ui::FilesSeen& portrait : pictures_.take_portraits())
            shell_.hear(ui::DesktopEvent(portrait));
        return changed;
    }

    ui::Moment moment() {
        return {.zone = zone_,
                .steady_ms = steady_milliseconds(),
                .wall_ms = milliseconds_since_epoch(),
                .window_has_focus = window_.has_focus(),
                .composition = window_.composition()};
    }

    // A window that is not seen draws nothing, but tells what comes. When it wants to be asked again.
    std::optional<Clock::time_point> tell_unseen() {
        const ui::Moment now = moment();
        shell_.tell(now, model_, commands_);
        window_.set_title(shell_.title(model_));
        window_.show_badge(shell_.badge(model_, now));
        carry_out();
        const auto wake = commands_.take_wake();
        if (!wake) return std::nullopt;
        return Clock::now() + std::chrono::milliseconds(*wake);
    }

    void draw() {
        if (frame_log_) frame_log_->begin_frame();
        const ui::Theme& theme = shell_.theme();
        ui::apply_theme(theme);
        window_.begin_frame();
        pictures_.begin_frame();
        const ui::Moment now = moment();
        shell_.draw(fonts_, now, model_, commands_);
        window_.end_frame(theme[ui::Role::Window]);
        window_.set_title(shell_.title(model_));
        window_.show_badge(shell_.badge(model_, now));
        carry_out();
        if (frame_log_) frame_log_->end_frame(!model_.rooms().empty());
    }

    void carry_out() {
        std::vector<model::LinkCommand> wanted = commands_.take_link();
        for (const model::LinkCommand& command : wanted) {
            if (const auto* chosen = std::get_if<model::SetPresence>(&command))
                idleness_.chose(chosen->state);
            if (const auto* sent = std::get_if<model::SendFiles>(&command)) pictures_.were_sent(*sent);
        }
        for (model::LinkCommand& fetch : pictures_.take_fetches())
            wanted.push_back(std::move(fetch));
        link_.send(std::move(wanted));
        for (ui::AppCommand& command : commands_.take_app())
            std::visit([this](auto& each) { this->carry_out(std::move(each)); }, command);
    }

    void carry_out(ui::QuitProgram /*command*/) { quit_ = shell_.may_close(commands_); }
    void carry_out(ui::LookForHosting /*command*/) {
        host_worker_.ask(
            [this] { told_.push(ui::HostingChanged{.hosting = host_.look(), .by_looking = true}); });
    }
    void carry_out(ui::StartHosting command) {
        host_worker_.ask(
            [this, wish = std::move(command.wish)] { told_.push(ui::HostingChanged{host_.start(wish)}); });
    }
    void carry_out(ui::CheckNetwork command) {
        check_.emplace(link::NetworkWish{std::move(command.target), command.hosted_port}, reports_);
    }
    void carry_out(ui::StopHosting /*command*/) {
        host_worker_.ask([this] { told_.push(ui::HostingChanged{host_.stop()}); });
    }
    void carry_out(const ui::CopyText& command) { window_.set_clipboard(command.text); }
    void carry_out(ui::AskForAttention /*command*/) { window_.ask_for_attention(); }
    void carry_out(ui::PlaySound command) { sounds_.play(command); }
    void carry_out(ui::OpenLink command) { desktop_->open_link(std::move(command.url)); }
    void carry_out(ui::ShowInFolder command) { desktop_->show_in_folder(std::move(command)); }
    void carry_out(ui::OpenFolder command) { desktop_->open_folder(std::move(command)); }
    void carry_out(ui::PickFiles command) { desktop_->pick_files(std::move(command)); }
    void carry_out(ui::LookAtFiles command) {
        worker_.ask([this, command = std::move(command)] { told_.push(look_at(command)); });
    }
    void carry_out(ui::KeepForSending command) {
        worker_.ask([this, command = std::move(command)] {
            const auto* bytes = reinterpret_cast<const std::uint8_t*>(command.bytes.data());
            told_.push(keep_for_sending(kept_, command.id, command.name, {bytes, command.bytes.size()}));
        });
    }
    void carry_out(const ui::MakePortrait& command) { pictures_.make_portrait(command); }
    void carry_out(const ui::CopyPicture& command) { pictures_.copy(command.key); }
    // Whatever the window has shown: a program is started by whoever trusts it, and never from here.
    void carry_out(ui::OpenDownload command) {
        const std::string name = text::utf8_of(command.file.filename());
        if (model::is_program(name)) {
            told_.push(ui::OpenFailed{text::utf8_of(command.file)});
        } else {
            desktop_->open_file(std::move(command));
        }
    }
    void carry_out(ui::ReadClipboard /*command*/) { desktop_->read_clipboard(); }
    void carry_out(ui::CopyImage command) { desktop_->copy_image(std::move(command)); }
    void carry_out(ui::NotifyDesktop command) { desktop_->notify(std::move(command)); }
    static void carry_out(const ui::OfferSelection& command) { Window::offer_selection(command.text); }
    void carry_out(ui::WithdrawNotification command) { desktop_->withdraw(command); }
    void carry_out(const ui::ThinkOfMove& command) { thinker_.ask(command); }
    void carry_out(ui::StopThinking command) { thinker_.stop(command.game); }

    Window window_{WindowSize{}};
    net::Inbox<model::LinkEvent> inbox_;
    net::Inbox<ui::DesktopEvent> told_;
    net::Inbox<ui::LinkOpened> opened_;
    std::unique_ptr<Desktop> desktop_;
    std::filesystem::path kept_;
    std::filesystem::path server_folder_;
    PictureDesk pictures_;
    Sounds sounds_;
    ui::Fonts fonts_;
    std::unique_ptr<ui::Outside> outside_;
    ui::Shell shell_;
    model::Model model_;
    ui::Commands commands_;
    std::deque<model::LinkEvent> news_;
    ui::LocalZone zone_;
    model::Idleness idleness_{Clock::now().time_since_epoch()};
    std::optional<FrameLog> frame_log_;
    link::Finder::Inbox found_{[this] { window_.wake(); }};
    std::optional<link::Finder> finder_;
    link::NetworkCheck::Inbox reports_{[this] { window_.wake(); }};
    std::optional<link::NetworkCheck> check_;
    host::Host host_;
    Worker host_worker_;
    bool quit_ = false;
    Worker worker_;
    Thinker thinker_{[this](ui::MoveThought thought) { told_.push(ui::DesktopEvent(thought)); }};
    link::Link link_;                     // its thread ends before what it talks to
    std::unique_ptr<Handover> handover_;  // last, for the same reason; made when the profile is ours
};

}  // namespace

int run_window(const AppSettings& settings) {
    App app(settings);
    app.run();
    return 0;
}

}  // namespace crosstalk::app
