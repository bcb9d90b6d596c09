// Where a link really leads, asked before the browser is started.
#pragma once

#include <string>
#include <string_view>

#include "ui/panels/dialog.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// Of an address with http or https, as a browser reads it.
struct LinkTarget {
    std::string host;             // without user and port
    std::string port;             // empty: the usual one
    bool is_encrypted = false;    // https
    bool has_user = false;        // "https://bank.example@evil.example": what stands before the @ is no host
    bool may_look_alike = false;  // letters beyond a-z, or "xn--"
};
LinkTarget target_of(std::string_view url);

/// Opens it, or asks first if that is wanted; a room is shown in this window. Every link that somebody follows goes through here.
void follow_link(const Scene& scene, std::string url);

class LinkQuestion final : public Dialog {
  public:
    explicit LinkQuestion(std::string url) : url_(std::move(url)), target_(target_of(url_)) {}

    [[nodiscard]] std::string title() const override { return "Open this link?"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    std::string url_;
    LinkTarget target_;
    bool ask_no_more_ = false;
};

}  // namespace crosstalk::ui
