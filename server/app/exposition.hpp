// Writes figures in Prometheus' text exposition format, version 0.0.4:
// https://prometheus.io/docs/instrumenting/exposition_formats/
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace crosstalk::server {

enum class MetricType : std::uint8_t { Counter, Gauge, Histogram };

// A whole number of milliseconds, as seconds: "0.005".
std::string seconds(std::int64_t ms);

class Exposition {
  public:
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

    using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    // Begins a family; its samples follow. Names are letters, digits and underscores, each once; the name of a counter
    // ends in _total.
    void family(std::string_view name, MetricType type, std::string_view help);
    // Of the family that was begun last. The suffix is for histograms: "_bucket", "_sum", "_count".
    void sample(std::string_view value, Labels labels = {}, std::string_view suffix = "");
    void sample(std::uint64_t value, Labels labels = {}, std::string_view suffix = "") {
        sample(std::to_string(value), labels, suffix);
    }

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string name_;
    std::string text_;
};

}  // namespace crosstalk::server
