#include "ui/panels/dialogs/removal.hpp"

namespace crosstalk::ui {

std::string RemovalDialog::title() const {
    switch (removal_.what.why) {
        case net::WhyRemoved::Kicked:
            return "You were kicked";
        case net::WhyRemoved::Banned:
            return "You were banned";
        case net::WhyRemoved::Dissolved:
            return "A room was deleted";
        case net::WhyRemoved::Left:
            return "You left a room";
    }
    return {};
}

Staying RemovalDialog::draw(const Scene& scene, Form& form) {
    const std::string tag = "#" + removal_.room;
    const std::string by = name_or_server(removal_.what.by);
    switch (removal_.what.why) {
        case net::WhyRemoved::Kicked:
            form.paragraph(by + " put you out of " + tag + ". You may come back, if the room is open to you.",
                           Role::Text, TypeStyle::Body);
            break;
        case net::WhyRemoved::Banned:
            form.paragraph(by + " put you out of " + tag + " and keeps it closed to you.", Role::Text,
                           TypeStyle::Body);
            break;
        case net::WhyRemoved::Dissolved:
            form.paragraph(by + " deleted " + tag + ", with all that was said there.", Role::Text,
                           TypeStyle::Body);
            break;
        case net::WhyRemoved::Left:
            form.paragraph("You are not in " + tag + " any more.", Role::Text, TypeStyle::Body);
            break;
    }
    form.gap(space::medium);
    if (!removal_.what.reason.empty()) form.fact("Reason", removal_.what.reason);
    if (removal_.what.why == net::WhyRemoved::Banned)
        form.fact("For how long", end_in_words(removal_.what.until, scene));
    form.fact("When", date_and_time(removal_.at, scene));
    return form.buttons({{"done", "I see", {.kind = ButtonKind::Primary}}}) == 0 ? Staying::Close
                                                                                 : Staying::Open;
}

}  // namespace crosstalk::ui
