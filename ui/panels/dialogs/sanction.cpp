#include "ui/panels/dialogs/sanction.hpp"

#include <array>
#include <utility>

namespace crosstalk::ui {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;
constexpr std::array<UsualSpan, 5> spans = {{{"10 minutes", 10 * minute_ms},
                                             {"1 hour", hour_ms},
                                             {"1 day", day_ms},
                                             {"1 week", 7 * day_ms},
                                             {"For good", 0}}};

std::string consequence(Sanction kind, const model::Room& room) {
    const bool everywhere = room.kind == net::RoomKind::Lobby;
    switch (kind) {
        case Sanction::Kick:
            return everywhere ? "Ends every connection of this person, who may connect again at once."
                              : "Puts this person out of the room. Joining again is possible, if the room is "
                                "open to it.";
        case Sanction::Ban:
            return everywhere ? "Ends every connection of this person and refuses new ones."
                              : "Puts this person out of the room and keeps it closed to them.";
        case Sanction::Mute:
            return everywhere ? "This person can read everywhere, and write only in direct messages."
                              : "This person can read here, and not write.";
    }
    return {};
}

}  // namespace

SanctionDialog::SanctionDialog(Sanction kind, net::RoomId room, net::UserRef user)
    : kind_(kind), room_(room), user_(std::move(user)), span_(spans, kind == Sanction::Mute ? 0 : 2) {}

std::string SanctionDialog::title() const {
    switch (kind_) {
        case Sanction::Kick:
            return "Kick";
        case Sanction::Ban:
            return "Ban";
        case Sanction::Mute:
            return "Mute";
    }
    return {};
}

Staying SanctionDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr || doing_.is_done()) return Staying::Close;
    draw_person_head(form, scene, user_, where_in_words(*room, scene));
    form.paragraph(consequence(kind_, *room));
    form.gap(space::medium);
    const bool first = std::exchange(is_new_, false);
    const FieldResult reason = form.field("reason", reason_,
                                          {.label = "Reason",
                                           .hint = "The person is told; may be left empty",
                                           .error = reason_fault_,
                                           .bytes_most = 2 * net::max_reason_bytes,
                                           .request = first ? FieldRequest::Focus : FieldRequest::Nothing});
    if (reason.changed) reason_fault_.clear();
    if (kind_ != Sanction::Kick) span_.draw(form, "span", "For how long");
    if (kind_ == Sanction::Ban && room->kind == net::RoomKind::Lobby) {
        form.checkbox("addresses", "Also where they are connected from", with_addresses_);
        form.paragraph("Shuts out new devices from the same addresses; that may be others in the same house.",
                       Role::TextMuted);
        form.gap(space::control);
    }
    const std::string label = title();
    const Press press =
        end_of_deed(form, scene, doing_, {.label = label, .kind = ButtonKind::Danger}, reason.submitted);
    if (press == Press::Cancel) return Staying::Close;
    if (press == Press::Go) go(scene);
    return Staying::Open;
}

void SanctionDialog::go(const Scene& scene) {
    reason_fault_ = fault_of(reason_, reason_bounds);
    const auto span = kind_ == Sanction::Kick ? net::Milliseconds{} : span_.take();
    if (!reason_fault_.empty() || !span) return;
    switch (kind_) {
        case Sanction::Kick:
            return doing_.perform(net::KickUser{room_, user_.id, reason_}, scene);
        case Sanction::Ban:
            return doing_.perform(
                net::BanUser{room_, user_.id, *span, reason_, with_addresses_ && room_ == net::lobby, {}},
                scene);
        case Sanction::Mute:
            return doing_.perform(net::MuteUser{room_, user_.id, *span, reason_}, scene);
    }
}

}  // namespace crosstalk::ui
