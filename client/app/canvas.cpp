#include "client/app/canvas.hpp"

#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_impl_sdlrenderer2.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <vector>

#include "ui/raster/raster.hpp"

namespace crosstalk::app {

namespace {

struct DestroyRenderer {
    void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};
using Renderer = std::unique_ptr<SDL_Renderer, DestroyRenderer>;

class RendererCanvas final : public Canvas {
  public:
    RendererCanvas(SDL_Window* window, Renderer renderer) : renderer_(std::move(renderer)) {
        ImGui_ImplSDL2_InitForSDLRenderer(window, renderer_.get());
        ImGui_ImplSDLRenderer2_Init(renderer_.get());
    }
    ~RendererCanvas() override {
        ImGui_ImplSDLRenderer2_Shutdown();
        ImGui_ImplSDL2_Shutdown();
    }

    void begin_frame() override { ImGui_ImplSDLRenderer2_NewFrame(); }

    void present(ui::Color background) override {
        SDL_SetRenderDrawColor(renderer_.get(), background.red, background.green, background.blue, 255);
        SDL_RenderClear(renderer_.get());
        ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData(), renderer_.get());
        SDL_RenderPresent(renderer_.get());
    }

    void textures_lost() override {
        ImGui_ImplSDLRenderer2_DestroyDeviceObjects();
        ImGui_ImplSDLRenderer2_CreateDeviceObjects();
    }

    std::uint64_t make_texture(TextureSize size, std::span<const std::uint8_t> pixels) override {
        SDL_Texture* texture = SDL_CreateTexture(renderer_.get(), SDL_PIXELFORMAT_RGBA32,
                                                 SDL_TEXTUREACCESS_STATIC, size.width, size.height);
        if (texture == nullptr) return 0;
        SDL_UpdateTexture(texture, nullptr, pixels.data(), size.width * 4);
        SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
        SDL_SetTextureScaleMode(texture, SDL_ScaleModeLinear);
        return reinterpret_cast<std::uintptr_t>(texture);
    }
    void update_texture(std::uint64_t texture, std::span<const std::uint8_t> pixels) override {
        SDL_Texture* known = texture_of(texture);
        int width = 0;
        SDL_QueryTexture(known, nullptr, nullptr, &width, nullptr);
        SDL_UpdateTexture(known, nullptr, pixels.data(), width * 4);
    }
    void drop_texture(std::uint64_t texture) override { SDL_DestroyTexture(texture_of(texture)); }
    [[nodiscard]] int texture_side_most() const override {
        constexpr int usual = 4096;
        SDL_RendererInfo info{};
        if (SDL_GetRendererInfo(renderer_.get(), &info) != 0) return usual;
        const int least = std::min(info.max_texture_width, info.max_texture_height);
        return least > 0 ? least : usual;
    }

  private:
    static SDL_Texture* texture_of(std::uint64_t id) {
        return reinterpret_cast<SDL_Texture*>(static_cast<std::uintptr_t>(id));
    }

    Renderer renderer_;
};

class ProcessorCanvas final : public Canvas {
  public:
    explicit ProcessorCanvas(SDL_Window* window) : window_(window) {
        ImGui_ImplSDL2_InitForOther(window);
        ui::start_raster();
    }
    ~ProcessorCanvas() override {
        ui::stop_raster();
        ImGui_ImplSDL2_Shutdown();
    }

    void begin_frame() override {}

    void present(ui::Color background) override {
        SDL_Surface* surface = SDL_GetWindowSurface(window_);  // another one after each resize
        if (surface == nullptr) return;
        pixels_.resize(static_cast<std::size_t>(surface->w) * static_cast<std::size_t>(surface->h));
        ui::draw_with_raster(
            *ImGui::GetDrawData(),
            {.pixels = pixels_.data(), .width = surface->w, .height = surface->h, .stride = surface->w},
            background);
        SDL_ConvertPixels(surface->w, surface->h, SDL_PIXELFORMAT_RGBA32, pixels_.data(), surface->w * 4,
                          surface->format->format, surface->pixels, surface->pitch);
        SDL_UpdateWindowSurface(window_);
    }

    std::uint64_t make_texture(TextureSize size, std::span<const std::uint8_t> pixels) override {
        auto held = std::make_unique<Held>();
        held->pixels.resize(pixels.size() / sizeof(std::uint32_t));
        std::memcpy(held->pixels.data(), pixels.data(), held->pixels.size() * sizeof(std::uint32_t));
        held->texture = {.pixels = held->pixels.data(), .width = size.width, .height = size.height};
        const auto id = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&held->texture));
        held_.emplace(id, std::move(held));
        return id;
    }
    void update_texture(std::uint64_t texture, std::span<const std::uint8_t> pixels) override {
        const auto found = held_.find(texture);
        if (found == held_.end()) return;
        std::vector<std::uint32_t>& into = found->second->pixels;
        std::memcpy(into.data(), pixels.data(), std::min(pixels.size(), into.size() * sizeof(std::uint32_t)));
    }
    void drop_texture(std::uint64_t texture) override { held_.erase(texture); }
    [[nodiscard]] int texture_side_most() const override { return 8192; }

  private:
    struct Held {
        std::vector<std::uint32_t> pixels;
        ui::RasterTexture texture;
    };

    SDL_Window* window_;
    std::map<std::uint64_t, std::unique_ptr<Held>> held_;
    std::vector<std::uint32_t> pixels_;
};

}  // namespace

std::unique_ptr<Canvas> make_renderer_canvas(SDL_Window* window) {
    Renderer renderer(SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC));
    if (renderer == nullptr) return nullptr;
    return std::make_unique<RendererCanvas>(window, std::move(renderer));
}

std::unique_ptr<Canvas> make_processor_canvas(SDL_Window* window) {
    return std::make_unique<ProcessorCanvas>(window);
}

}  // namespace crosstalk::app
