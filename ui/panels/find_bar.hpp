// Looks for words in one room: first in what is here, then the server in what is older. The bar above the messages, and
// where the words stand in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ui/finding/word_finder.hpp"
#include "ui/list/message_source.hpp"
#include "ui/panels/own_errand.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// One per conversation. Thread: the one that draws.
class FindBar {
  public:
    /// Opens it, or puts the keyboard into it again.
    void open();
    void close();
    [[nodiscard]] bool is_open() const { return open_; }
    static float height(const Context& context) { return context.px(measure::conversation_header); }

    enum class Direction : std::uint8_t { Older, Newer };
    void step(Direction direction);

    /// `version` changes when the messages of the room do. Gives the place to go to, when there is a new one.
    std::optional<net::Sequence> draw(const Scene& scene, Box box, const model::Room& room,
                                      std::uint64_t version);

    /// Where the words stand in a text that is shown.
    void find(const MessageView& view, std::string_view shown, std::vector<ByteRange>& ranges);
    /// The place that one stands at; 0: none.
    [[nodiscard]] net::Sequence current() const { return open_ ? current_ : net::Sequence{}; }

    // --- for tests
    [[nodiscard]] std::string count_text() const;

  private:
    void look_for(const Scene& scene);
    void scan(const Scene& scene, const model::Room& room, std::uint64_t version);
    void ask_older(const Scene& scene, const model::Room& room);
    void take_answer(const model::Room& room);
    void join(const model::Room& room);
    void obey_keys(const Scene& scene, bool is_writing);
    void draw_buttons(const Scene& scene, Box box);
    std::optional<net::Sequence> take_step();

    bool open_ = false;
    bool focus_wanted_ = false;
    std::string typed_;
    std::string looked_for_;
    std::int64_t typed_ms_ = 0;
    WordFinder finder_;

    // What is here is read a part at a time, from the newest back.
    std::vector<net::Sequence> loaded_;   // descending; of the last whole reading
    std::vector<net::Sequence> reading_;  // of the one that is under way
    std::optional<net::Sequence> read_to_;
    bool reads_ = false;
    std::optional<std::uint64_t> version_;  // that was read, or is being

    std::vector<net::Sequence> older_;  // descending; what the server told
    net::MessageId next_;               // from where it goes on; 0: there is no more
    bool asked_ = false;
    OwnErrand errand_;
    std::string fault_;

    std::vector<net::Sequence> found_;  // both, descending
    net::Sequence current_;
    std::optional<Direction> step_wanted_;
    bool first_wanted_ = false;  // go to the newest one as soon as there is one

    struct Seen {
        std::uint32_t revision = 0;
        std::size_t size = 0;
        std::vector<ByteRange> ranges;
    };
    std::unordered_map<std::uint64_t, Seen>
        seen_;  // by line: so that a frame does not read again what it shows
};

}  // namespace crosstalk::ui
