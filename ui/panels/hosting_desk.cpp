#include "ui/panels/hosting_desk.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ui/panels/dialogs/hosted_server.hpp"
#include "ui/panels/dialogs/stop_hosting.hpp"
#include "ui/panels/presence.hpp"

namespace crosstalk::ui {

using State = model::Hosting::State;

namespace {

constexpr std::int64_t look_again_ms = 5'000;  // as often as the server looks itself

}  // namespace

bool HostingDesk::is_busy() const {
    return hosting_.state == State::Starting || hosting_.state == State::Stopping;
}

void HostingDesk::look(Commands& commands) {
    if (std::exchange(is_looking_, true)) return;
    commands.ask(LookForHosting{});
}

void HostingDesk::keep_true(std::int64_t steady_ms, Commands& commands) {
    if (!runs() || !hosting_.fault.empty()) return;
    if (steady_ms >= look_at_ms_) {
        look_at_ms_ = steady_ms + look_again_ms;
        look(commands);
    }
    commands.wake_in(look_at_ms_ - steady_ms);
}

void HostingDesk::hear(const HostingChanged& event) {
    if (event.by_looking) {
        is_looking_ = false;
        // What was asked for meanwhile is answered next.
        if (is_busy()) return;
        // Nothing new is known of it.
        if (runs() && !event.hosting.fault.empty()) return;
    }
    hosting_ = event.hosting;
    if (hosting_.state == State::Off) {
        joins_ = false;
        started_here_ = false;
    }
}

void HostingDesk::start(const model::HostWish& wish, const OwnName& own, Commands& commands) {
    hosting_ = {.state = State::Starting};
    own_ = own;
    started_here_ = true;
    joins_ = true;
    shows_ = true;
    stays_ = false;
    commands.ask(StartHosting{wish});
}

void HostingDesk::stop(Commands& commands) {
    hosting_.state = State::Stopping;
    hosting_.fault.clear();
    leaves_ = hosting_.server.key;
    commands.ask(StopHosting{});
}

void HostingDesk::join(const OwnName& own, const model::Model& model, Commands& commands) const {
    const model::HostedServer& server = hosting_.server;
    const std::string address = "127.0.0.1:" + std::to_string(server.port);
    model::Connect wanted{
        .address = address, .name = own.name, .any_number = own.any_number, .passkey = {}, .invite = {}};
    const auto saved = std::ranges::find_if(
        model.saved_servers(), [&](const model::SavedServer& each) { return each.server.key == server.key; });
    if (saved != model.saved_servers().end()) {
        wanted.name = saved->user;
        wanted.any_number = false;
        wanted.saved = server.key;
    } else if (!server.own_invite.empty()) {
        wanted.address.clear();
        wanted.invite = server.own_invite;
    } else {
        wanted.passkey = server.passkey;
    }
    commands.send(std::move(wanted));
}

bool HostingDesk::may_close(Commands& commands) {
    const bool has_server = runs() || hosting_.state == State::Starting;
    if (!started_here_ || !has_server || stays_ || asks()) return true;
    const auto question = std::make_shared<const int>(0);
    question_ = question;
    commands.wake_in(0);
    commands.show(OpenDialog{std::make_unique<StopHostingDialog>(question)});
    return false;
}

bool HostingDesk::is_joined(const model::Model& model) const {
    const bool is_there = hosting_.state == State::Running || hosting_.state == State::Stopping;
    return is_there && model.connection().state == model::ConnectionState::Online &&
           model.server().key == hosting_.server.key;
}

std::uint64_t HostingDesk::others_inside(const model::Model& model) const {
    if (!is_joined(model)) return hosting_.server.users;
    const model::Room* lobby = model.room(net::lobby);
    if (lobby == nullptr) return 0;
    return static_cast<std::uint64_t>(std::ranges::count_if(lobby->members, [&](const auto& entry) {
        return entry.first != model.me().id && presence_in(model, entry.second) != Presence::Offline;
    }));
}

void HostingDesk::tell(const model::Model& model, Errands& errands, Commands& commands) {
    if (runs() && std::exchange(joins_, false)) join(own_, model, commands);
    if (runs()) leaves_.reset();
    if (hosting_.state == State::Off && leaves_) {
        if (model.server().key == std::exchange(leaves_, std::nullopt)) commands.send(model::Disconnect{});
    }
    const bool is_inside = is_joined(model);
    if (std::exchange(was_inside_, is_inside) && !is_inside && runs()) look(commands);
    if (!is_inside) return;
    claim(model, errands, commands);
    if (!asks() && std::exchange(shows_, false))
        commands.show(OpenDialog{std::make_unique<HostedServerDialog>()});
}

// Whoever hosts a server owns it, without typing its code.
void HostingDesk::claim(const model::Model& model, Errands& errands, Commands& commands) {
    if (const Errand* errand = errands.find(claim_); errand != nullptr) {
        if (errand->state == Errand::State::UnderWay) return;
        if (errand->state == Errand::State::Failed) {
            commands.show(SayBriefly{Icon::Warning, "You do not own this server yet", errand->why});
        } else {
            hosting_.server.owner_code.clear();
        }
        errands.forget(claim_);
        claim_ = {};
    }
    const std::string& code = hosting_.server.owner_code;
    if (code.empty() || code == tried_ || model.role() == net::Role::Owner) return;
    tried_ = code;
    claim_ = errands.perform(net::ClaimOwner{code, {}}, commands);
}

}  // namespace crosstalk::ui
