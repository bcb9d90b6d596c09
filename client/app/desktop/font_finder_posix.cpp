// fontconfig where it is installed; it is loaded at run time and none of its headers are needed. Else the usual folders.
#include <dlfcn.h>

#include <cstdlib>
#include <string>
#include <type_traits>
#include <utility>

#include "client/app/desktop/font_finder.hpp"

namespace crosstalk::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_places = 8;

// The part of fontconfig's interface that is used, as its documentation has it.
struct FcPattern;
struct FcCharSet;
struct FcConfig;
struct FcFontSet {
    int nfont;
    int sfont;
    FcPattern** fonts;
};
constexpr int match = 0;          // FcResultMatch
constexpr int match_pattern = 0;  // FcMatchPattern

struct Fontconfig {
    int (*init)() = nullptr;
    FcPattern* (*pattern_create)() = nullptr;
    void (*pattern_destroy)(FcPattern*) = nullptr;
    FcCharSet* (*char_set_create)() = nullptr;
    void (*char_set_destroy)(FcCharSet*) = nullptr;
    int (*char_set_add_char)(FcCharSet*, unsigned) = nullptr;
    int (*char_set_has_char)(const FcCharSet*, unsigned) = nullptr;
    int (*pattern_add_char_set)(FcPattern*, const char*, const FcCharSet*) = nullptr;
    int (*pattern_add_bool)(FcPattern*, const char*, int) = nullptr;
    int (*pattern_get_string)(const FcPattern*, const char*, int, unsigned char**) = nullptr;
    int (*pattern_get_integer)(const FcPattern*, const char*, int, int*) = nullptr;
    int (*pattern_get_char_set)(const FcPattern*, const char*, int, FcCharSet**) = nullptr;
    int (*config_substitute)(FcConfig*, FcPattern*, int) = nullptr;
    void (*default_substitute)(FcPattern*) = nullptr;
    FcFontSet* (*font_sort)(FcConfig*, FcPattern*, int, FcCharSet**, int*) = nullptr;
    void (*font_set_destroy)(FcFontSet*) = nullptr;

    bool load_all() {
        void* library = ::dlopen("libfontconfig.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        if (library == nullptr) return false;
        const auto load = [library](auto& function, const char* symbol) {
            function =
                reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, symbol));
            return function != nullptr;
        };
        return load(init, "FcInit") && load(pattern_create, "FcPatternCreate") &&
               load(pattern_destroy, "FcPatternDestroy") && load(char_set_create, "FcCharSetCreate") &&
               load(char_set_destroy, "FcCharSetDestroy") && load(char_set_add_char, "FcCharSetAddChar") &&
               load(char_set_has_char, "FcCharSetHasChar") &&
               load(pattern_add_char_set, "FcPatternAddCharSet") &&
               load(pattern_add_bool, "FcPatternAddBool") && load(pattern_get_string, "FcPatternGetString") &&
               load(pattern_get_integer, "FcPatternGetInteger") &&
               load(pattern_get_char_set, "FcPatternGetCharSet") &&
               load(config_substitute, "FcConfigSubstitute") &&
               load(default_substitute, "FcDefaultSubstitute") && load(font_sort, "FcFontSort") &&
               load(font_set_destroy, "FcFontSetDestroy");
    }
};

class FontconfigFinder final : public ui::FontFinder {
  public:
    static std::unique_ptr<FontconfigFinder> load() {
        auto finder = std::unique_ptr<FontconfigFinder>(new FontconfigFinder);
        if (!finder->lib_.load_all()) return nullptr;
        return finder;
    }

    std::vector<ui::FontPlace> fonts_with(char32_t code_point) override {
        std::vector<ui::FontPlace> places;
        // The first call reads all of the system's fonts if nobody has before: it may take seconds.
        if (lib_.init() == 0) return places;
        FcPattern* wanted = lib_.pattern_create();
        FcCharSet* letters = lib_.char_set_create();
        if (wanted != nullptr && letters != nullptr) {
            lib_.char_set_add_char(letters, code_point);
            lib_.pattern_add_char_set(wanted, "charset", letters);
            lib_.pattern_add_bool(wanted, "scalable", 1);
            lib_.config_substitute(nullptr, wanted, match_pattern);
            lib_.default_substitute(wanted);
            int result = match;
            if (FcFontSet* fonts = lib_.font_sort(nullptr, wanted, 0, nullptr, &result)) {
                for (int index = 0; index < fonts->nfont && places.size() < most_places; ++index)
                    add(fonts->fonts[index], code_point, places);
                lib_.font_set_destroy(fonts);
            }
        }
        if (letters != nullptr) lib_.char_set_destroy(letters);
        if (wanted != nullptr) lib_.pattern_destroy(wanted);
        return places;
    }

  private:
    FontconfigFinder() = default;

    void add(const FcPattern* font, char32_t code_point, std::vector<ui::FontPlace>& places) const {
        FcCharSet* letters = nullptr;
        if (lib_.pattern_get_char_set(font, "charset", 0, &letters) != match) return;
        if (lib_.char_set_has_char(letters, code_point) == 0) return;
        unsigned char* file = nullptr;
        if (lib_.pattern_get_string(font, "file", 0, &file) != match || file == nullptr) return;
        int face = 0;
        lib_.pattern_get_integer(font, "index", 0, &face);
        // The upper half names an instance of a variable font.
        places.push_back({fs::path(reinterpret_cast<const char*>(file)), face & 0xFFFF});
    }

    Fontconfig lib_;
};

std::vector<fs::path> usual_folders() {
    std::vector<fs::path> folders{"/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts",
                                  "/Library/Fonts"};
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
        folders.push_back(fs::path(home) / ".local/share/fonts");
        folders.push_back(fs::path(home) / ".fonts");
    }
    return folders;
}

}  // namespace

std::unique_ptr<ui::FontFinder> make_font_finder() {
    if (auto finder = FontconfigFinder::load()) return finder;
    return std::make_unique<FolderFontFinder>(
        usual_folders(), std::vector<std::string_view>{"notosans", "dejavusans", "freesans"});
}

}  // namespace crosstalk::app
