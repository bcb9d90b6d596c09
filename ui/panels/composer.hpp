// Where one writes: grows with the text, completes names, commands and emoji, answers and edits, and tells what a line
// means before it is sent.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <variant>

#include "client/model/composer.hpp"
#include "client/model/model.hpp"
#include "ui/editor/text_area.hpp"
#include "ui/panels/completion.hpp"
#include "ui/panels/emoji_picker.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// What Enter has made of the text.
struct Said {
    std::string text;
    net::MessageId reply_to;  // 0: no reply
};
struct Corrected {
    net::MessageId message;
    std::string text;
};
using Written = std::variant<Said, Corrected, model::CommandLine>;

/// One per room: the draft is the room's. Thread: the one that draws.
class Composer {
  public:
    Composer();

    /// Pixels of the screen, for a pane of that size. From the last frame's text.
    float height(const Context& context, Box pane);

    struct Result {
        std::optional<Written> written;
        bool typed = false;        // something that may become a message
        bool took_escape = false;  // nobody else acts on it in this frame
        bool edit_last = false;    // Up in an empty box
    };
    /// A line that means nothing stays, with its fault shown.
    Result draw(const Scene& scene, Box box, const model::Room& room);

    /// What is written is an answer to that message, until Esc or until it is sent.
    void answer(const net::Message& message, net::UserId me = {});
    /// The text becomes that of one's own message, and the draft comes back afterwards.
    void correct(const net::Message& message);
    /// Text that came from elsewhere (typed while nothing had the focus, pasted): goes where the caret is.
    void insert(const std::string& text);
    /// The same for what came from the clipboard: what is long is asked about first.
    void paste(const std::string& text);
    /// Every line of it behind the sign of quotations, and a line to write on.
    void quote(const std::string& text);
    void take_focus() { area_.focus_wanted = true; }
    [[nodiscard]] bool has_focus() const { return area_.has_focus; }
    /// Keys go to it, and something stands there already.
    [[nodiscard]] bool is_written_in() const { return area_.has_focus && !area_.edit.text().empty(); }
    /// As of the last frame: one is not muted, and may write in the room.
    [[nodiscard]] bool takes_text() const { return silence_.empty(); }
    /// What the word may become is offered just now; Esc closes that first.
    [[nodiscard]] bool offers_choices() const { return !completion_.empty() && !tabbing_; }
    /// The message that is answered, which is let go; 0: none is.
    net::MessageId take_answered();
    /// Lets go of the message that is changed or answered. False: there is none.
    bool step_out();
    /// What was sent last, as it was typed.
    [[nodiscard]] const std::string& last_sent() const { return last_; }

    /// What was sent last could not be done: it stands here again, unless something else does already.
    void give_back() { give_back(last_); }
    void give_back(const std::string& text) {
        if (area_.edit.text().empty()) insert(text);
    }

    const std::string& draft() const { return correcting() ? kept_draft_ : area_.edit.text(); }
    void restore_draft(std::string text);
    /// Why the text was not sent, for people; empty: no reason.
    const std::string& fault() const { return fault_; }

  private:
    struct Target {
        net::MessageId message;
        std::string author;
        net::UserId author_id;
        std::string line;  // of its text, for the strip above the box
        bool correcting = false;
        bool has_files = false;  // it may say nothing then
    };

    bool correcting() const { return target_ && target_->correcting; }
    void submit(const Moment& now, Result& result);
    void let_go();
    void walk_sent(int step);
    void refresh_completion(const model::Model& model, const model::Room& room, Trigger trigger);
    void choose(std::size_t index);
    /// What the chosen completion would make of the word stands there already, and may be sent.
    [[nodiscard]] bool is_completed(const Moment& now) const;
    void obey_keys(const Scene& scene, const model::Room& room, Result& result);
    void choose_by_keys(const Moment& now, Result& result);
    enum class Length : std::uint8_t { Fits, TooLong };
    void draw_frame(const Context& context, Box box, Length length) const;
    TextAreaResult write(const Scene& scene, Box writing, const model::Room& room, Result& result);
    void follow_caret(const Scene& scene, const model::Room& room, bool edited);
    bool draw_send(const Context& context, Box box, Length length) const;
    void draw_target(const Context& context, Box strip, Result& result);
    void draw_choice(const Context& context, Box line, const Choice& choice) const;
    void draw_completion(const Context& context, Box above);
    /// Gives the left edge of its button.
    float draw_picker(const Scene& scene, Box send);
    static void draw_attach(const Scene& scene, Box place, const model::Room& room);
    void ask_about_paste(const Scene& scene, const model::Room& room);
    void draw_counter(const Context& context, float& text_right, float button_middle);

    void draw_silence(const Scene& scene, Box box, const model::Room& room);

    TextArea area_;
    std::string silence_;  // why nothing can be written; what was written stays for later
    std::string fault_;
    std::optional<std::string> pasted_;  // to be asked about in the next frame: it is long, or names files
    std::optional<Target> target_;
    std::string kept_draft_;  // while correcting

    std::string last_;              // as it was sent
    std::deque<std::string> sent_;  // the newest last
    std::size_t walked_ = 0;        // how far back in sent_; 0: the draft itself
    std::string walked_from_;       // the draft when the walk began

    EmojiPicker picker_;

    Completion completion_;
    std::size_t chosen_ = 0;
    std::uint64_t closed_at_ = 0;  // revision for which Esc closed the popup
    std::uint64_t completed_at_ = 0;
    std::uint32_t completed_caret_ = 0;
    bool enter_chooses_ = false;  // in this frame, instead of sending
    bool tabbing_ = false;        // each further Tab takes the next choice
    Box caret_;
};

}  // namespace crosstalk::ui
