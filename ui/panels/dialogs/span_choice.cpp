#include "ui/panels/dialogs/span_choice.hpp"

#include <variant>
#include <vector>

#include "net/text/times.hpp"
#include "ui/widgets/choice_row.hpp"

namespace crosstalk::ui {

void SpanChoice::draw(Form& form, const char* id, std::string_view label) {
    std::vector<std::string_view> labels;
    for (const UsualSpan& usual : usual_)
        labels.push_back(usual.label);
    labels.emplace_back("Other");
    const IdScope scope(id);
    if (choice_row(form, "usual", label, labels, chosen_)) fault_.clear();
    if (chosen_ < usual_.size()) return;
    if (form.field("other", other_, {.hint = "90m, 36h, 10d, 2w", .error = fault_, .bytes_most = 64}).changed)
        fault_.clear();
}

std::optional<net::Milliseconds> SpanChoice::take() {
    fault_.clear();
    if (chosen_ < usual_.size()) return net::Milliseconds{usual_[chosen_].ms};
    const auto read = text::parse_duration(other_);
    if (const auto* unclear = std::get_if<text::Unclear>(&read)) {
        fault_ = unclear->text;
        return std::nullopt;
    }
    const net::Milliseconds span = std::get<net::Milliseconds>(read);
    return span == text::forever ? net::Milliseconds{} : span;
}

}  // namespace crosstalk::ui
