// Asks for a path, where the system has no dialog for files.
#pragma once

#include <string>

#include "ui/panels/desktop_event.hpp"
#include "ui/panels/dialog.hpp"
#include "ui/widgets/field.hpp"

namespace crosstalk::ui {

class TypePathDialog final : public Dialog {
  public:
    TypePathDialog(PickId id, std::string title, std::string name);
    [[nodiscard]] std::string title() const override { return title_; }
    [[nodiscard]] float width() const override { return 480; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    PickId id_;
    std::string title_;
    std::string name_;  // of a file that is to be made
    std::string path_;
    std::string fault_;
    FieldRequest request_ = FieldRequest::Focus;
    bool was_proposed_ = false;
};

}  // namespace crosstalk::ui
