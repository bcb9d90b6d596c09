#include <objbase.h>
#include <shellapi.h>
#include <shlobj.h>
#include <windows.h>

#include <array>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "client/app/desktop/addresses.hpp"
#include "client/app/desktop/clipboard_windows.hpp"
#include "client/app/desktop/desktop.hpp"
#include "client/app/desktop/file_dialogs_windows.hpp"
#include "client/app/desktop/look_windows.hpp"
#include "client/app/desktop/notifications_windows.hpp"
#include "client/windows/text.hpp"

namespace crosstalk::app {

namespace {

constexpr UINT task_message = WM_APP;
constexpr UINT notification_message = WM_APP + 1;

bool open_with_shell(const wchar_t* what) {
    return reinterpret_cast<INT_PTR>(ShellExecuteW(nullptr, L"open", what, nullptr, nullptr, SW_SHOWNORMAL)) >
           32;
}

bool show_selected(const std::filesystem::path& file) {
    PIDLIST_ABSOLUTE item = nullptr;
    if (FAILED(SHParseDisplayName(file.c_str(), nullptr, &item, 0, nullptr))) return false;
    const bool shown = SUCCEEDED(SHOpenFolderAndSelectItems(item, 0, nullptr, 0));
    ILFree(item);
    return shown;
}

// A window that is never shown: tasks, and what happens to notifications, come to it as messages, so that they are
// carried out even while a dialog runs a loop of its own. Made, used and destroyed by the thread.
class Services {
  public:
    Services(const DesktopSettings& settings, net::Inbox<ui::DesktopEvent>& answers)
        : window_(make_window()),
          answers_(answers),
          dialogs_(reinterpret_cast<HWND>(static_cast<std::uintptr_t>(settings.window))),
          notifications_(window_, notification_message) {
        SetWindowLongPtrW(window_, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
        tell_look();
    }
    ~Services() {
        SetWindowLongPtrW(window_, GWLP_USERDATA, 0);
        DestroyWindow(window_);
    }
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;

    [[nodiscard]] HWND window() const { return window_; }
    [[nodiscard]] FileDialogs& dialogs() { return dialogs_; }
    [[nodiscard]] Notifications& notifications() { return notifications_; }
    [[nodiscard]] Look& look() { return look_; }

    void open_link(const std::string& url) {
        const auto checked = checked_link(url);
        if (!checked || !open_with_shell(windows::wide(*checked).c_str())) answers_.push(ui::OpenFailed{url});
    }
    void open_folder(const std::filesystem::path& folder) {
        std::error_code error;
        // A file would be opened, perhaps run, by its program.
        const bool is_folder = folder.is_absolute() && std::filesystem::is_directory(folder, error);
        if (!is_folder || !open_with_shell(folder.c_str()))
            answers_.push(ui::OpenFailed{windows::narrow(folder.native())});
    }
    void open_file(const std::filesystem::path& file) {
        std::error_code error;
        const bool is_file = file.is_absolute() && std::filesystem::is_regular_file(file, error);
        if (!is_file || !open_with_shell(file.c_str()))
            answers_.push(ui::OpenFailed{windows::narrow(file.native())});
    }
    void show_in_folder(const std::filesystem::path& file) {
        if (!file.is_absolute() || !show_selected(file)) open_folder(file.parent_path());
    }
    void tell_look() {
        const ui::SystemLook look = look_.read();
        if (look == told_) return;
        told_ = look;
        answers_.push(ui::SystemLookChanged{look});
    }

    // What the window does with each task message.
    std::function<void()> run_tasks;

  private:
    static HWND make_window() {
        constexpr const wchar_t* name = L"CrosstalkDesktop";
        WNDCLASSW kind{};
        kind.lpfnWndProc = receive;
        kind.hInstance = GetModuleHandleW(nullptr);
        kind.lpszClassName = name;
        RegisterClassW(&kind);
        return CreateWindowExW(0, name, name, 0, 0, 0, 0, 0, nullptr, nullptr, kind.hInstance, nullptr);
    }

    static LRESULT CALLBACK receive(HWND window, UINT message, WPARAM first, LPARAM second) {
        auto* self = reinterpret_cast<Services*>(GetWindowLongPtrW(window, GWLP_USERDATA));
        if (self == nullptr) return DefWindowProcW(window, message, first, second);
        switch (message) {
            case task_message:
                if (self->run_tasks) self->run_tasks();
                return 0;
            case notification_message:
                if (const auto clicked = self->notifications_.take(second)) {
                    self->answers_.push(ui::NotificationClicked{*clicked});
                }
                return 0;
            case WM_SETTINGCHANGE:
                self->tell_look();
                return 0;
            default:
                return DefWindowProcW(window, message, first, second);
        }
    }

    HWND window_;
    net::Inbox<ui::DesktopEvent>& answers_;
    FileDialogs dialogs_;
    Notifications notifications_;
    Look look_;
    ui::SystemLook told_;
};

class WindowsDesktop final : public Desktop {
  public:
    WindowsDesktop(const DesktopSettings& settings, net::Inbox<ui::DesktopEvent>& answers)
        : answers_(answers),
          ready_(CreateEventW(nullptr, FALSE, FALSE, nullptr)),
          done_(CreateEventW(nullptr, TRUE, FALSE, nullptr)),
          thread_([this, settings] { work(settings); }) {}
    ~WindowsDesktop() override {
        post([this](Services& services) {
            stopped_ = true;
            services.dialogs().end();
            PostQuitMessage(0);
        });
        // A dialog that ends sends messages to its owner, which is this thread's window.
        while (MsgWaitForMultipleObjects(1, &done_, FALSE, INFINITE, QS_SENDMESSAGE) == WAIT_OBJECT_0 + 1) {
            MSG message;
            PeekMessageW(&message, nullptr, 0, 0, PM_NOREMOVE | PM_QS_SENDMESSAGE);
        }
        thread_.join();
        CloseHandle(done_);
        CloseHandle(ready_);
    }

