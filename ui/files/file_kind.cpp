#include "ui/files/file_kind.hpp"

#include <algorithm>
#include <array>

#include "client/model/saving.hpp"
#include "net/text/file_name.hpp"

namespace crosstalk::ui {

namespace {

struct Extension {
    std::string_view word;
    FileKind kind;
};
using enum FileKind;
constexpr std::array extensions = {
    Extension{"png", Picture},   Extension{"jpg", Picture},   Extension{"jpeg", Picture},
    Extension{"gif", Picture},   Extension{"bmp", Picture},   Extension{"webp", Picture},
    Extension{"svg", Picture},   Extension{"tif", Picture},   Extension{"tiff", Picture},
    Extension{"heic", Picture},  Extension{"avif", Picture},  Extension{"flac", Sound},
    Extension{"mp3", Sound},     Extension{"ogg", Sound},     Extension{"opus", Sound},
    Extension{"wav", Sound},     Extension{"m4a", Sound},     Extension{"aac", Sound},
    Extension{"mp4", Film},      Extension{"mkv", Film},      Extension{"webm", Film},
    Extension{"avi", Film},      Extension{"mov", Film},      Extension{"zip", Archive},
    Extension{"7z", Archive},    Extension{"rar", Archive},   Extension{"tar", Archive},
    Extension{"gz", Archive},    Extension{"xz", Archive},    Extension{"zst", Archive},
    Extension{"bz2", Archive},   Extension{"tgz", Archive},   Extension{"pdf", Document},
    Extension{"odt", Document},  Extension{"ods", Document},  Extension{"odp", Document},
    Extension{"doc", Document},  Extension{"docx", Document}, Extension{"xls", Document},
    Extension{"xlsx", Document}, Extension{"ppt", Document},  Extension{"pptx", Document},
    Extension{"epub", Document}, Extension{"rtf", Document},  Extension{"txt", Text},
    Extension{"md", Text},       Extension{"log", Text},      Extension{"csv", Text},
    Extension{"tsv", Text},      Extension{"json", Text},     Extension{"jsonl", Text},
    Extension{"xml", Text},      Extension{"yaml", Text},     Extension{"yml", Text},
    Extension{"toml", Text},     Extension{"ini", Text},      Extension{"cfg", Text},
    Extension{"conf", Text},     Extension{"c", Text},        Extension{"h", Text},
    Extension{"cpp", Text},      Extension{"hpp", Text},      Extension{"cc", Text},
    Extension{"rs", Text},       Extension{"go", Text},       Extension{"java", Text},
    Extension{"diff", Text},     Extension{"patch", Text},    Extension{"srt", Text},
    Extension{"tex", Text},      Extension{"sql", Text},      Extension{"css", Text},
};
constexpr std::size_t extension_most = 12;  // bytes; what is longer is no extension that anybody knows

std::string_view word_of(FileKind kind) {
    switch (kind) {
        case Picture:
            return "picture";
        case Sound:
            return "sound";
        case Film:
            return "video";
        case Archive:
            return "archive";
        case Document:
            return "document";
        case Text:
            return "text file";
        case Program:
            return "program";
        case Other:
            return "file";
    }
    return "file";
}

}  // namespace

FileKind kind_of(std::string_view name) {
    if (model::is_program(name)) return Program;
    const std::string extension = text::file_extension(name);
    const auto* found = std::ranges::find(extensions, extension, &Extension::word);
    return found == extensions.end() ? Other : found->kind;
}

std::string kind_in_words(std::string_view name) {
    std::string extension = text::file_extension(name);
    const std::string word(word_of(kind_of(name)));
    const bool is_plain =
        std::ranges::all_of(extension, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
    if (extension.empty() || extension.size() > extension_most || !is_plain) {
        std::string capital = word;
        capital.front() = static_cast<char>(capital.front() - 'a' + 'A');
        return capital;
    }
    for (char& c : extension) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return extension + " " + word;
}

bool is_shown_as_picture(const net::File& file) {
    return file.size > 0 && file.size <= shown_picture_most_bytes && text::has_picture_extension(file.name);
}

bool is_shown_as_text(const net::File& file) {
    return file.size > 0 && file.size <= shown_text_most_bytes && kind_of(file.name) == Text;
}

}  // namespace crosstalk::ui
