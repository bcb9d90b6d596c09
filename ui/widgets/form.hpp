// Widgets below one another in a column: what dialogs, pages and side panels are made of. Each part takes the column's width
// and moves the place of the next one down.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

/// One button of a row.
struct FormButton {
    const char* id;
    std::string_view label;
    ButtonLook look;
};

/// Lives through one frame. Ids are of the id scope that is open.
class Form {
  public:
    Form(const Context& context, ImVec2 min, float width)
        : context_(context), min_(min), top_(min.y), width_(width) {}

    /// The whole width from here on, that high.
    Box take(float height);
    /// At 100 %.
    void gap(float height = space::group) { top_ += context_.px(height); }

    void heading(std::string_view text);
    void head(std::string_view text);  // of a part
    void paragraph(std::string_view text, Role role = Role::TextSecondary, TypeStyle style = TypeStyle::Ui);
    /// With a triangle; nothing at all if there is none.
    void fault(std::string_view text);
    /// A name at the left and what it says at the right of it, which wraps.
    void fact(std::string_view name, std::string_view text);

    FieldResult field(const char* id, std::string& text, const FieldLook& look);
    FieldResult field(const char* id, std::string& text, Secrecy& secrecy, const FieldLook& look);
    bool checkbox(const char* id, std::string_view label, bool& checked);
    bool segmented(const char* id, std::string_view label, std::span<const std::string_view> labels,
                   std::size_t& chosen);
    /// One row, 20 px checkbox size; true when it is pressed. For choices of one from a few with an explanation each.
    bool radio(const char* id, std::string_view label, std::string_view help, Chosen chosen);
    /// From the right; the first one named is the rightmost. Gives the index of the pressed one, or -1.
    int buttons(std::initializer_list<FormButton> row);

    [[nodiscard]] const Context& context() const { return context_; }
    [[nodiscard]] float top() const { return top_; }
    [[nodiscard]] float width() const { return width_; }
    [[nodiscard]] float left() const { return min_.x; }
    [[nodiscard]] float height() const { return top_ - min_.y; }

  private:
    const Context& context_;
    ImVec2 min_;
    float top_;
    float width_;
};

}  // namespace crosstalk::ui
