// The middle of the window: one room's header, messages and composer.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "client/model/model.hpp"
#include "ui/finding/called_lines.hpp"
#include "ui/list/message_list_view.hpp"
#include "ui/panels/composer.hpp"
#include "ui/panels/drafts.hpp"
#include "ui/panels/find_bar.hpp"
#include "ui/panels/game_cards.hpp"
#include "ui/panels/known_names.hpp"
#include "ui/panels/message_menu.hpp"
#include "ui/panels/room_source.hpp"
#include "ui/panels/running_games.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// What somebody did in the conversation that concerns the rest of the window.
struct ConversationWish {
    bool toggle_members = false;
    bool toggle_pins = false;
    bool go_back = false;                    // one pane only
    bool took_escape = false;                // nobody else acts on it in this frame
    std::optional<model::CommandLine> line;  // that was typed; texts were sent already
};

/// How the header is to look.
struct ConversationFrame {
    bool back_shown = false;
    std::uint64_t unread_elsewhere = 0;
    bool members_shown = false;
    bool pins_shown = false;
    std::span<const RunningGame> games{};  // of the strip below it; empty: there is none
};

/// One per room that was shown. Thread: the one that draws.
class Conversation {
  public:
    ConversationWish draw(const Scene& scene, Box box, const ConversationFrame& frame,
                          const model::Room& room);

    Composer& composer() { return composer_; }
    /// What a command has to say, on a card above the composer until Esc or the next line.
    void answer(std::vector<std::string> lines) { answer_ = std::move(lines); }
    /// Takes over what changed in the model; draw() does it too. Before anything else that speaks of its lines, if the model
    /// may have changed since.
    void sync(const Scene& scene, const model::Room& room);
    /// Shows that place, now or when it has been fetched; what is there flashes.
    void go_to(net::Sequence place, const Moment& now, const model::Room& room, Commands& commands);
    /// The same for the first message at or after a time.
    void go_to(net::Timestamp at, const model::Room& room, Commands& commands);
    /// The room was left for another one.
    void leave() { opened_ = false; }
    /// The bar that looks for words in this room.
    FindBar& find_bar() { return find_; }
    [[nodiscard]] bool has_answer() const { return !answer_.empty(); }
    /// The keyboard walks through the messages.
    void focus_messages() { (in_past_ ? past_ : tail_).view.focus_wanted = true; }
    /// Something of one's own is about to stand at the end.
    void show_own(const model::Room& room, Commands& commands) {
        if (in_past_) leave_past(room, commands);
        tail_.view.list.scroll_to_bottom();
    }
    /// To the newest message; everything counts as read, and the divider goes.
    void go_to_end(const model::Room& room, Commands& commands);
    /// What is written is kept for the next start, at once.
    void keep_draft(Preferences& preferences, const std::string& name, Commands& commands) {
        draft_.keep_now(preferences, name, composer_.draft(), commands);
    }

  private:
    void draw_header(const Scene& scene, Box box, const ConversationFrame& frame, const model::Room& room,
                     ConversationWish& wish);
    void draw_author_menu(const Scene& scene, const ListWishes& wishes, const RoomSource& source);
    void draw_list(const Scene& scene, Box box, const model::Room& room);
    /// For this frame only: they look into what this remembers.
    ListOptions options_of_list(const Scene& scene, const RoomSource& source, const model::Room& room);
    void obey(const ListWishes& wishes, const Scene& scene, const RoomSource& source,
              const model::Room& room);
    void draw_message_menus(const Scene& scene, Box box, const ListWishes& wishes, const RoomSource& source,
                            const model::Room& room);
    void take(Written written, const model::Room& room, Commands& commands, ConversationWish& wish);
    void draw_beginning(const Scene& scene, Box box, const model::Room& room) const;
    void ask_for_members(const Scene& scene, const model::Room& room);
    void note_unread(const Moment& now, const model::Room& room);
    void go_to_unread(const Scene& scene, const model::Room& room);
    void correct_last(const Scene& scene, const model::Room& room);
    static void draw_typing(const Context& context, Box below, const model::Room& room);
    void draw_answer(const Context& context, Box below);
    static void work_on_file(const ListWishes::OnFile& wish, const Scene& scene, const RoomSource& source,
                             const model::Room& room);
    void react(std::uint64_t line, std::size_t index, const model::Model& model, const model::Room& room,
               Commands& commands);
    void obey(const MessageWish& wish, const model::Model& model, const model::Room& room,
              Commands& commands);
    void follow_jump(const Moment& now, const model::Room& room);
    void leave_past(const model::Room& room, Commands& commands);
    void load_more(const ListWishes& wishes, const model::Model& model, const model::Room& room,
                   Commands& commands);
    void mark_read(const Moment& now, const model::Room& room, Commands& commands);

    struct Shown {
        explicit Shown(Stretch stretch) : source(stretch) {}
        RoomSource source;
        MessageListView view;
    };
    Shown tail_{Stretch::Tail};
    Shown past_{Stretch::Past};
    bool in_past_ = false;
    std::optional<std::uint64_t> jumping_since_;  // landings when a jump was asked for
    net::Sequence asked_after_;                   // the newest LoadNewer sent
    KnownNames names_;
    net::UserRef author_;  // that a menu is about
    MessageMenu menu_;
    GameCards games_;
    Composer composer_;
    FindBar find_;
    CalledLines called_;
    DraftKeeper draft_;
    bool draft_restored_ = false;
    std::uint64_t members_asked_ = 0;  // on which login
    std::uint64_t pages_asked_ = 0;    // on which login asked_before_ and asked_after_ were
    std::vector<std::string> answer_;
    bool opened_ = false;
    bool looked_away_ = false;       // the window had no focus
    bool divided_ = false;           // something was unread then
    bool goes_to_unread_ = false;    // as soon as it is here
    net::Sequence read_at_opening_;  // where the "New messages" divider stands
    std::uint64_t unread_at_opening_ = 0;
    net::Sequence marked_;        // the newest MarkRead sent
    net::Sequence asked_before_;  // the newest LoadOlder sent
};

}  // namespace crosstalk::ui