    void open_link(std::string url) override {
        post([url = std::move(url)](Services& services) { services.open_link(url); });
    }
    void show_in_folder(ui::ShowInFolder wanted) override {
        post([wanted = std::move(wanted)](Services& services) { services.show_in_folder(wanted.file); });
    }
    void open_folder(ui::OpenFolder wanted) override {
        post([wanted = std::move(wanted)](Services& services) { services.open_folder(wanted.folder); });
    }
    void open_file(ui::OpenDownload wanted) override {
        post([wanted = std::move(wanted)](Services& services) { services.open_file(wanted.file); });
    }
    void pick_files(ui::PickFiles wanted) override {
        post([this, wanted = std::move(wanted)](Services& services) {
            answers_.push(services.dialogs().pick(wanted));
        });
    }
    void read_clipboard() override {
        post([this](Services& services) { answers_.push(app::read_clipboard(services.window())); });
    }
    void copy_image(ui::CopyImage image) override {
        post([png = std::move(image.png)](Services& services) { offer_png(services.window(), png); });
    }
    void notify(ui::NotifyDesktop notification) override {
        post([notification = std::move(notification)](Services& services) {
            services.notifications().notify(notification);
        });
    }
    void withdraw(ui::WithdrawNotification wanted) override {
        post([wanted](Services& services) { services.notifications().withdraw(wanted.id); });
    }
    void look_again() override {
        post([](Services& services) { services.tell_look(); });
    }

  private:
    using Task = std::function<void(Services&)>;

    void post(Task task) {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
        SetEvent(ready_);
        // A dialog that is open waits for messages only.
        if (window_ != nullptr) PostMessageW(window_, task_message, 0, 0);
    }

    void run_tasks(Services& services) {
        // One after the other is taken out: one of them may be a dialog that lasts.
        while (true) {
            Task task;
            {
                const std::lock_guard lock(mutex_);
                if (tasks_.empty()) return;
                task = std::move(tasks_.front());
                tasks_.erase(tasks_.begin());
            }
            task(services);
        }
    }

    void work(const DesktopSettings& settings) {
        CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
        {
            Services services(settings, answers_);
            services.run_tasks = [&] { run_tasks(services); };
            {
                const std::lock_guard lock(mutex_);
                window_ = services.window();
            }
            run_tasks(services);
            while (!stopped_)
                wait(services);
            const std::lock_guard lock(mutex_);
            window_ = nullptr;
        }
        CoUninitialize();
        SetEvent(done_);
    }

    void wait(Services& services) {
        const std::array<HANDLE, 2> events{ready_, services.look().changed()};
        const DWORD count = events[1] == nullptr ? 1 : 2;
        const DWORD news = MsgWaitForMultipleObjects(count, events.data(), FALSE, INFINITE, QS_ALLINPUT);
        if (news == WAIT_OBJECT_0) run_tasks(services);
        if (count == 2 && news == WAIT_OBJECT_0 + 1) {
            services.look().watch();
            services.tell_look();
        }
        MSG message;
        while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE) != 0 && message.message != WM_QUIT) {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
    }

    net::Inbox<ui::DesktopEvent>& answers_;
    HANDLE ready_;          // there are tasks
    HANDLE done_;           // the thread has ended
    bool stopped_ = false;  // of the thread
    std::mutex mutex_;      // the mailbox of the thread
    std::vector<Task> tasks_;
    HWND window_ = nullptr;
    std::thread thread_;  // last: it uses the others
};

}  // namespace

std::unique_ptr<Desktop> make_desktop(const DesktopSettings& settings,
                                      net::Inbox<ui::DesktopEvent>& answers) {
    try {
        return std::make_unique<WindowsDesktop>(settings, answers);
    } catch (const std::system_error&) {  // no thread is left
        return make_fallback_desktop(answers);
    }
}

}  // namespace crosstalk::app
