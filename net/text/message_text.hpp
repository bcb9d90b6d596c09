// What a message's text may hold, on arrival and on display.
//
// Kept on arrival: everything else, right-to-left marks (U+200E, U+200F, U+061C) and joiners among it,
// because people who write Arabic, Hebrew or emoji sequences need them and they reach no further than their
// neighbours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace crosstalk::text {

// Applied by the server to every message before it is stored, and by clients to what a server sends.
// - CR LF, a lone CR, and the line and paragraph separators U+2028 and U+2029 become a newline.
// - Dropped: C0 and C1 controls and DEL, except newline and tab; the bidi embeddings, overrides and isolates
//   (U+202A to U+202E, U+2066 to U+2069), which turn around text that is not theirs; plane 15, which
//   is private to whoever wrote it; noncharacters; bytes that are not UTF-8 (a session refuses those earlier).
// The result is valid UTF-8, never longer than `text`, and sanitise_message changes it no more. Linear in
// `text`.
std::string sanitise_message(std::string_view text);

// For what has one line: topics, reasons, statuses. As sanitise_message, then line breaks, tabs and other white space
// become blanks, of several one is left, and none at the beginning and the end. Valid UTF-8, never longer than `text`,
// changed no more by doing it again.
std::string sanitise_line(std::string_view text);

// For longer texts that are no messages, such as a bio: as sanitise_message, without blanks and empty lines at the
// beginning and the end.
std::string sanitise_paragraphs(std::string_view text);

// Nothing in it would be seen: empty, or only spaces, controls and characters that are drawn as nothing.
bool is_blank(std::string_view text);

// For display only: of each run of combining marks the first `most`. Joiners and other invisible characters
// do not begin a new run. The stored text keeps its marks. `text` is valid UTF-8; never grows, and
// cap_marks(result) is result.
inline constexpr std::size_t max_marks_shown = 8;
std::string cap_marks(std::string_view text, std::size_t most = max_marks_shown);

}  // namespace crosstalk::text
