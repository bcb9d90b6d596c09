// The column of the first screen: the servers that know this device, those of this network, or how to come to one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/panels/desktop_event.hpp"
#include "ui/panels/found_servers.hpp"
#include "ui/panels/saved_servers.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

struct ServerColumnLook {
    FirstServer first = FirstServer::Plain;
    bool takes_focus = false;  // the first saved server, if there is one
};

struct ServerColumnDrawn {
    float bottom = 0;
    const model::SavedServer* saved = nullptr;  // was pressed
    std::string address;                        // where that one is now
    const model::FoundServer* found = nullptr;  // was pressed
    bool checks = false;                        // the network is to be looked at
};

/// One per window. Thread: the one that draws.
class ServerColumn {
  public:
    /// All that are there; with the first call there is a list of them.
    void hear(const ServersFound& event) { found_ = event.servers; }
    /// Nobody looks for servers of the network any more: what was heard of them is over.
    void stop_looking() { found_.reset(); }
    /// Somebody looks for servers of the network.
    [[nodiscard]] bool is_looking() const { return found_.has_value(); }
    [[nodiscard]] bool has_servers(const Scene& scene) const;
    /// What it takes if it has servers.
    [[nodiscard]] float height(const Scene& scene) const;
    [[nodiscard]] ServerColumnDrawn draw(const Scene& scene, ImVec2 min, float width,
                                         ServerColumnLook look) const;

  private:
    void draw_saved(const Scene& scene, ImVec2 min, float width, ServerColumnLook look,
                    ServerColumnDrawn& drawn) const;
    void draw_found(const Scene& scene, ImVec2 min, float width, ServerColumnDrawn& drawn) const;
    [[nodiscard]] std::vector<const model::FoundServer*> strangers(const Scene& scene) const;

    std::optional<std::vector<model::FoundServer>> found_;  // none: nobody looks
};

}  // namespace crosstalk::ui
