#include <SDL.h>

#include <utility>

#include "client/app/desktop/addresses.hpp"
#include "client/app/desktop/desktop.hpp"

namespace crosstalk::app {

namespace {

class FallbackDesktop final : public Desktop {
  public:
    explicit FallbackDesktop(net::Inbox<ui::DesktopEvent>& answers) : answers_(answers) {}

    void open_link(std::string url) override {
        const auto checked = checked_link(url);
        open(checked ? *checked : std::string(), std::move(url));
    }
    void show_in_folder(ui::ShowInFolder wanted) override { open_folder({wanted.file.parent_path()}); }
    void open_folder(ui::OpenFolder wanted) override {
        std::error_code error;
        // A file would be opened, perhaps run, by its program.
        const bool is_folder =
            wanted.folder.is_absolute() && std::filesystem::is_directory(wanted.folder, error);
        open(is_folder ? file_address(wanted.folder) : std::string(), wanted.folder.string());
    }
    void open_file(ui::OpenDownload wanted) override {
        std::error_code error;
        const bool is_file =
            wanted.file.is_absolute() && std::filesystem::is_regular_file(wanted.file, error);
        open(is_file ? file_address(wanted.file) : std::string(), wanted.file.string());
    }
    void pick_files(ui::PickFiles wanted) override {
        answers_.push(ui::FilesPicked{wanted.id, ui::PickOutcome::NotAvailable, {}});
    }
    void read_clipboard() override { answers_.push(ui::ClipboardHeld{}); }
    void copy_image(ui::CopyImage /*image*/) override {}
    void notify(ui::NotifyDesktop /*notification*/) override {}
    void withdraw(ui::WithdrawNotification /*wanted*/) override {}
    void look_again() override {}

  private:
    void open(const std::string& address, std::string said) {
        if (address.empty() || SDL_OpenURL(address.c_str()) != 0)
            answers_.push(ui::OpenFailed{std::move(said)});
    }

    net::Inbox<ui::DesktopEvent>& answers_;
};

}  // namespace

std::unique_ptr<Desktop> make_fallback_desktop(net::Inbox<ui::DesktopEvent>& answers) {
    return std::make_unique<FallbackDesktop>(answers);
}

#if !defined(__linux__) && !defined(_WIN32)
std::unique_ptr<Desktop> make_desktop(const DesktopSettings& /*settings*/,
                                      net::Inbox<ui::DesktopEvent>& answers) {
    return make_fallback_desktop(answers);
}
#endif

}  // namespace crosstalk::app
