#include <pthread.h>

#include <csignal>
#include <system_error>
#include <thread>
#include <utility>

#include "client/app/desktop/addresses.hpp"
#include "client/app/desktop/bus_linux.hpp"
#include "client/app/desktop/child_process_posix.hpp"
#include "client/app/desktop/clipboard_wayland_linux.hpp"
#include "client/app/desktop/clipboard_x11_linux.hpp"
#include "client/app/desktop/desktop.hpp"
#include "client/app/desktop/file_dialogs_linux.hpp"
#include "client/app/desktop/look_linux.hpp"
#include "client/app/desktop/notifications_linux.hpp"
#include "client/app/desktop/openers_linux.hpp"
#include "client/app/desktop/work_loop_posix.hpp"

namespace crosstalk::app {

namespace {

// Everything that the thread owns, made and destroyed on it.
class Services {
  public:
    Services(WorkLoop& loop, const DesktopSettings& settings, net::Inbox<ui::DesktopEvent>& answers)
        : loop_(loop),
          display_(settings.display),
          answers_(answers),
          children_(loop),
          bus_(Bus::connect(loop)),
          openers_(bus_.get(), children_,
                   [this](std::string what) { answers_.push(ui::OpenFailed{std::move(what)}); }),
          dialogs_(bus_.get(), children_, settings.display == DisplayServer::X11 ? settings.window : 0,
                   [this](ui::FilesPicked picked) { answers_.push(std::move(picked)); }),
          notifications_(bus_.get(), children_,
                         [this](ui::NotificationId id) { answers_.push(ui::NotificationClicked{id}); }),
          look_(loop, bus_.get(), children_,
                [this](ui::SystemLook look) { answers_.push(ui::SystemLookChanged{look}); }) {}

    Openers& openers() { return openers_; }
    FileDialogs& dialogs() { return dialogs_; }
    Notifications& notifications() { return notifications_; }
    Look& look() { return look_; }

    void read_clipboard() {
        Clipboard* clipboard = the_clipboard();
        if (clipboard == nullptr) {
            answers_.push(ui::ClipboardHeld{});
        } else {
            clipboard->read([this](ui::ClipboardHeld held) { answers_.push(std::move(held)); });
        }
    }
    void copy_image(std::string png) {
        if (Clipboard* clipboard = the_clipboard()) clipboard->offer(std::move(png));
    }

  private:
    // Connected at the first use. Wayland sessions have an X server beside them that is told most things, too.
    Clipboard* the_clipboard() {
        if (clipboard_ == nullptr && display_ == DisplayServer::Wayland)
            clipboard_ = make_wayland_clipboard(children_);
        if (clipboard_ == nullptr) clipboard_ = make_x11_clipboard(loop_);
        return clipboard_.get();
    }

    WorkLoop& loop_;
    DisplayServer display_;
    net::Inbox<ui::DesktopEvent>& answers_;
    Children children_;
    std::unique_ptr<Bus> bus_;
    Openers openers_;
    FileDialogs dialogs_;
    Notifications notifications_;
    Look look_;
    std::unique_ptr<Clipboard> clipboard_;
};

class LinuxDesktop final : public Desktop {
  public:
    LinuxDesktop(const DesktopSettings& settings, net::Inbox<ui::DesktopEvent>& answers)
        : thread_([this, settings, &answers] { work(settings, answers); }) {}
    ~LinuxDesktop() override {
        loop_.stop();
        thread_.join();
    }

    void open_link(std::string url) override {
        do_with_services([url = std::move(url)](Services& services) { services.openers().open_link(url); });
    }
    void show_in_folder(ui::ShowInFolder wanted) override {
        do_with_services([wanted = std::move(wanted)](Services& services) {
            services.openers().show_in_folder(wanted.file);
        });
    }
    void open_folder(ui::OpenFolder wanted) override {
        do_with_services([wanted = std::move(wanted)](Services& services) {
            services.openers().open_folder(wanted.folder);
        });
    }
    void open_file(ui::OpenDownload wanted) override {
        do_with_services(
            [wanted = std::move(wanted)](Services& services) { services.openers().open_file(wanted.file); });
    }
    void pick_files(ui::PickFiles wanted) override {
        do_with_services(
            [wanted = std::move(wanted)](Services& services) { services.dialogs().pick(wanted); });
    }
    void read_clipboard() override {
        do_with_services([](Services& services) { services.read_clipboard(); });
    }
    void copy_image(ui::CopyImage image) override {
        do_with_services([png = std::move(image.png)](Services& services) { services.copy_image(png); });
    }
    void notify(ui::NotifyDesktop notification) override {
        do_with_services([notification = std::move(notification)](Services& services) {
            services.notifications().notify(notification);
        });
    }
    void withdraw(ui::WithdrawNotification wanted) override {
        do_with_services([wanted](Services& services) { services.notifications().withdraw(wanted.id); });
    }
    void look_again() override {
        do_with_services([](Services& services) { services.look().look_again(); });
    }

  private:
    template <class Task>
    void do_with_services(Task task) {
        loop_.post([this, task = std::move(task)] { task(*services_); });
    }

    void work(const DesktopSettings& settings, net::Inbox<ui::DesktopEvent>& answers) {
        // A pipe or socket whose other end is gone is an error here, not the end.
        sigset_t pipes;
        sigemptyset(&pipes);
        sigaddset(&pipes, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipes, nullptr);
        Services services(loop_, settings, answers);
        services_ = &services;
        loop_.run();
        services_ = nullptr;
    }

    WorkLoop loop_;
    Services* services_ = nullptr;  // the thread's
    std::thread thread_;            // last: it uses the others
};

}  // namespace

std::unique_ptr<Desktop> make_desktop(const DesktopSettings& settings,
                                      net::Inbox<ui::DesktopEvent>& answers) {
    try {
        return std::make_unique<LinuxDesktop>(settings, answers);
    } catch (const std::system_error&) {  // no thread or no descriptors are left
        return make_fallback_desktop(answers);
    }
}

}  // namespace crosstalk::app
