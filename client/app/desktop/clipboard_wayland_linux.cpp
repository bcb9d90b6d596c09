#include "client/app/desktop/clipboard_wayland_linux.hpp"

#include <utility>
#include <vector>

namespace crosstalk::app {

namespace {

constexpr std::chrono::milliseconds patience{5000};

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

class WaylandClipboard final : public Clipboard {
  public:
    explicit WaylandClipboard(Children& children) : children_(children) {}

    void read(Answer answer) override {
        children_.start({.command = {"wl-paste", "--list-types"}, .input = {}, .patience = patience},
                        [this, answer = std::move(answer)](const ChildResult& result) {
                            const std::string type = best_clipboard_type(lines_of(result.output));
                            if (!result.exited || result.status != 0 || type.empty()) {
                                answer({});
                            } else {
                                fetch(type, answer);
                            }
                        });
    }

    // wl-copy stays behind as the clipboard's owner until something else is copied.
    void offer(std::string png) override {
        children_.start({.command = {"wl-copy", "--type", "image/png"},
                         .input = std::move(png),
                         .life = ChildLife::Independent},
                        {});
    }

  private:
    void fetch(const std::string& type, const Answer& answer) {
        children_.start({.command = {"wl-paste", "--no-newline", "--type", type},
                         .input = {},
                         .most_output = largest_clipboard_content,
                         .patience = patience},
                        [type, answer](const ChildResult& result) {
                            const bool came = result.exited && result.status == 0;
                            answer(came ? clipboard_content(type, result.output) : ui::ClipboardHeld{});
                        });
    }

    Children& children_;
};

}  // namespace

std::unique_ptr<Clipboard> make_wayland_clipboard(Children& children) {
    if (find_program("wl-paste").empty() || find_program("wl-copy").empty()) return nullptr;
    return std::make_unique<WaylandClipboard>(children);
}

}  // namespace crosstalk::app
