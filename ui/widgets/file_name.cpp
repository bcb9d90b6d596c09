#include "ui/widgets/file_name.hpp"

#include <algorithm>
#include <vector>

#include "ui/fonts/drawn_text.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::string_view ellipsis = "\u2026";
constexpr float tail_most = 0.6F;            // of the width
constexpr std::size_t before_extension = 4;  // characters that stay before its dot

// Where characters begin, and the end.
std::vector<std::size_t> edges_of(std::string_view text) {
    std::vector<std::size_t> edges;
    for (DrawnText reader(text); !reader.at_end();) {
        if (reader.between_characters()) edges.push_back(reader.position());
        static_cast<void>(reader.next());
    }
    edges.push_back(text.size());
    return edges;
}

}  // namespace

std::string shortened_name(const Context& context, Type type, std::string_view name, float width) {
    if (text_width(context, type, name) <= width) return std::string(name);
    const float room = width - text_width(context, type, ellipsis);
    const std::vector<std::size_t> edges = edges_of(name);
    const std::size_t dot = name.rfind('.');
    const auto at_dot = std::ranges::lower_bound(edges, dot == std::string_view::npos ? name.size() : dot);
    auto tail = static_cast<std::size_t>(at_dot - edges.begin());
    tail -= std::min(tail, before_extension);
    while (tail + 1 < edges.size() && text_width(context, type, name.substr(edges[tail])) > room * tail_most)
        ++tail;
    const std::string_view end = name.substr(edges[tail]);
    const float left = room - text_width(context, type, end);
    std::size_t head = 0;
    while (head < tail && text_width(context, type, name.substr(0, edges[head + 1])) <= left)
        ++head;
    return std::string(name.substr(0, edges[head])) + std::string(ellipsis) + std::string(end);
}

float draw_file_name(ImDrawList& draw, const Context& context, ImVec2 row, float width, Type type,
                     Color color, std::string_view name) {
    return draw_text(draw, context, row, type, color, shortened_name(context, type, name, width));
}

}  // namespace crosstalk::ui
