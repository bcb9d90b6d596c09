#include "ui/panels/dialogs/network_dialog.hpp"

#include <imgui.h>

#include <algorithm>
#include <sstream>

#include "ui/panels/hosting_desk.hpp"
#include "ui/panels/network_desk.hpp"
#include "ui/widgets/paragraph.hpp"

namespace crosstalk::ui {

namespace {

using Verdict = model::NetworkFinding::Verdict;

constexpr float glyph_side = 18;  // at 100 %

std::string text_of(const model::NetworkReport& report) {
    std::ostringstream text;
    for (const model::NetworkFinding& each : report.findings) {
        text << (each.verdict == Verdict::Good     ? "[ok] "
                 : each.verdict == Verdict::Notice ? "[!] "
                                                   : "[x] ")
             << each.what;
        if (!each.advice.empty()) text << ' ' << each.advice;
        text << '\n';
    }
    return text.str();
}

void draw_finding(Form& form, const Scene& scene, const model::NetworkFinding& finding) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Icon icon = finding.verdict == Verdict::Good     ? Icon::Tick
                      : finding.verdict == Verdict::Notice ? Icon::Info
                                                           : Icon::Warning;
    const Role role = finding.verdict == Verdict::Good     ? Role::Success
                      : finding.verdict == Verdict::Notice ? Role::Warning
                                                           : Role::Danger;
    const float glyph = context.px(glyph_side);
    const float left = form.left() + glyph + context.px(space::medium);
    const float width = form.width() - (left - form.left());
    const Type what{TypeStyle::Body, finding.verdict == Verdict::Good ? Face::Regular : Face::SemiBold};
    const float top = form.top();
    draw_icon(draw, context.theme, icon,
              {form.left() + glyph / 2, top + context.theme.type_row(what.style) / 2}, glyph,
              context.color(role));
    float height =
        draw_paragraph(draw, context, {left, top}, width, what, context.color(Role::Text), finding.what);
    if (!finding.advice.empty())
        height += draw_paragraph(draw, context, {left, top + height}, width, {TypeStyle::Ui},
                                 context.color(Role::TextSecondary), finding.advice);
    form.take(height);
    form.gap(space::medium);
}

}  // namespace

Staying NetworkDialog::draw(const Scene& scene, Form& form) {
    if (scene.network == nullptr) return Staying::Close;
    if (!std::exchange(is_asked_, true)) {
        const bool hosts = scene.hosting != nullptr && scene.hosting->runs();
        const std::uint16_t port = hosts ? scene.hosting->hosting().server.port : std::uint16_t{0};
        scene.network->check(target_, port, scene.commands);
    }
    const auto& report = scene.network->report();
    if (!report) {
        form.paragraph("Trying what finding and hosting need. This takes some seconds.");
    } else {
        for (const model::NetworkFinding& each : report->findings)
            draw_finding(form, scene, each);
    }
    form.gap(space::control);
    const std::string_view reason = report ? "" : "It is being looked at";
    const int pressed =
        form.buttons({{"close", "Close", {.kind = ButtonKind::Primary}},
                      {"again", "Check again", {.disabled_reason = reason}},
                      {"copy", "Copy", {.kind = ButtonKind::Quiet, .disabled_reason = reason}}});
    if (pressed == 1) is_asked_ = false;
    if (pressed == 2 && report) scene.commands.ask(CopyText{text_of(*report)});
    return pressed == 0 ? Staying::Close : Staying::Open;
}

}  // namespace crosstalk::ui
