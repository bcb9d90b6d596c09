#include "ui/panels/dialogs/audit.hpp"

#include <imgui.h>

#include <cmath>

#include "client/model/words.hpp"
#include "ui/panels/paging.hpp"
#include "ui/widgets/list_box.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 46;

std::string line_of(const net::AuditEntry& entry, net::RoomId asked, const Scene& scene) {
    std::string text = name_or_server(entry.by) + " " + deed_in_words(entry);
    if (entry.room != asked && entry.action != net::AuditAction::RoomDissolved)
        text += " in " + tag_of(scene.model, entry.room);
    return text;
}

}  // namespace

std::string deed_in_words(const net::AuditEntry& entry) {
    // As the window's own dialogs call them.
    if (entry.action == net::AuditAction::RoomDissolved) return "deleted a room";
    if (entry.action == net::AuditAction::Purged) return "removed old messages";
    return model::deed_in_words(entry);
}

void AuditDialog::ask(const Scene& scene) {
    asked_ = true;
    asked_from_ = rows_.empty() ? net::Position{} : rows_.back().entry.position;
    asking_.ask(net::Audit{room_, asked_from_}, scene);
}

void AuditDialog::take(const Scene& scene) {
    const auto* page = asking_.answer<net::AuditPage>();
    if (page == nullptr) return;
    for (const net::AuditEntry& entry : page->entries) {
        std::string text = line_of(entry, room_, scene);
        std::string key = folded(text + "\n" + entry.detail);
        rows_.push_back({entry, std::move(text), std::move(key)});
    }
    last_ = page->last || page->entries.empty() || rows_.size() >= rows_kept_most ||
            !goes_down(page->entries.back().position, asked_from_);
    asking_.forget();
    choose_rows();
}

void AuditDialog::choose_rows() {
    const std::string wanted = folded(filter_);
    chosen_.clear();
    for (std::size_t index = 0; index < rows_.size(); ++index) {
        if (rows_[index].key.find(wanted) != std::string::npos) chosen_.push_back(index);
    }
}

Staying AuditDialog::draw(const Scene& scene, Form& form) {
    if (scene.model.room(room_) == nullptr) return Staying::Close;
    if (!asked_ && scene.is_online()) ask(scene);
    take(scene);
    if (form.field("filter", filter_, {.hint = "Find a name, a deed or a reason", .icon = Icon::Search})
            .changed)
        choose_rows();
    bool at_end = true;
    if (!chosen_.empty()) {
        at_end =
            list_box(form, "entries", scroll_, scene.px(row_height), chosen_.size(),
                     [&](std::size_t index, Box box) { return draw_row(scene, rows_[chosen_[index]], box); })
                .at_end;
    }
    if (!last_ && asking_.is_idle() && scene.is_online() && at_end) ask(scene);
    if (draw_asking(form, scene, asking_)) ask(scene);
    if (last_ && chosen_.empty())
        draw_nothing(form, rows_.empty() ? "Nothing has been recorded." : "Nothing of this was recorded.");
    return close_button(form) ? Staying::Close : Staying::Open;
}

bool AuditDialog::draw_row(const Scene& scene, const Row& row, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(row.entry.position.value);
    const IdScope place(row.entry.user.id.value);
    const ItemState state = item(context, "entry", box);
    fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), theme.px(radius::control));
    draw_focus_ring(draw, context, state, box, theme.px(radius::control), RingPlace::Inside);
    const float left = box.min.x + theme.px(space::medium);
    const float width = box.max.x - theme.px(space::group) - left;
    const float top =
        std::floor(box.center().y - (theme.type_row(TypeStyle::Ui) + theme.type_row(TypeStyle::Small)) / 2);
    const Ellipsis cut =
        draw_text_within(draw, context, {left, top}, width, {TypeStyle::Ui}, theme[Role::Text], row.text);
    std::string below = date_and_time(row.entry.at, scene);
    if (!row.entry.detail.empty()) below += "  \u00B7  " + row.entry.detail;
    const Ellipsis cut_below = draw_text_within(draw, context, {left, top + theme.type_row(TypeStyle::Ui)},
                                                width, {TypeStyle::Small}, theme[Role::TextMuted], below);
    if (cut == Ellipsis::Drawn || cut_below == Ellipsis::Drawn)
        tooltip(context, state, row.text + "\n" + below);
    return state.focused;
}

}  // namespace crosstalk::ui
