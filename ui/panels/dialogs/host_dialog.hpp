// Starts a server on this machine and goes into it.
#pragma once

#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/panels/hosting_desk.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

class HostDialog final : public Dialog {
  public:
    /// `own`: as it stands in the connect screen.
    /// `last`: the server that ran here before, as model::Hosting tells of it.
    explicit HostDialog(OwnName own, const model::HostedServer& last = {});

    [[nodiscard]] std::string title() const override { return "Host on this machine"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void take_refusal(const model::Hosting& hosting);
    bool draw_more(const Scene& scene, Form& form);
    void start(const Scene& scene);

    OwnName own_;
    std::string first_name_;
    std::string name_;  // of the server
    SecretText passkey_;
    bool more_ = false;
    std::string folder_;
    std::string port_ = "12345";
    std::string name_fault_;
    std::string own_fault_;
    std::string passkey_fault_;
    std::string folder_fault_;
    std::string port_fault_;
    std::string other_fault_;
    bool is_asked_ = false;
    FieldRequest request_ = FieldRequest::FocusAndSelectAll;
};

}  // namespace crosstalk::ui
