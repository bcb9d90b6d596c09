// The last look at this machine's network, for whoever shows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "client/model/network_report.hpp"
#include "ui/panels/commands.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class NetworkDesk {
  public:
    /// Anew; what was known is forgotten.
    void check(std::string target, std::uint16_t hosted_port, Commands& commands) {
        report_.reset();
        commands.ask(CheckNetwork{std::move(target), hosted_port});
    }
    void hear(const NetworkChecked& event) { report_ = event.report; }
    /// None while one looks.
    [[nodiscard]] const std::optional<model::NetworkReport>& report() const { return report_; }

  private:
    std::optional<model::NetworkReport> report_;
};

}  // namespace crosstalk::ui
