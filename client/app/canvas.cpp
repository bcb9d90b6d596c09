#include "client/app/canvas.hpp"

#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_impl_sdlrenderer2.h>

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

  private:
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

  private:
    SDL_Window* window_;
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
