#include "client/model/saving.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "net/text/ascii.hpp"

namespace crosstalk::model {

namespace {

constexpr std::array<std::string_view, 14> pictures{"png",  "jpg", "jpeg", "gif",  "bmp", "webp", "tif",
                                                    "tiff", "svg", "heic", "avif", "ico", "jxl",  "jfif"};
constexpr std::array<std::string_view, 24> media{"mp3",  "ogg",  "oga", "opus", "flac", "wav", "m4a", "aac",
                                                 "wma",  "aiff", "mid", "mp4",  "m4v",  "mkv", "mov", "avi",
                                                 "webm", "mpeg", "mpg", "wmv",  "flv",  "3gp", "ogv", "ts"};
constexpr std::array<std::string_view, 28> documents{
    "pdf", "txt",  "md",  "rtf",  "odt", "ods",  "odp", "odg", "doc",  "docx", "xls",  "xlsx", "ppt", "pptx",
    "csv", "json", "xml", "yaml", "yml", "toml", "tex", "log", "epub", "tsv",  "djvu", "ps",   "rst", "ics"};
// What Windows, macOS and desktops of Linux run, install or follow when it is opened; documents with macros too.
constexpr std::array<std::string_view, 92> programs{"exe",         "com",
                                                    "bat",         "cmd",
                                                    "scr",         "pif",
                                                    "msi",         "msp",
                                                    "mst",         "msix",
                                                    "appx",        "appxbundle",
                                                    "msixbundle",  "cpl",
                                                    "dll",         "ocx",
                                                    "sys",         "drv",
                                                    "gadget",      "hta",
                                                    "js",          "jse",
                                                    "vbs",         "vbe",
                                                    "vb",          "ws",
                                                    "wsf",         "wsc",
                                                    "wsh",         "sct",
                                                    "ps1",         "ps1xml",
                                                    "ps2",         "psc1",
                                                    "psd1",        "psm1",
                                                    "msh",         "msh1",
                                                    "inf",         "reg",
                                                    "lnk",         "url",
                                                    "scf",         "library-ms",
                                                    "search-ms",   "settingcontent-ms",
                                                    "application", "appref-ms",
                                                    "chm",         "hlp",
                                                    "jar",         "jnlp",
                                                    "class",       "py",
                                                    "pyc",         "pyw",
                                                    "pyz",         "pl",
                                                    "rb",          "php",
                                                    "sh",          "bash",
                                                    "zsh",         "fish",
                                                    "csh",         "ksh",
                                                    "run",         "bin",
                                                    "elf",         "so",
                                                    "desktop",     "appimage",
                                                    "flatpakref",  "flatpak",
                                                    "snap",        "deb",
                                                    "rpm",         "apk",
                                                    "app",         "dmg",
                                                    "pkg",         "command",
                                                    "workflow",    "scpt",
                                                    "docm",        "xlsm",
                                                    "pptm",        "xll",
                                                    "iso",         "img",
                                                    "vhd",         "vhdx"};

template <std::size_t Count>
bool has(const std::array<std::string_view, Count>& list, std::string_view extension) {
    return std::ranges::find(list, extension) != list.end();
}

// Windows takes the blanks and dots at the end of a name away.
std::string extension_of(std::string_view name) {
    const std::size_t end = name.find_last_not_of(" .");
    name = name.substr(0, end == std::string_view::npos ? 0 : end + 1);
    const std::size_t dot = name.find_last_of('.');
    return dot == std::string_view::npos ? std::string() : text::ascii_lower(name.substr(dot + 1));
}

}  // namespace

FileKind kind_of_file(std::string_view name) {
    const std::string extension = extension_of(name);
    if (has(programs, extension)) return FileKind::Program;
    if (has(pictures, extension)) return FileKind::Picture;
    if (has(media, extension)) return FileKind::Media;
    if (has(documents, extension)) return FileKind::Document;
    return FileKind::Other;
}

bool is_program(std::string_view name) {
    return kind_of_file(name) == FileKind::Program;
}

std::string warning_of_program(std::string_view author) {
    return "This is a program. Open it only if you trust " + std::string(author) + ".";
}

bool saves(const SavingRule& rule, const net::File& file) {
    if (file.size > rule.most_bytes) return false;
    switch (kind_of_file(file.name)) {
        case FileKind::Picture:
            return rule.pictures;
        case FileKind::Media:
            return rule.media;
        case FileKind::Document:
            return rule.documents;
        case FileKind::Other:
            return rule.others;
        case FileKind::Program:
            return false;
    }
    return false;
}

std::optional<SavingRule> parse_saving_rule(std::string_view typed) {
    SavingRule rule;
    if (const std::size_t colon = typed.find(':'); colon != std::string_view::npos) {
        constexpr std::uint64_t most_mebibytes = 1U << 20U;
        const std::string_view number = typed.substr(colon + 1);
        std::uint64_t mebibytes = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), mebibytes);
        const bool is_number = error == std::errc{} && end == number.data() + number.size();
        if (!is_number || mebibytes == 0 || mebibytes > most_mebibytes) return std::nullopt;
        rule.most_bytes = mebibytes << 20U;
        typed = typed.substr(0, colon);
    }
    if (typed == "none") return rule;
    while (true) {
        const std::size_t comma = typed.find(',');
        const std::string_view word = typed.substr(0, comma);
        const bool is_all = word == "all";
        const bool is_known =
            is_all || word == "pictures" || word == "media" || word == "documents" || word == "others";
        if (!is_known) return std::nullopt;
        rule.pictures = rule.pictures || is_all || word == "pictures";
        rule.media = rule.media || is_all || word == "media";
        rule.documents = rule.documents || is_all || word == "documents";
        rule.others = rule.others || is_all || word == "others";
        if (comma == std::string_view::npos) return rule;
        typed.remove_prefix(comma + 1);
    }
}

}  // namespace crosstalk::model
