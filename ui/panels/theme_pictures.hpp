// How a look looks: the small pictures that themes are chosen by, drawn from the themes' own values, and a few messages drawn
// as the conversation draws them.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "ui/list/message_list_view.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// One card for each choice of the setting, side by side or, where there is little width, two by two. Gives the height.
float draw_theme_choice(const Scene& scene, ImVec2 min, float width);
float theme_choice_height(const Scene& scene, float width);

/// A few lines that are always the same, with one's own name in the last.
class SampleSource final : public MessageSource {
  public:
    /// Of today in that zone.
    void set(const std::string& my_name, const Moment& now);

    std::size_t count() const override { return lines_.size(); }
    MessageView at(std::size_t index) const override;
    std::optional<std::size_t> index_of(std::uint64_t id) const override;
    std::uint64_t version() const override { return version_; }
    bool changes_since(std::uint64_t, std::vector<SourceChange>&) const override { return false; }

  private:
    struct Line {
        std::uint64_t author;
        std::string_view name;
        std::int64_t time_ms;
        std::string text;
        Attention attention;
    };
    std::vector<Line> lines_;
    std::string my_name_;
    std::int64_t midnight_ms_ = 0;
    std::uint64_t version_ = 0;
};

/// Thread: the one that draws.
class MessagePreview {
  public:
    /// A card as high as what is in it; gives its height, which is known after the first frame.
    float draw(const Scene& scene, ImVec2 min, float width);

  private:
    SampleSource source_;
    MessageListView view_;
    float height_ = 0;
};

}  // namespace crosstalk::ui
