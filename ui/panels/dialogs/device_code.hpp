// A one-time code that makes the next device one of oneself or, made by an admin, of somebody who lost all devices.
#pragma once

#include <cstdint>
#include <string>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

class DeviceCodeDialog final : public Dialog {
  public:
    explicit DeviceCodeDialog(net::UserRef user, Begin begin = Begin::WhenAsked)
        : user_(std::move(user)), begin_(begin) {}

    [[nodiscard]] std::string title() const override { return "Let one more device in"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    void ask(const Scene& scene);
    void take(const Scene& scene);
    void draw_code(const Scene& scene, Form& form);

    net::UserRef user_;
    Begin begin_;
    OwnErrand asking_;
    SecretText code_;
    std::int64_t valid_until_ms_ = 0;  // by the wall clock
};

}  // namespace crosstalk::ui
