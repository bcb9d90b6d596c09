#include <utility>

#include "net/text/markup/markup.hpp"

namespace crosstalk::text {
namespace {

class Lines {
  public:
    explicit Lines(std::string& out) : out_(out) {}

    void begin_block(const Block& block) {
        if (std::exchange(has_blocks_, true)) out_ += '\n';
        depth_ = block.quote_depth;
        quote();
    }

    void add(std::string_view text) {
        for (const char c : text) {
            out_ += c;
            if (c == '\n') quote();
        }
    }

  private:
    void quote() {
        for (std::size_t level = 0; level < depth_; ++level)
            out_ += "> ";
    }

    std::string& out_;
    std::size_t depth_ = 0;
    bool has_blocks_ = false;
};

}  // namespace

std::string plain_text(const Markup& markup, Spoilers spoilers) {
    std::string out;
    Lines lines(out);
    std::uint32_t told = 0;  // the hidden spoiler that was told last; one may go on in the next block
    for (const Block& block : markup.blocks) {
        lines.begin_block(block);
        std::uint32_t open = 0;
        for (std::uint32_t i = block.first_span; i <= block.last_span; ++i) {
            const std::uint32_t spoiler = i < block.last_span ? markup.spans[i].spoiler : 0;
            if (spoiler != open && spoilers == Spoilers::Marked) {
                if (open != 0) lines.add("||");
                if (spoiler != 0) lines.add("||");
            }
            open = spoiler;
            if (i == block.last_span) break;
            if (spoiler != 0 && spoilers == Spoilers::Hidden) {
                if (std::exchange(told, spoiler) != spoiler) lines.add("[spoiler]");
                continue;
            }
            const Span& span = markup.spans[i];
            lines.add(std::string_view{markup.text}.substr(span.begin, span.end - span.begin));
        }
    }
    return out;
}

}  // namespace crosstalk::text
