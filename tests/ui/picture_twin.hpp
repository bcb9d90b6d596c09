// Pictures without files, decoders or a graphics card: a chessboard for whatever is said to be there.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ui/pictures/pictures.hpp"
#include "ui/raster/raster.hpp"

namespace crosstalk::ui::twin {

class Gallery final : public Pictures {
  public:
    struct Exhibit {
        PictureState state = PictureState::Ready;
        int width = 64;
        int height = 48;
        bool moves = false;
        std::string fault;
        std::string text;  // of a text
    };
    /// By the name of the file, or by its path if it is on this machine.
    std::map<std::string, Exhibit> exhibits;
    std::map<std::string, SmallerCopy> copies;  // by path; others are being made
    std::vector<std::string> asked;             // since it was looked at last
    PictureWish last_wish;

    static std::string name_of(const PictureKey& key) {
        if (!key.path.empty()) return key.path;
        if (key.portrait) return "portrait " + std::to_string(key.portrait.value);
        return key.file.name;
    }

    PictureShown find(const PictureKey& key, const PictureWish& wish) override {
        const std::string name = name_of(key);
        asked.push_back(name);
        last_wish = wish;
        const auto found = exhibits.find(name);
        if (found == exhibits.end()) return {.state = PictureState::Loading};
        Exhibit& exhibit = found->second;
        if (exhibit.state != PictureState::Ready) return {.state = exhibit.state, .fault = exhibit.fault};
        const Board& board = board_of(name, exhibit);
        const bool plays = exhibit.moves && wish.play == PicturePlay::Plays;
        return {.state = PictureState::Ready,
                .texture = reinterpret_cast<std::uintptr_t>(&board.texture),
                .width = exhibit.width,
                .height = exhibit.height,
                .whole_width = exhibit.width,
                .whole_height = exhibit.height,
                .moves = exhibit.moves,
                .next_ms = plays ? 50 : 0};
    }
    TextShown first_lines(const PictureKey& key) override {
        asked.push_back(name_of(key));
        const auto found = exhibits.find(name_of(key));
        if (found == exhibits.end()) return {.state = PictureState::Loading, .text = {}};
        return {.state = found->second.state, .text = found->second.text};
    }
    SmallerCopy smaller_copy(const std::string& path) override {
        const auto found = copies.find(path);
        return found == copies.end() ? SmallerCopy{.state = PictureState::Loading} : found->second;
    }

  private:
    struct Board {
        std::vector<std::uint32_t> pixels;
        RasterTexture texture;
    };
    const Board& board_of(const std::string& name, const Exhibit& exhibit) {
        std::unique_ptr<Board>& board = boards_[name];
        if (board != nullptr) return *board;
        board = std::make_unique<Board>();
        constexpr int square = 8;
        for (int y = 0; y < exhibit.height; ++y) {
            for (int x = 0; x < exhibit.width; ++x)
                board->pixels.push_back((x / square + y / square) % 2 == 0 ? 0xFF4060C0U : 0xFFC0B040U);
        }
        board->texture = {board->pixels.data(), exhibit.width, exhibit.height};
        return *board;
    }

    std::map<std::string, std::unique_ptr<Board>> boards_;
};

}  // namespace crosstalk::ui::twin
