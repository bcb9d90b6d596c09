// What the message list reads: one room's lines in order, by index, and what changed since it looked last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "net/events.hpp"

namespace crosstalk::ui {

enum class LineKind : std::uint8_t {
    Message,
    Joined,  // shown as "NAME joined"; neighbouring joins and leaves collapse into one line
    Left,
    Notice,  // any other line of the system, shown as its text
};

enum class SendState : std::uint8_t {
    Pending,    // written here, not confirmed by the server
    Failed,     // offers Retry and Delete
    Sent,       // the server has it
    Delivered,  // others have it
    Read,       // and somebody has read it
};

enum class Origin : std::uint8_t { Others, Own };
enum class Age : std::uint8_t { Live, History };
/// Whether a line calls me. Never: whatever it says, for I ignore who says it.
enum class Attention : std::uint8_t { None, Mention, Never };

/// What a message answers. Unknown: it lies further back than what is here, or is gone.
enum class ReplyState : std::uint8_t { None, Known, Deleted, Unknown };
struct ReplyView {
    ReplyState state = ReplyState::None;
    std::uint64_t place = 0;  // the sequence of what is answered
    std::uint64_t author = 0;
    std::string_view author_name;
    std::string_view text;
    const net::Game* game = nullptr;  // then there is no text
};

/// One line as the list draws it. The views are only read during the call that got them.
struct MessageView {
    /// Not 0. Never changes while the line exists: an own message keeps its id when the server confirms it.
    std::uint64_t id = 0;
    /// Raised whenever the text or the state changes.
    std::uint32_t revision = 0;
    std::uint64_t author = 0;
    std::string_view author_name;
    std::int64_t time_ms = 0;  // since 1970, UTC
    std::string_view text;     // of a message, as it was typed
    LineKind kind = LineKind::Message;
    SendState state = SendState::Delivered;
    Origin origin = Origin::Others;
    Age age = Age::Live;
    Attention attention = Attention::None;
    bool is_stub = false;  // of what is gone or not to be seen; the text says why
    bool pinned = false;
    std::int64_t edited_ms = 0;  // 0: never
    ReplyView reply = {};
    std::span<const net::Reaction> reactions = {};
    std::span<const net::File> files = {};  // none of a stub
    const net::Game* game = nullptr;        // then there is no text
};

/// One step of the source's past. `index` counts in the list as it was when the step was made.
struct SourceChange {
    enum class Kind : std::uint8_t { Inserted, Removed, Changed };
    Kind kind;
    std::size_t index;
    std::size_t count;
};

/// Implemented over the client's model. All calls come from the thread that draws, between two frames'
/// changes.
class MessageSource {
  public:
    virtual ~MessageSource() = default;

    virtual std::size_t count() const = 0;
    virtual MessageView at(std::size_t index) const = 0;
    virtual std::uint64_t id_at(std::size_t index) const { return at(index).id; }
    /// Nothing if no line has this id. Costs a binary search or less.
    virtual std::optional<std::size_t> index_of(std::uint64_t id) const = 0;

    /// Different after every change; equal means that nothing changed.
    virtual std::uint64_t version() const = 0;
    /// Appends the steps after `version` in order. False if they are no longer known: the list then compares
    /// all ids once, which costs O(count) instead of O(changed).
    virtual bool changes_since(std::uint64_t version, std::vector<SourceChange>& steps) const = 0;
};

}  // namespace crosstalk::ui
