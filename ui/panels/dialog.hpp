// A question or a form that stands before everything else until it is answered or closed. One file per dialog under
// ui/panels/dialogs/; whoever wants one shows it by Commands::show(OpenDialog{...}).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ui/theme/context.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

struct Scene;
class Form;

enum class Staying : std::uint8_t { Open, Close };

/// Thread: the one that draws. Lives from when it is shown until it asks to be closed, or Esc or its cross closes it.
class Dialog {
  public:
    Dialog() = default;
    virtual ~Dialog() = default;
    Dialog(const Dialog&) = delete;
    Dialog& operator=(const Dialog&) = delete;

    [[nodiscard]] virtual std::string title() const = 0;
    /// At 100 %; a narrow window makes it narrower.
    [[nodiscard]] virtual float width() const { return 440; }
    /// Once per frame; the dialog is as high as what it puts into the form, or scrolls.
    virtual Staying draw(const Scene& scene, Form& form) = 0;
};

/// The dialogs that are open, the newest before the others. One per window.
class DialogStack {
  public:
    void open(std::unique_ptr<Dialog> dialog);
    [[nodiscard]] bool is_empty() const { return open_.empty(); }
    [[nodiscard]] std::size_t count() const { return open_.size(); }
    void close_all() { open_.clear(); }
    /// Call last in the frame. Esc closes the newest one, unless a menu is open in it.
    void draw(const Scene& scene);

  private:
    struct Entry {
        std::unique_ptr<Dialog> dialog;
        std::uint64_t id = 0;
        float height = 0;  // of the contents, as of the last frame; 0: not known yet
        ScrollArea scroll;
        int frames_to_dim = 12;  // Dear ImGui dims what is below over so many
    };
    bool draw_one(const Scene& scene, Entry& entry, std::size_t above);

    std::vector<Entry> open_;
    std::uint64_t last_id_ = 0;
};

}  // namespace crosstalk::ui
