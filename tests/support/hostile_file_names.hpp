// Names that a hostile sender, or an odd file system, may give a file: each must be harmless wherever names of files go.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::testing {

namespace hostile {

using namespace std::string_view_literals;

// Devices of Windows, by any spelling.
inline constexpr std::array devices{
    "CON"sv,  "con"sv,  "Con"sv,  "PRN"sv,  "AUX"sv,  "NUL"sv,  "nul"sv,    "COM0"sv,    "COM1"sv,   "com9"sv,
    "LPT0"sv, "LPT1"sv, "lpt9"sv, "COM¹"sv, "LPT²"sv, "com³"sv, "CONIN$"sv, "conout$"sv, "CLOCK$"sv,
};
inline constexpr std::array device_endings{
    ""sv, ".txt"sv, ".tar.gz"sv, "."sv, " "sv, " .txt"sv, "...."sv, ":stream"sv, ".\u200Btxt"sv,
};

// Ways to another folder, or to another meaning of the name.
inline constexpr std::array paths{
    "/etc/passwd"sv,
    "../../etc/passwd"sv,
    "..\\..\\Windows\\System32\\drivers\\etc\\hosts"sv,
    "C:\\Windows\\win.ini"sv,
    "C:file"sv,
    "\\\\server\\share\\file"sv,
    "\\\\?\\C:\\file"sv,
    "\\\\.\\PhysicalDrive0"sv,
    "//server/share"sv,
    "file:///etc/passwd"sv,
    "a/b"sv,
    "a\\b"sv,
    "a//b"sv,
    "/"sv,
    "\\"sv,
    "//"sv,
    "."sv,
    ".."sv,
    "..."sv,
    "./."sv,
    "../"sv,
    "..\\"sv,
    "..;/"sv,
    "....//"sv,
    "%2e%2e%2f"sv,
    "..%c0%af"sv,
    "file.txt:hidden.exe"sv,
    "file.txt::$DATA"sv,
    "a\u2215b"sv,
    "a\u2044b"sv,
    "a\uFF0Fb"sv,
    "a\uFF3Cb"sv,
    "a\u29F8b"sv,
    "\uFF0E\uFF0E/x"sv,
    "\u2024\u2024/x"sv,
    "~"sv,
    "~root"sv,
    "~/file"sv,
    "$HOME"sv,
    "%TEMP%"sv,
    "desktop.ini"sv,
    "autorun.inf"sv,
    ".htaccess"sv,
    ".bashrc"sv,
    ".ssh"sv,
    "a.{645FF040-5081-101B-9F08-00AA002F954E}"sv,
};

// What programs take for something else.
inline constexpr std::array commands{
    "-rf"sv,
    "--help"sv,
    "-"sv,
    "--"sv,
    "- -"sv,
    "-o ProxyCommand=x"sv,
    ".-.-."sv,
    "$(reboot)"sv,
    "`reboot`"sv,
    "a;reboot"sv,
    "a|b"sv,
    "a>b"sv,
    "a<b"sv,
    "a&b"sv,
    "*"sv,
    "?"sv,
    "a*b?c"sv,
    "\"quoted\""sv,
    "it's"sv,
    "<script>alert(1)</script>"sv,
    "%s%n%x"sv,
    "{0}"sv,
    "##id"sv,
    "name###other"sv,
    "=cmd|' /C calc'!A0"sv,
    "DROP TABLE files;--"sv,
    "NEAR(a b)"sv,
    "a\nb"sv,
    "a\r\nb"sv,
    "a\tb"sv,
    "\x1B[31mred"sv,
    "\x1B]0;title\x07"sv,
    "a\bb"sv,
    "\x7F"sv,
    "\0"sv,
    "a\0b.txt"sv,
    "a.txt\0.exe"sv,
    "\xC2\x9B"
    "31m"sv,
};

// What is not seen, or seen where it is not.
inline constexpr std::array characters{
    ""sv,
    " "sv,
    "  "sv,
    "\u00A0"sv,
    "\u3000"sv,
    "\u3164"sv,
    "\u2800"sv,
    "\u200B"sv,
    "\uFEFF"sv,
    "\u00AD"sv,
    "\u034F"sv,
    "\u115F"sv,
    "photo\u202Egnp.exe"sv,
    "\u202Etxt.exe"sv,
    "\u2066a\u2069.exe"sv,
    "a\u200Eb"sv,
    "a\u200Fb"sv,
    "a\u061Cb"sv,
    "a\u2028b"sv,
    "a\u2029b"sv,
    "a\u0085b"sv,
    "a\u200Db"sv,
    "👩\u200D🚀.png"sv,
    "❤\uFE0F.png"sv,
    "🏴\U000E0067\U000E0062\U000E007F.png"sv,
    "\uE000"sv,
    "\uF8FF"sv,
    "\U000F0000"sv,
    "\U0010FFFD"sv,
    "\uFFFE"sv,
    "\uFFFF"sv,
    "\uFDD0"sv,
    "\U0001FFFE"sv,
    "\uFFFD"sv,
    "\uFFF9a\uFFFB"sv,
    "\U000E0001"sv,
    "\U000E0100"sv,
    "\u0301"sv,
    "\u0301.txt"sv,
    "e\u0301.txt"sv,
    "\u00E9.txt"sv,
    "\u212B.txt"sv,
    "\u1E9B\u0323.txt"sv,
    "\u0344\u0344\u0344\u0344\u0344\u0344\u0344\u0344\u0344"sv,
    "\u0958.txt"sv,
    "\u1112\u1161\u11AB.txt"sv,
    "\uFB01le.txt"sv,
    "I\u0307.txt"sv,
    "\u0130.txt"sv,
    "日本語.txt"sv,
    "مرحبا.txt"sv,
    "שלום.txt"sv,
    "ภาษาไทย.txt"sv,
    "\U0001F468\u200D\U0001F469\u200D\U0001F467"sv,
};

// Bytes that are not UTF-8.
inline constexpr std::array bytes{
    "\xFF"sv,
    "\xC0\xAE\xC0\xAE/x"sv,
    "\xE0\x80\xAF"sv,
    "\xED\xA0\x80"sv,
    "\xED\xA0\xBD\xED\xB8\x80"sv,
    "\xF4\x90\x80\x80"sv,
    "\xF8\x88\x80\x80\x80"sv,
    "caf\xE9.txt"sv,
    "a\x80"sv,
    "\xE2\x82"sv,
    "\xF0\x9F\x98"sv,
    "\xC3"sv,
    "\x80\x80.png"sv,
};

// Around everything else.
inline constexpr std::array beginnings{""sv, "."sv, " "sv, "-"sv};
inline constexpr std::array endings{""sv, "."sv, " "sv, ".exe"sv, ". . "sv};

}  // namespace hostile

