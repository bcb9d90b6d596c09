// Where one writes: grows with the text, keeps the focus, tells what a line means before it is sent.
#pragma once

#include <string>

#include "client/model/composer.hpp"
#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/moment.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// One per room: the draft is the room's. Thread: the one that draws.
class Composer {
  public:
    /// Pixels of the screen, for a pane of that size. From the last frame's text.
    float height(const Context& context, Box pane) const;

    /// Returns the meaning of what was sent, if something was. A line that means nothing stays, with its fault shown.
    std::optional<model::Line> draw(const Context& context, const Moment& now, Box box,
                                    const std::string& placeholder);

    /// The next frame puts the keyboard here.
    void take_focus() { focus_wanted_ = true; }
    [[nodiscard]] const std::string& fault() const { return fault_; }
    [[nodiscard]] bool is_empty() const { return text_.empty(); }
    /// What was sent last could not be done: it stands here again, unless something else does already.
    void give_back() {
        if (text_.empty()) insert(last_);
    }
    /// Puts text at the end and takes the keyboard.
    void insert(const std::string& text);

  private:
    void submit(const Moment& now, std::optional<model::Line>& sent);

    std::string text_;
    std::string last_;   // as it was sent
    std::string fault_;  // of the line as it stands, for people
    float text_height_ = 0;
    bool focus_wanted_ = true;
    bool has_focus_ = false;
    bool cursor_to_end_ = false;
};

}  // namespace crosstalk::ui
