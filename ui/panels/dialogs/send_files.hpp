// What is about to be sent: each file with its picture, name and size, and a few words to go with them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/panels/desktop_event.hpp"
#include "ui/panels/dialog.hpp"
#include "ui/widgets/field.hpp"

namespace crosstalk::ui {

class SendFilesDialog final : public Dialog {
  public:
    SendFilesDialog(net::RoomId room, FilesSeen seen, std::string text = {});
    [[nodiscard]] std::string title() const override;
    [[nodiscard]] float width() const override { return 520; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void draw_file(const Scene& scene, Form& form, std::size_t index);
    void draw_single(const Scene& scene, Form& form);
    void draw_choice(const Scene& scene, Form& form);
    /// Unknown: none is wanted, or can be had.
    [[nodiscard]] SmallerCopy copy_of(const SeenFile& file, const Scene& scene) const;
    [[nodiscard]] bool waits_for_copy(const Scene& scene) const;
    /// The file, or its copy once that is there.
    [[nodiscard]] SeenFile as_sent(const SeenFile& file, const Scene& scene) const;
    [[nodiscard]] std::string fault_of(const SeenFile& file, const Scene& scene) const;
    /// Why it cannot be sent now; empty: it can.
    [[nodiscard]] std::string refusal(const Scene& scene) const;
    void send(const Scene& scene);

    net::RoomId room_;
    std::vector<SeenFile> files_;
    std::size_t left_out_ = 0;
    std::size_t removed_ = 0;  // one more than the index of a file whose cross was pressed in this frame
    std::string text_;
    std::optional<bool> smaller_;  // not asked yet
    bool goes_then_ = false;       // Enter was pressed before the copy was there
    FieldRequest request_ = FieldRequest::Focus;
};

}  // namespace crosstalk::ui
