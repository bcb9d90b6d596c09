#include "ui/panels/dialogs/new_invite.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "client/model/words.hpp"
#include "ui/widgets/choice_row.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::array<UsualSpan, 5> spans = {{{"1 hour", hour_ms},
                                             {"1 day", 24 * hour_ms},
                                             {"1 week", 7 * 24 * hour_ms},
                                             {"30 days", 30 * 24 * hour_ms},
                                             {"For good", 0}}};
constexpr std::array<std::string_view, 5> uses_labels = {"Once", "5 times", "25 times", "Any number",
                                                         "Other"};
constexpr std::array<std::uint32_t, 4> usual_uses = {1, 5, 25, 0};

std::string terms_of(const model::NewInvite& invite) {
    return (invite.uses == 0 ? std::string("Any number of people") : count_of(invite.uses, "new device")) +
           (invite.span.value == 0 ? std::string(", for good")
                                   : ", within " + model::span_in_words(invite.span));
}

}  // namespace

NewInviteDialog::NewInviteDialog() : span_(spans, 2) {}

NewInviteDialog::NewInviteDialog(const model::NewInvite& wanted) : span_(spans, 2), wanted_(wanted) {}

Staying NewInviteDialog::draw(const Scene& scene, Form& form) {
    if (wanted_ && scene.is_online()) make(scene, *std::exchange(wanted_, std::nullopt));
    if (making_.is_done()) {
        form.paragraph("Whoever has this link may come in. " + terms_ + ".");
        form.gap(space::medium);
        if (link_.show(form, "link")) scene.commands.ask(CopyText{link_.text()});
        return close_button(form) ? Staying::Close : Staying::Open;
    }
    form.paragraph("A link that lets new people into " + scene.model.server().name +
                   " without the passkey. Only this window ever shows it.");
    form.gap(space::medium);
    span_.draw(form, "span", "Valid for");
    if (choice_row(form, "uses", "May be used", uses_labels, uses_)) uses_fault_.clear();
    if (uses_ == usual_uses.size() &&
        form.field("other-uses", other_uses_, {.hint = "10", .error = uses_fault_, .bytes_most = 9}).changed)
        uses_fault_.clear();
    form.fault(making_.why());
    const std::string_view reason = scene.outside == nullptr ? "There is no program around this window" : "";
    switch (deed_buttons(form, scene, making_, {.label = "Make the link", .disabled_reason = reason})) {
        case Press::Cancel:
            return Staying::Close;
        case Press::Go:
            go(scene);
            break;
        case Press::Nothing:
            break;
    }
    return Staying::Open;
}

void NewInviteDialog::go(const Scene& scene) {
    std::uint32_t uses = uses_ < usual_uses.size() ? usual_uses[uses_] : 0;
    if (uses_ == usual_uses.size()) {
        const char* end = other_uses_.data() + other_uses_.size();
        const auto [rest, fault] = std::from_chars(other_uses_.data(), end, uses);
        const bool is_number = fault == std::errc{} && rest == end && uses > 0;
        uses_fault_ = is_number ? "" : "This is no number. Write how often it may be used, such as 10.";
    }
    const auto span = span_.take();
    if (!span || !uses_fault_.empty()) return;
    make(scene, {*span, uses});
}

void NewInviteDialog::make(const Scene& scene, const model::NewInvite& wanted) {
    if (scene.outside == nullptr) return;
    DrawnInvite drawn = scene.outside->draw_invite(scene.model.server());
    link_.set(drawn.link);
    wipe(drawn.link);
    terms_ = terms_of(wanted);
    making_.perform(net::MakeInvite{std::move(drawn.token), wanted.span, wanted.uses}, scene);
}

}  // namespace crosstalk::ui
