#include "net/text/emoticons.hpp"

#include <algorithm>
#include <array>

namespace crosstalk::text {
namespace {

struct Emoticon {
    std::string_view signs;
    std::string_view emoji;
};

// In no order: it is short, and asked only where a word begins with one of a few signs.
constexpr std::array emoticons{
    Emoticon{":)", "🙂"},   Emoticon{":-)", "🙂"}, Emoticon{"=)", "🙂"},  Emoticon{":]", "🙂"},
    Emoticon{":D", "😄"},      Emoticon{":-D", "😄"},    Emoticon{"=D", "😄"},     Emoticon{"xD", "😆"},
    Emoticon{"XD", "😆"},      Emoticon{"x-D", "😆"},    Emoticon{"X-D", "😆"},    Emoticon{";)", "😉"},
    Emoticon{";-)", "😉"},     Emoticon{";D", "😉"},     Emoticon{":P", "😛"},     Emoticon{":-P", "😛"},
    Emoticon{":p", "😛"},      Emoticon{":-p", "😛"},    Emoticon{"=P", "😛"},     Emoticon{"=p", "😛"},
    Emoticon{";P", "😜"},      Emoticon{";-P", "😜"},    Emoticon{";p", "😜"},     Emoticon{";-p", "😜"},
    Emoticon{":(", "🙁"},   Emoticon{":-(", "🙁"}, Emoticon{"=(", "🙁"},  Emoticon{":[", "🙁"},
    Emoticon{":'(", "😢"},     Emoticon{":'-(", "😢"},   Emoticon{":')", "🥲"}, Emoticon{":'-)", "🥲"},
    Emoticon{":'D", "😂"},     Emoticon{":o", "😮"},     Emoticon{":O", "😮"},     Emoticon{":-o", "😮"},
    Emoticon{":-O", "😮"},     Emoticon{":|", "😐"},     Emoticon{":-|", "😐"},    Emoticon{"-_-", "😑"},
    Emoticon{":/", "😕"},      Emoticon{":-/", "😕"},    Emoticon{":\\", "😕"},    Emoticon{":-\\", "😕"},
    Emoticon{":*", "😘"},      Emoticon{":-*", "😘"},    Emoticon{">:(", "😠"},    Emoticon{">:-(", "😠"},
    Emoticon{">:)", "😈"},     Emoticon{">:-)", "😈"},   Emoticon{"O:)", "😇"},    Emoticon{"O:-)", "😇"},
    Emoticon{"0:)", "😇"},     Emoticon{"0:-)", "😇"},   Emoticon{"B-)", "😎"},    Emoticon{"8-)", "😎"},
    Emoticon{":-S", "😖"},     Emoticon{":-s", "😖"},    Emoticon{"^^", "😊"},     Emoticon{"^_^", "😊"},
    Emoticon{"^-^", "😊"},     Emoticon{">_<", "😣"},    Emoticon{">.<", "😣"},    Emoticon{"T_T", "😭"},
    Emoticon{"<3", "❤️"}, Emoticon{"</3", "💔"},
};

}  // namespace

std::string_view emoji_of_emoticon(std::string_view word) {
    const auto found = std::ranges::find(emoticons, word, &Emoticon::signs);
    return found == emoticons.end() ? std::string_view{} : found->emoji;
}

bool may_begin_emoticon(char sign) {
    return std::string_view{":;=<>xXOB80^-T"}.find(sign) != std::string_view::npos;
}

}  // namespace crosstalk::text
