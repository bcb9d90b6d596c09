// The page of all settings: sections at the left, one column of rows, and a search whose results are the settings themselves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/panels/settings_rows.hpp"
#include "ui/panels/theme_pictures.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class SettingsPage {
  public:
    /// Everything beside the rail. Asks for the conversation when it is left.
    void draw(const Scene& scene, Box page);
    /// Goes to the section of that setting and brings it into view.
    void go_to(SettingId id);
    void begin_search() { search_wanted_ = true; }

  private:
    void obey_keys(const Scene& scene);
    void draw_sections(const Scene& scene, Box column, const SettingQuery& query);
    void draw_section_row(const Scene& scene, Box row, std::optional<SettingSection> section,
                          const SettingQuery& query);
    void draw_chooser(const Scene& scene, Box place);
    void draw_search(const Scene& scene, Box box);
    void draw_head(const Scene& scene, Box box, const SettingQuery& query);
    void draw_column(const Scene& scene, Box area, float left, float width, const SettingQuery& query);
    static float draw_result_head(const Scene& scene, ImVec2 min, SettingSection section);
    void bring_into_view(const Scene& scene, float top, float height);
    float draw_looks(const Scene& scene, ImVec2 min, float width);
    void draw_narrow(const Scene& scene, Box page, const SettingQuery& query);
    void leave(const Scene& scene);

    SettingSection section_ = SettingSection::Look;
    std::optional<SettingSection> only_;  // of the results of a search
    bool is_narrow_ = false;
    std::string search_;
    bool search_wanted_ = false;
    bool search_focused_ = false;
    bool search_cleared_ = false;  // by Esc, in this frame
    std::optional<SettingId> wanted_;
    ScrollArea scroll_;
    SettingsMemory memory_;
    MessagePreview preview_;
};

}  // namespace crosstalk::ui
