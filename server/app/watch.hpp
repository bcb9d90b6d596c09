// What those who watch a server are told of it: figures for Prometheus and whether all is well.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/transport/lifetime.hpp"
#include "net/transport/listener.hpp"
#include "server/app/data_folder.hpp"
#include "server/app/health.hpp"
#include "server/app/http_responder.hpp"
#include "server/app/metrics.hpp"
#include "server/ports/view.hpp"
#include "server/runtime/node.hpp"

namespace crosstalk::server {

// Thread: the loop's.
class Watch {
  public:
    // All of it must outlive the watch.
    struct Means {
        const DataFolder& folder;
        const Node& node;
        const transport::Listener& listener;
        ports::View& view;
        transport::Loop& loop;
        Log log;
        net::Timestamp began;  // the process
    };

    explicit Watch(Means means) : means_(std::move(means)) {}
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    // By HTTP from now on, /metrics and /health. Throws std::runtime_error with a text for people.
    void serve(const transport::Address& address);
    // HOST:PORT of that.
    [[nodiscard]] std::optional<std::string> address() const;

    void stage_is(Vitals::Stage stage) { stage_ = stage; }
    // trouble_of() now.
    [[nodiscard]] std::string trouble() const { return trouble_of(vitals()); }

  private:
    [[nodiscard]] Vitals vitals() const;
    void ask_for_usage();
    [[nodiscard]] Figures figures();
    [[nodiscard]] std::optional<HttpPage> page(std::string_view path);

    Means means_;
    Vitals::Stage stage_ = Vitals::Stage::Starting;
    ports::FileUsage usage_;  // as of the newest answer of the archive
    bool is_asking_ = false;  // it, at most once at a time
    std::optional<HttpResponder> responder_;
    transport::Lifetime lifetime_;
};

}  // namespace crosstalk::server
