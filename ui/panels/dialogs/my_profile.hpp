// What others see of oneself: name, status, a few words about oneself, the colour of the name, and whether one is there.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "ui/panels/dialogs/parts.hpp"

namespace crosstalk::ui {

class MyProfileDialog final : public Dialog {
  public:
    [[nodiscard]] std::string title() const override { return "My profile"; }
    [[nodiscard]] float width() const override { return 480; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void take(const Scene& scene);
    void take_outcome();
    /// Whether Enter was pressed in one of them.
    bool draw_fields(const Scene& scene, Form& form);
    void draw_colours(Form& form);
    [[nodiscard]] net::UploadId picture_now(const Scene& scene) const;
    void save(const Scene& scene);
    [[nodiscard]] bool has_changed(const Scene& scene) const;

    OwnErrand asking_;
    bool asked_ = false;
    bool is_known_ = false;
    net::Card card_before_;
    std::string bio_before_;
    std::string name_;
    std::string status_;
    std::string bio_;
    std::uint32_t colour_ = 0;
    std::string name_fault_;
    std::string status_fault_;
    std::string bio_fault_;
    FieldRequest name_request_ = FieldRequest::Nothing;  // for the next frame
    FieldRequest status_request_ = FieldRequest::Nothing;
    FieldRequest bio_request_ = FieldRequest::Nothing;
    OwnErrand renaming_;
    OwnErrand describing_;
    net::Card sent_;  // by describing_
    std::string sent_bio_;
    bool is_saving_ = false;
};

}  // namespace crosstalk::ui
