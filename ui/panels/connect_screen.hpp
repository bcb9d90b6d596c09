// The first screen: the servers of this network, saved ones, the fields that lead to any other, and what needs none.
#pragma once

#include <string>

#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/connect_entries.hpp"
#include "ui/panels/connect_form.hpp"
#include "ui/panels/scene.hpp"
#include "ui/panels/server_column.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class ConnectScreen {
  public:
    explicit ConnectScreen(ConnectFields fields = {}) : entries_(std::move(fields)) {}

    void draw(const Scene& scene, Box window);
    /// All that are there; with the first call the screen shows a list of them.
    void hear(const ServersFound& event) { column_.hear(event); }

    /// Fills everything from an invite link and connects. False if the text is none.
    bool use_invite(const std::string& text, Commands& commands) {
        return entries_.use_invite(text, commands);
    }
    /// An invite that came from elsewhere, and its server: fills everything in. It is used at once if the server is one of
    /// those that know this device, and else when somebody says so.
    void offer_invite(const std::string& link, const net::ServerKeyHash& server) {
        entries_.offer_invite(link, server);
    }
    /// Back to a server that knows this device.
    void rejoin(const model::SavedServer& saved, Commands& commands) {
        entries_.rejoin_at(saved.server.address, saved, commands);
    }
    /// Fills in where to connect, HOST[:PORT]; what was written there the last time does not come back.
    void use_address(const std::string& address) { entries_.use_address(address); }
    /// Connects with what stands in the fields.
    void connect(Commands& commands) { entries_.connect(commands); }
    ConnectFields& fields() { return entries_.fields(); }
    /// It was used, or nobody has one: codes are good once.
    void forget_code() { entries_.forget_code(); }
    /// A join code is as secret as the passkey in it.
    void forget_join_code() { entries_.forget_join_code(); }
    /// Something of this machine does not work, for people.
    void tell(std::string trouble) { entries_.tell(std::move(trouble)); }

  private:
    void draw_brand(const Context& context, Box box, ConnectSpace height) const;
    float draw_servers(const Scene& scene, ImVec2 min, float width);
    float draw_tiles(const Scene& scene, ImVec2 min, float width) const;

    ConnectEntries entries_;
    ServerColumn column_;
    ConnectForm form_;
    ScrollArea scroll_;
};

}  // namespace crosstalk::ui
