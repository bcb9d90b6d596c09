#include "net/text/markup/mentions.hpp"

#include <utility>

#include "net/text/markup/scanner.hpp"

namespace crosstalk::text {

std::vector<Mention> find_mentions(std::string_view text, const IsName& is_name) {
    std::vector<Mention> found;
    // Most messages name nobody.
    if (text.find('@') == std::string_view::npos) return found;
    Scanner scanner(text, {.is_name = &is_name});
    while (!scanner.at_end()) {
        Piece piece = scanner.next();
        if (piece.token == Token::Mention) found.push_back({piece.begin, piece.end, std::move(piece.key)});
    }
    return found;
}

}  // namespace crosstalk::text
