#include "net/text/file_name.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "net/limits.hpp"
#include "net/text/ascii.hpp"
#include "net/text/characters.hpp"
#include "net/text/message_text.hpp"
#include "net/text/normal_form.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

// More is not even looked at; normalizing what is left costs little.
constexpr std::size_t max_asked_bytes = 1024;
constexpr std::size_t max_extension_bytes = 32;  // with its dot; a longer one is a part of the name
constexpr int max_rounds = 8;
constexpr std::string_view forbidden = "/\\<>:\"|?*";

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file; the superscripts are digits there.
constexpr std::array<std::string_view, 7> devices{"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"};
constexpr std::array<std::string_view, 2> numbered_devices{"com", "lpt"};
constexpr std::array<std::string_view, 3> superscripts{"\u00B9", "\u00B2", "\u00B3"};

// Where it begins, with its dot; the end if there is none.
std::size_t begin_of_extension(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    const bool is_there =
        dot != std::string_view::npos && dot > 0 && name.size() - dot <= max_extension_bytes;
    return is_there ? dot : name.size();
}

std::string shortened(std::string_view name, std::size_t most, std::string_view addition = "") {
    const std::size_t dot = begin_of_extension(name);
    const std::string_view extension = name.substr(dot);
    std::string result(first_bytes(name.substr(0, dot), most - extension.size() - addition.size()));
    result += addition;
    return result += extension;
}

void append(std::string& result, const CodePoint& each, std::string_view bytes) {
    const bool is_forbidden =
        each.bytes == 1 && (forbidden.find(bytes) != std::string_view::npos || !each.is_well_formed());
    if (is_forbidden) {
        result += '_';
        return;
    }
    switch (kind_of(each.value)) {
        case CharacterKind::Control:
        case CharacterKind::Invisible:
        case CharacterKind::Private:
            return;
        case CharacterKind::Space:
        case CharacterKind::OtherSpace:
            result += ' ';
            return;
        case CharacterKind::Unassigned:
            // Letters that are newer than the table stay.
            if (is_noncharacter(each.value)) return;
            break;
        case CharacterKind::LetterOrDigit:
        case CharacterKind::Mark:
        case CharacterKind::Other:
            break;
    }
    result += bytes;
}

std::string without_bad_characters(std::string_view name) {
    std::string result;
    std::size_t at = 0;
    for (const CodePoint each : CodePoints(name)) {
        append(result, each, name.substr(at, each.bytes));
        at += each.bytes;
    }
    return result;
}

std::string_view trimmed(std::string_view name) {
    const std::size_t begin = name.find_first_not_of(".- ");
    if (begin == std::string_view::npos) return {};
    return name.substr(begin, name.find_last_not_of(". ") + 1 - begin);
}

bool is_device(std::string_view name) {
    std::string stem = ascii_lower(name.substr(0, name.find('.')));
    while (stem.ends_with(' '))
        stem.pop_back();
    if (std::ranges::find(devices, stem) != devices.end()) return true;
    return std::ranges::any_of(numbered_devices, [&](std::string_view device) {
        if (!stem.starts_with(device)) return false;
        const std::string_view number = std::string_view(stem).substr(device.size());
        const bool is_digit = number.size() == 1 && number.front() >= '0' && number.front() <= '9';
        return is_digit || std::ranges::find(superscripts, number) != superscripts.end();
    });
}

std::string cleaned(std::string_view name) {
    std::string result = nfc(cap_marks(without_bad_characters(name)));
    result = trimmed(result);
    if (is_device(result)) result.insert(0, 1, '_');
    if (result.size() > net::max_file_name_bytes) result = shortened(result, net::max_file_name_bytes);
    return result;
}

}  // namespace

std::string safe_file_name(std::string_view name) {
    std::string result = name.size() > max_asked_bytes ? shortened(name, max_asked_bytes) : std::string(name);
    // What is cut or dropped may bare something else: a blank, a dot, the name of a device.
    for (int round = 0; round < max_rounds; ++round) {
        std::string next = cleaned(result);
        if (next == result) break;
        result = std::move(next);
    }
    return result.empty() ? std::string(nameless_file) : result;
}

std::string numbered_file_name(std::string_view name, std::uint32_t number) {
    const std::string addition = " (" + std::to_string(number) + ")";
    const std::size_t most = std::min(name.size() + addition.size(), net::max_file_name_bytes);
    return shortened(name, most, addition);
}

std::string file_extension(std::string_view name) {
    const std::size_t dot = begin_of_extension(name);
    return dot == name.size() ? std::string() : ascii_lower(name.substr(dot + 1));
}

bool has_picture_extension(std::string_view name) {
    static constexpr std::array<std::string_view, 5> pictures{"png", "jpg", "jpeg", "bmp", "gif"};
    return std::ranges::find(pictures, file_extension(name)) != pictures.end();
}

}  // namespace crosstalk::text
