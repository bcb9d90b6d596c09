#include "ui/panels/dialogs/link_question.hpp"

#include <imgui.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "net/text/ascii.hpp"
#include "net/text/markup/links.hpp"
#include "ui/panels/room_link.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

LinkTarget target_of(std::string_view url) {
    LinkTarget target;
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return target;
    target.is_encrypted = scheme == 5;
    std::string_view authority = url.substr(scheme + 3);
    // Browsers take a backslash for a slash.
    authority = authority.substr(0, authority.find_first_of("/\\?#"));
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        target.has_user = true;
        authority.remove_prefix(at + 1);
    }
    const std::size_t bracket = authority.rfind(']');
    const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon != std::string_view::npos) {
        target.port = authority.substr(colon + 1);
        authority = authority.substr(0, colon);
    }
    target.host = authority;
    std::ranges::transform(target.host, target.host.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const auto is_foreign = [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; };
    target.may_look_alike =
        std::ranges::any_of(target.host, is_foreign) || target.host.find("xn--") != std::string::npos;
    return target;
}

void follow_link(const Scene& scene, std::string url) {
    if (const auto room = read_room_link(url)) return follow_room_link(scene, *room);
    if (text::begins_with_lower(url, text::room_scheme)) {
        return scene.commands.show(
            SayBriefly{Icon::Info, "No such room", "This link is cut off. Ask for the whole one."});
    }
    if (!scene.preferences.is_on(SettingId::LinkQuestion))
        return scene.commands.ask(OpenLink{std::move(url)});
    scene.commands.show(OpenDialog{std::make_unique<LinkQuestion>(std::move(url))});
}

Staying LinkQuestion::draw(const Scene& scene, Form& form) {
    form.paragraph("It leads to");
    form.paragraph(target_.host, Role::Text, TypeStyle::Heading);
    form.gap(space::control);
    form.paragraph(url_, Role::TextSecondary, TypeStyle::Small);
    form.gap(space::medium);
    if (target_.has_user)
        form.fault("The part before the @ only looks like a server. The one above is where the link leads.");
    if (target_.may_look_alike)
        form.fault("This name has letters that may look like others. Compare it with what you expect.");
    if (!target_.port.empty()) form.fact("Port", target_.port);
    if (!target_.is_encrypted)
        form.paragraph("The page is not encrypted: others on the way can read along.", Role::TextMuted);
    form.checkbox("no-more", "Do not ask again, for any link", ask_no_more_);
    switch (form.buttons({{"open", "Open", {.kind = ButtonKind::Primary}},
                          {"copy", "Copy", {.icon = Icon::Copy}},
                          {"cancel", "Cancel", {}}})) {
        case 0:
            if (ask_no_more_) scene.preferences.set(SettingId::LinkQuestion, "off", scene.commands);
            scene.commands.ask(OpenLink{url_});
            return Staying::Close;
        case 1:
            scene.commands.ask(CopyText{url_});
            return Staying::Close;
        case 2:
            return Staying::Close;
        default:
            return Staying::Open;
    }
}

}  // namespace crosstalk::ui
