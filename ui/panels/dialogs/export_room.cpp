#include "ui/panels/dialogs/export_room.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include "ui/widgets/choice_row.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::array<std::string_view, 2> formats = {"Plain text", "JSON Lines, for programs"};
constexpr std::size_t path_most = 4096;

model::FileFormat format_of(std::size_t index) {
    return index == 0 ? model::FileFormat::Text : model::FileFormat::JsonLines;
}

// A name that every file system takes.
std::string file_name_of(const model::Room& room, std::size_t format) {
    std::string name;
    for (const char c : room.name) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                              static_cast<unsigned char>(c) >= 0x80;
        name += is_plain ? c : '-';
    }
    return name + (format == 0 ? ".txt" : ".jsonl");
}

}  // namespace

ExportRoomDialog::ExportRoomDialog(const model::ExportRoom& wanted)
    : room_(wanted.room),
      file_(wanted.file),
      format_(wanted.format == model::FileFormat::Text ? 0 : 1),
      begins_(true) {}

void ExportRoomDialog::propose(const Scene& scene, const model::Room& room) {
    // What somebody has written is left alone.
    if (scene.outside == nullptr || file_ != proposed_) return;
    proposed_ = scene.outside->place_for(file_name_of(room, format_));
    file_ = proposed_;
}

Staying ExportRoomDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr) return Staying::Close;
    if (std::exchange(begins_, false)) begin(scene);
    if (writing_ != nullptr) go_on(scene, *room);
    if (is_complete_) {
        form.paragraph(count_of(written_, "message") + " of " + tag_of(*room) + " are in", Role::Text);
        form.gap(space::control);
        copied_fact(form, scene, "file", "File", file_);
        return close_button(form) ? Staying::Close : Staying::Open;
    }
    if (writing_ != nullptr) {
        draw_nothing(form, count_of(writing_->messages(), "message") + " so far\u2026");
        return form.buttons({{"cancel", "Cancel", {}}}) == 0 ? Staying::Close : Staying::Open;
    }
    if (file_.empty() && proposed_.empty()) propose(scene, *room);
    form.paragraph("All that was ever said in " + tag_of(*room) + ", to a new file on this machine.");
    form.gap(space::medium);
    if (choice_row(form, "format", "As", formats, format_)) propose(scene, *room);
    draw_question(scene, form);
    const std::string_view reason = scene.outside == nullptr ? "There is no program around this window" : "";
    switch (deed_buttons(form, scene, asking_, {.label = "Export", .disabled_reason = reason})) {
        case Press::Cancel:
            return Staying::Close;
        case Press::Go:
            begin(scene);
            break;
        case Press::Nothing:
            break;
    }
    return Staying::Open;
}

void ExportRoomDialog::draw_question(const Scene& scene, Form& form) {
    const FieldResult file =
        form.field("file", file_, {.label = "File", .error = fault_, .bytes_most = path_most});
    if (file.changed) fault_.clear();
    if (file.submitted && scene.is_online()) begin(scene);
}

void ExportRoomDialog::begin(const Scene& scene) {
    fault_.clear();
    if (file_.empty()) {
        fault_ = "The file has no name. Write where it shall stand.";
        return;
    }
    if (scene.outside == nullptr || !scene.is_online()) return;
    try {
        writing_ = scene.outside->begin_room_file({room_, file_, format_of(format_)});
    } catch (const std::runtime_error& error) {
        fault_ = error.what();
        return;
    }
    asking_.ask(writing_->question(), scene);
}

void ExportRoomDialog::go_on(const Scene& scene, const model::Room& room) {
    if (asking_.has_failed()) return stop(asking_.why());
    const auto* page = asking_.answer<net::HistoryPage>();
    if (page == nullptr) return;
    try {
        if (writing_->take(scene.model, room, *page) == RoomFile::Progress::More)
            return asking_.ask(writing_->question(), scene);
    } catch (const std::runtime_error& error) {
        return stop(error.what());
    }
    written_ = writing_->messages();
    is_complete_ = true;
    stop({});
}

void ExportRoomDialog::stop(std::string fault) {
    fault_ = std::move(fault);
    writing_.reset();
    asking_.forget();
}

}  // namespace crosstalk::ui
