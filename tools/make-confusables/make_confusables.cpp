// Writes net/text/generated/confusables.inc from ICU's copy of Unicode's confusables.txt (UTS #39).
//
//     make_confusables > FILE        prints the table
//     make_confusables --check FILE  0: FILE is current; 1: it is not; 77: this ICU is of another Unicode
//     version
//
// ICU is needed here only; the program carries the table. What a name can't hold after NFKC is left out.
// A second table, capital_twins, is made from the first: see capital_twins() below.
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/uvernum.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr int status_of_a_skipped_test = 77;
constexpr std::size_t columns = 110;

void require(UErrorCode status) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

std::u16string utf16(UChar32 code_point) {
    std::u16string text;
    if (code_point > 0xFFFF) {
        text += static_cast<char16_t>(U16_LEAD(code_point));
        text += static_cast<char16_t>(U16_TRAIL(code_point));
    } else {
        text += static_cast<char16_t>(code_point);
    }
    return text;
}

std::u32string utf32(const std::u16string& text) {
    std::u32string result;
    for (std::size_t at = 0; at < text.size();) {
        char32_t next = text[at++];
        if (U16_IS_LEAD(next)) next = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(next, text[at++]));
        result += next;
    }
    return result;
}

std::u16string normalized(const UNormalizer2* form, const std::u16string& text) {
    UErrorCode status = U_ZERO_ERROR;
    std::u16string result(256, u'\0');
    const int size = unorm2_normalize(form, text.data(), static_cast<int>(text.size()), result.data(),
                                      static_cast<int>(result.size()), &status);
    require(status);
    result.resize(static_cast<std::size_t>(size));
    return result;
}

std::u16string skeleton(const USpoofChecker* checker, const std::u16string& text) {
    UErrorCode status = U_ZERO_ERROR;
    std::u16string result(256, u'\0');
    const int size = uspoof_getSkeleton(checker, 0, text.data(), static_cast<int>(text.size()), result.data(),
                                        static_cast<int>(result.size()), &status);
    require(status);
    result.resize(static_cast<std::size_t>(size));
    return result;
}