// Some 1,000 of them, some very long.
inline std::vector<std::string> hostile_file_names() {
    std::vector<std::string> names;
    for (const std::string_view device : hostile::devices) {
        for (const std::string_view ending : hostile::device_endings)
            names.push_back(std::string(device) + std::string(ending));
    }
    const auto add = [&](const auto& plain) {
        for (const std::string_view name : plain) {
            for (const std::string_view beginning : hostile::beginnings)
                names.push_back(std::string(beginning) + std::string(name));
            for (const std::string_view ending : hostile::endings)
                names.push_back(std::string(name) + std::string(ending));
        }
    };
    add(hostile::paths);
    add(hostile::commands);
    add(hostile::characters);
    add(hostile::bytes);
    static constexpr std::array<std::size_t, 8> sizes{254, 255, 256, 257, 1'023, 1'024, 1'025, 20'000};
    for (const std::size_t size : sizes) {
        for (const std::string_view part :
             {"a", ".", " ", "-", "/", "é", "e\u0301", "\u0301", "😀", "\u200B", "\xFF"}) {
            std::string name;
            while (name.size() < size)
                name += part;
            names.push_back(name);
            names.push_back(name + ".png");
            names.push_back("NUL" + name);
            names.push_back("a." + name);
        }
    }
    return names;
}

}  // namespace crosstalk::testing
