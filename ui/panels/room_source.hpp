// One room of the model as the message list reads it: messages, what came and went between them, and at the end
// what is not confirmed yet. Keeps what changed, so that the list need not look at everything again.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/model/model.hpp"
#include "ui/list/message_source.hpp"

namespace crosstalk::ui {

/// Which of a room's messages: the newest ones, or those around a place that somebody jumped to.
enum class Stretch : std::uint8_t { Tail, Past };

/// Whether it is told who joined, left, came online or went offline.
enum class Comings : std::uint8_t { Shown, Hidden };

/// One per stretch of a room that was shown, kept while the room exists. Belongs to the thread that draws.
class RoomSource final : public MessageSource {
  public:
    explicit RoomSource(Stretch stretch = Stretch::Tail) : stretch_(stretch) {}

    /// Takes over what changed in the model. The references are used until the next call, or until the model changes.
    void sync(const model::Model& model, const model::Room& room);
    /// Counts from the next sync on.
    void show_comings(Comings comings) { wanted_comings_ = comings; }

    std::size_t count() const override { return lines_.size(); }
    MessageView at(std::size_t index) const override;
    std::uint64_t id_at(std::size_t index) const override { return lines_[index].id; }
    std::optional<std::size_t> index_of(std::uint64_t id) const override;
    std::uint64_t version() const override { return version_; }
    bool changes_since(std::uint64_t version, std::vector<SourceChange>& steps) const override;

    /// The ref of the post that a line shows, if it is a pending or a failed one.
    const std::string* pending_ref(std::uint64_t id) const;
    /// The message that a line shows; nothing for other lines.
    const net::Message* message_of(std::uint64_t id) const;
    /// The line of the message at that place; 0: it is not here.
    std::uint64_t line_at(net::Sequence place) const;
    /// Id of the first message with a sequence above `read` that somebody else wrote; 0: none.
    std::uint64_t first_unread(net::Sequence read) const;

  private:
    enum class Kind : std::uint8_t { Message, Notice, Pending };
    struct Line {
        std::uint64_t id = 0;
        std::uint32_t revision = 0;
        Kind kind = Kind::Message;
        net::Sequence place;     // of a message, or of the message that a notice stands behind
        std::uint32_t turn = 0;  // of a notice, among those of one place, from 1
        std::string text;        // of a notice
        std::string ref;         // of a pending post
    };

    /// None if the room has no past just now.
    const model::Messages& messages_of(const model::Room& room) const;
    const net::Message* find(net::Sequence place) const;
    Line line_of(const net::Message& message) const;
    /// Different whenever the line looks different.
    [[nodiscard]] std::uint32_t revision_of(const net::Message& message) const;
    /// What somebody says whom one ignores.
    [[nodiscard]] bool is_hidden(const net::Message& message) const;
    ReplyView reply_of(const net::Message& answer) const;
    /// Nothing to be told: an empty text.
    Line line_of(const model::Notice& notice, std::uint32_t turn) const;
    Line line_of(const model::PendingPost& post);
    /// Lines of the messages with first <= sequence and of the notices behind them, up to the end of the room.
    std::vector<Line> lines_from(const model::Room& room, net::Sequence first, net::Sequence below);
    std::vector<Line> pending_lines(const model::Room& room);
    /// One behind the last line that is a message; 0: none is.
    [[nodiscard]] std::size_t behind_last_message() const;
    /// False if what is known and what the room has do not hang together: nothing was taken then.
    bool take_front(const model::Room& room);
    bool take_revisions(const model::Room& room, std::size_t count);
    void replace_tail(std::size_t from, std::vector<Line> tail);
    void insert(std::size_t index, std::vector<Line> lines);
    void remove(std::size_t index, std::size_t count);
    void step(SourceChange::Kind kind, std::size_t index, std::size_t count);

    Stretch stretch_;
    Comings comings_ = Comings::Shown;
    Comings wanted_comings_ = Comings::Shown;
    const model::Model* model_ = nullptr;
    const model::Room* room_ = nullptr;
    std::optional<net::Sequence> history_end_;  // what was there when the room was first shown is history
    std::deque<Line> lines_;
    std::map<std::string, std::uint64_t> ids_of_refs_;   // of pending posts
    std::map<net::Sequence, std::uint64_t> ids_of_own_;  // own messages that were pending here
    std::map<std::uint64_t, net::Sequence> own_of_ids_;  // the same the other way round
    std::uint64_t next_pending_ = 0;
    std::uint64_t version_ = 1;
    std::deque<std::pair<std::uint64_t, SourceChange>> history_;  // version after the step, the step
    std::uint64_t known_since_ = 1;  // history_ holds every step after this version
};

}  // namespace crosstalk::ui
