// Pictures as whoever draws gets them: asked for by name in every frame that shows them, there some frames later.
//
// The program around the window fetches, decodes and keeps them (client/app/picture_desk.hpp); what no frame asks for any
// more is given up. Nothing here waits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "net/files.hpp"
#include "net/messages/files.hpp"

namespace crosstalk::ui {

/// Which one: a file of a message, the portrait of a person, or a file on this machine.
struct PictureKey {
    net::FileSource source;
    net::File file;          // as the message says it; of a portrait nothing counts
    net::UploadId portrait;  // another one: another picture
    std::string path = {};   // not empty: a file on this machine, and the rest does not count
};

/// Unknown: nobody can show it (too large, or there is no program around the window).
enum class PictureState : std::uint8_t { Unknown, Loading, Ready, Broken };

/// Thumbnail: at most as large as the box. Whole: all its pixels.
enum class PictureDetail : std::uint8_t { Thumbnail, Whole };
/// Of what is animated: its frames in turn, or the first one.
enum class PicturePlay : std::uint8_t { Plays, Still };

struct PictureWish {
    int width = 0;  // of the box, in pixels of the screen
    int height = 0;
    PictureDetail detail = PictureDetail::Thumbnail;
    PicturePlay play = PicturePlay::Still;
    std::int64_t now_ms = 0;  // steady
};

struct PictureShown {
    PictureState state = PictureState::Unknown;
    std::uint64_t texture = 0;  // an ImTextureID; counts in this frame only
    int width = 0;              // of the texture
    int height = 0;
    int whole_width = 0;  // of the picture itself
    int whole_height = 0;
    bool moves = false;        // it is animated
    std::int64_t next_ms = 0;  // another frame of it is due after so long; 0: none is
    std::string_view fault;    // Broken: why, for people. Lives through the frame
};

struct TextShown {
    PictureState state = PictureState::Unknown;
    std::string_view text;  // its first lines. Lives through the frame
};

/// Of a picture on this machine. Loading: it is being made. Broken: there is none, and `fault` says why in a part of a
/// sentence.
struct SmallerCopy {
    PictureState state = PictureState::Unknown;
    std::string path = {};  // Ready: a file of the program's own, upright whatever the picture's file says
    std::string extension = {};
    std::uint64_t size = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::string fault = {};
};

/// Thread: the one that draws.
class Pictures {
  public:
    virtual ~Pictures() = default;
    virtual PictureShown find(const PictureKey& key, const PictureWish& wish) = 0;
    virtual TextShown first_lines(const PictureKey& key) = 0;
    /// As files are sent: what no frame asks for any more, and was not sent, is removed. `path` is UTF-8.
    virtual SmallerCopy smaller_copy(const std::string& path) = 0;
};

}  // namespace crosstalk::ui
