// Dear ImGui without a window: frames are built as in the program, and only the last step, pixels, is left out.
#pragma once

#include <imgui.h>

#include <functional>
#include <memory>
#include <vector>

#include "bench/load/clock.hpp"
#include "bench/load/process_meter.hpp"
#include "ui/fonts/fonts.hpp"
#include "ui/raster/raster.hpp"
#include "ui/theme/context.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::bench {

class Stage {
  public:
    Stage(float width, float height) : imgui_(ImGui::CreateContext()) {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.LogFilename = nullptr;
        io.DisplaySize = {width, height};
        io.DeltaTime = 1.0F / 60.0F;
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
        ui::start_raster();
    }
    ~Stage() {
        ui::stop_raster();
        ImGui::DestroyContext(imgui_);
    }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// CPU of this process for building the frame, from NewFrame to the finished list of triangles.
    Nanoseconds frame(const std::function<void()>& draw) {
        const Nanoseconds before = own_cpu();
        ImGui::NewFrame();
        draw();
        ImGui::Render();
        const Nanoseconds spent = own_cpu() - before;
        // Glyphs that are new are brought to their texture here, which belongs to the renderer.
        std::uint32_t pixel = 0;
        ui::draw_with_raster(*ImGui::GetDrawData(), {&pixel, 1, 1, 1}, {});
        now_ms_ += 16;
        return spent;
    }
    std::int64_t now_ms() const { return now_ms_; }

  private:
    ImGuiContext* imgui_;
    std::int64_t now_ms_ = 0;
};

}  // namespace crosstalk::bench