bool can_stand_in_a_name(UChar32 code_point) {
    if (u_hasBinaryProperty(code_point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return false;
    switch (u_charType(code_point)) {
        case U_UNASSIGNED:
        case U_CONTROL_CHAR:
        case U_FORMAT_CHAR:
        case U_PRIVATE_USE_CHAR:
        case U_SURROGATE:
        case U_SPACE_SEPARATOR:
        case U_LINE_SEPARATOR:
        case U_PARAGRAPH_SEPARATOR:
            return false;
        default:
            return true;
    }
}

using Table = std::map<char32_t, std::u32string>;

class Unicode {
  public:
    Unicode() {
        UErrorCode status = U_ZERO_ERROR;
        nfd_ = unorm2_getNFDInstance(&status);
        nfkc_ = unorm2_getNFKCInstance(&status);
        casefold_ = unorm2_getNFKCCasefoldInstance(&status);
        checker_ = uspoof_open(&status);
        require(status);
    }
    ~Unicode() { uspoof_close(checker_); }
    Unicode(const Unicode&) = delete;
    Unicode& operator=(const Unicode&) = delete;

    // The map is applied to the NFD of NFKC text; no other code point occurs there.
    [[nodiscard]] bool meets_the_map(UChar32 code_point) const {
        if (!can_stand_in_a_name(code_point)) return false;
        const std::u16string self = utf16(code_point);
        return normalized(nfd_, self) == self && normalized(nfkc_, self) == self;
    }

    [[nodiscard]] std::u16string prototype(const std::u16string& text) const {
        return skeleton(checker_, text);
    }
    [[nodiscard]] std::u16string folded(const std::u16string& text) const {
        return normalized(casefold_, text);
    }

    // What name_key would be without the twins.
    [[nodiscard]] std::u16string plain_key(const std::u16string& text) const {
        std::u16string key = folded(text);
        for (std::u16string next = folded(prototype(key)); next != key; next = folded(prototype(key)))
            key = next;
        return key;
    }

  private:
    const UNormalizer2* nfd_ = nullptr;
    const UNormalizer2* nfkc_ = nullptr;
    const UNormalizer2* casefold_ = nullptr;
    USpoofChecker* checker_ = nullptr;
};

Table confusables(const Unicode& unicode) {
    Table result;
    for (UChar32 code_point = 0; code_point <= 0x10FFFF; ++code_point) {
        if (!unicode.meets_the_map(code_point)) continue;
        const std::u16string self = utf16(code_point);
        const std::u16string prototype = unicode.prototype(self);
        if (prototype != self) result[static_cast<char32_t>(code_point)] = utf32(prototype);
    }
    return result;
}

bool is_ascii_word(const std::u32string& text) {
    for (const char32_t each : text) {
        if (!((each >= U'a' && each <= U'z') || (each >= U'0' && each <= U'9'))) return false;
    }
    return !text.empty();
}

// Names are compared without case, and the look of a letter's capital is lost when it is folded: Cyrillic
// U+0412 looks like B, its small form like nothing Latin; the capital i looks like l. So the small form is
// also a twin of what its capital looks like. Where the small form already looks like some other ASCII letter
// this would make those two one (Greek N and v), so the small form's own look wins; except for the four Greek
// letters whose capitals are drawn exactly as B, H, N and Y (name rules keep them apart from Latin letters),
// and for i, which becomes one with l.
Table capital_twins(const Unicode& unicode) {
    const std::u32string exact_capitals = U"\u03B2\u03B7\u03BD\u03C5";
    Table result;
    for (UChar32 code_point = 0; code_point <= 0x10FFFF; ++code_point) {
        if (!unicode.meets_the_map(code_point)) continue;
        const std::u16string self = utf16(code_point);
        const std::u32string small = utf32(unicode.folded(self));
        if (unicode.folded(self) == self || small.size() != 1) continue;
        const std::u32string key = utf32(unicode.plain_key(self));
        const std::u32string twin = utf32(unicode.plain_key(unicode.prototype(self)));
        if (key == twin || !is_ascii_word(twin)) continue;
        if (exact_capitals.find(small.front()) != std::u32string::npos) {
            result.emplace(small.front(), twin);
        } else if (key.size() == 1 && (key.front() >= 0x80 || key.front() == U'i')) {
            result.emplace(key.front(), twin);
        }
    }
    return result;
}

std::string wrapped(const std::vector<std::string>& items) {
    std::string result;
    std::string line;
    for (const std::string& item : items) {
        if (line.size() + item.size() > columns) {
            result += line + '\n';
            line.clear();
        }
        line += item;
    }
    return result + line + '\n';
}

std::string hexadecimal(char32_t code_point) {
    std::ostringstream out;
    out << "0x" << std::hex << std::uppercase << static_cast<unsigned>(code_point);
    return out.str();
}

std::string version_line() {
    return std::string("// From the data of Unicode ") + U_UNICODE_VERSION +
           " (confusables.txt of UTS #39, Unicode Data Files and Software License (Unicode-DFS-2016)), taken "
           "out of ICU.\n";
}

// All prototypes one after the other, each ended by a 0, and where each begins.
class Prototypes {
  public:
    explicit Prototypes(const std::vector<const Table*>& tables) {
        for (const Table* table : tables) {
            for (const auto& [code_point, prototype] : *table)
                add(prototype);
        }
    }
    [[nodiscard]] std::string text() const { return wrapped(items_); }
    [[nodiscard]] std::string rows(const Table& table) const {
        std::vector<std::string> items;
        for (const auto& [code_point, prototype] : table) {
            items.push_back('{' + hexadecimal(code_point) + ',' + std::to_string(starts_.at(prototype)) +
                            "},");
        }
        return wrapped(items);
    }

  private:
    void add(const std::u32string& prototype) {
        if (!starts_.emplace(prototype, size_).second) return;
        std::string item;
        for (const char32_t each : prototype)
            item += hexadecimal(each) + ',';
        items_.push_back(item + "0,");
        size_ += prototype.size() + 1;
    }

    std::map<std::u32string, std::size_t> starts_;
    std::vector<std::string> items_;
    std::size_t size_ = 0;
};

std::string table() {
    const Unicode unicode;
    const Table looks = confusables(unicode);
    const Table twins = capital_twins(unicode);
    const Prototypes prototypes({&looks, &twins});
    return "// Generated by tools/make-confusables; do not edit.\n" + version_line() +
           "// clang-format off\nconstexpr char32_t confusable_prototypes[] = {\n" + prototypes.text() +
           "};\nconstexpr Confusable confusables[] = {\n" + prototypes.rows(looks) +
           "};\nconstexpr Confusable capital_twins[] = {\n" + prototypes.rows(twins) +
           "};\n// clang-format on\n";
}

int check(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string kept((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (kept.empty()) {
        std::cerr << path << " can't be read.\n";
        return 1;
    }
    if (kept.find(version_line()) == std::string::npos) {
        std::cerr << path << " is of another Unicode version than this ICU (" << U_UNICODE_VERSION
                  << "); not compared.\n";
        return status_of_a_skipped_test;
    }
    if (kept == table()) return 0;
    std::cerr << path << " is not what tools/make-confusables prints. Run: make_confusables > " << path
              << '\n';
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        if (count == 1) {
            std::cout << table();
            return 0;
        }
        if (count == 3 && std::string(arguments[1]) == "--check") return check(arguments[2]);
        std::cerr << "usage: make_confusables [--check FILE]\n";
        return 2;
    } catch (const std::exception& fault) {
        std::cerr << fault.what() << '\n';
        return 1;
    }
}
