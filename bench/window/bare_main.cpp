// crosstalk-bench-bare-window: the smallest program of SDL and Dear ImGui, as their examples have it, with a list of lines.
// It writes the same log as `crosstalk --measure` and ends by itself.
#include <SDL.h>
#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_impl_sdlrenderer2.h>

#include <CLI/CLI.hpp>
#include <string>

#include "client/app/frame_log.hpp"

int main(int argc, char** argv) {
    CLI::App app{"The smallest window of SDL and Dear ImGui."};
    std::string file;
    int seconds = 5;
    app.add_option("--measure", file, "Where the log goes")->required();
    app.add_option("--seconds", seconds, "How long it stays");
    CLI11_PARSE(app, argc, argv);

    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return 1;
    SDL_Window* window = SDL_CreateWindow("bare", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, 1200, 800,
                                          SDL_WINDOW_RESIZABLE);
    SDL_Renderer* renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui_ImplSDL2_InitForSDLRenderer(window, renderer);
    ImGui_ImplSDLRenderer2_Init(renderer);
    crosstalk::app::FrameLog log(file);
    const std::uint32_t end = SDL_GetTicks() + static_cast<std::uint32_t>(seconds) * 1000U;
    while (SDL_GetTicks() < end) {
        SDL_Event event;
        while (SDL_PollEvent(&event) != 0)
            ImGui_ImplSDL2_ProcessEvent(&event);
        log.begin_frame();
        ImGui_ImplSDLRenderer2_NewFrame();
        ImGui_ImplSDL2_NewFrame();
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({1200, 800});
        ImGui::Begin("lines");
        for (int line = 0; line < 40; ++line)
            ImGui::Text("quartz: Switch is in the attic, cables are labelled. (%d)", line);
        ImGui::End();
        ImGui::Render();
        SDL_RenderClear(renderer);
        ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData(), renderer);
        SDL_RenderPresent(renderer);
        log.end_frame(true);
        SDL_Delay(16);
    }
    log.write();
    ImGui_ImplSDLRenderer2_Shutdown();
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext();
    SDL_DestroyRenderer(renderer);
    SDL_DestroyWindow(window);
    SDL_Quit();
    return 0;
}
