#include "ui/panels/connect_entries.hpp"

#include <imgui.h>

#include <algorithm>
#include <utility>

#include "ui/panels/port.hpp"
#include "ui/widgets/secret_text.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::string_view invite_scheme = "crosstalk://";
constexpr std::string_view default_name = "Anonymous";
constexpr std::size_t code_bytes_kept = 512;  // more than a field takes

// The link in a text; nothing if there is none.
std::optional<std::string> invite_in(const std::string& text) {
    const std::size_t begin = text.find(invite_scheme);
    if (begin == std::string::npos) return std::nullopt;
    const std::size_t end = text.find_first_of(" \t\r\n", begin);
    return text.substr(begin, end == std::string::npos ? end : end - begin);
}

std::string setting(const model::Model& model, const char* name) {
    const auto found = model.settings().find(name);
    return found == model.settings().end() ? std::string() : found->second;
}

}  // namespace

bool is_trying(const model::Model& model) {
    const model::ConnectionState state = model.connection().state;
    return state == model::ConnectionState::Connecting || state == model::ConnectionState::Offline;
}

ConnectEntries::ConnectEntries(ConnectFields fields) : fields_(std::move(fields)) {
    fields_.code.reserve(code_bytes_kept);  // growing would leave a copy behind
}

ConnectEntries::~ConnectEntries() {
    wipe(fields_.code);
}

void ConnectEntries::begin(const Outside* outside, const model::Model& model, Commands& commands) {
    outside_ = outside;
    remember_fields(model);
    settle_offer(model, commands);
    offer_to_rejoin(model);
    take_refusal(model);
    paste_invite(commands);
    refills_ = refill_wanted_.has_value();
}

// What is being written is put right before the keyboard goes elsewhere: leaving a field writes it back.
FieldRequest ConnectEntries::take_request(ConnectFocus field, Commands& commands) {
    std::optional<ConnectFocus>& wanted = refills_ ? refill_wanted_ : focus_wanted_;
    if (wanted != field) return FieldRequest::Nothing;
    wanted.reset();
    if (refills_ && focus_wanted_) commands.wake_in(0);
    return refills_ ? FieldRequest::Refill : FieldRequest::FocusAndSelectAll;
}

bool ConnectEntries::take_focus_of_saved() {
    if (focus_wanted_ != ConnectFocus::Saved) return false;
    focus_wanted_.reset();
    return true;
}

OwnName ConnectEntries::own_name() const {
    return {fields_.name, has_default_name()};
}

bool ConnectEntries::has_default_name() const {
    return is_default_name_ && fields_.name == default_name;
}

void ConnectEntries::address_written() {
    faults_.host.clear();
    faults_.port.clear();
    saved_.reset();
    invite_.clear();
    chosen_.clear();
}

// Letters never get into the port. An invite may be pasted there, and goes where it belongs.
void ConnectEntries::port_written() {
    address_written();
    if (fields_.port.find(invite_scheme) != std::string::npos) return;
    const auto is_digit = [](char each) { return each >= '0' && each <= '9'; };
    if (std::erase_if(fields_.port, [&](char each) { return !is_digit(each); }) > 0) {
        faults_.port = "Digits only. " + std::string(no_port);
        refill_wanted_ = ConnectFocus::Port;
    } else if (!port_is_one()) {
        faults_.port = no_port;
    }
}

void ConnectEntries::name_written() {
    faults_.name.clear();
    is_default_name_ = false;
}

void ConnectEntries::passkey_written() {
    faults_.passkey.clear();
    invite_.clear();
}

void ConnectEntries::show_code() {
    code_shown_ = true;
    focus_wanted_ = ConnectFocus::Code;
}

void ConnectEntries::leave_code() {
    forget_code();
    focus_wanted_ = ConnectFocus::Passkey;
}

void ConnectEntries::forget_code() {
    code_shown_ = false;
    faults_.code.clear();
    code_secrecy_ = Secrecy::Hidden;
    wipe(fields_.code);
}

bool ConnectEntries::port_is_one() const {
    return fields_.port.empty() || port_of(fields_.port);
}

void ConnectEntries::connect(Commands& commands) {
    faults_.host.clear();
    faults_.port.clear();
    faults_.name.clear();
    faults_.passkey.clear();
    faults_.code.clear();
    faults_.other.clear();
    if (!invite_.empty()) {
        use_invite(std::string(invite_), commands);
        return;
    }
    if (lacks_code("Enter the code, or choose \"I have no code\".")) return;
    if (!port_is_one()) {
        faults_.port = no_port;
        focus_wanted_ = ConnectFocus::Port;
        return;
    }
    const bool is_ipv6 = fields_.host.find(':') != std::string::npos && !fields_.host.starts_with('[');
    const std::string host = is_ipv6 ? "[" + fields_.host + "]" : fields_.host;
    const bool is_code = holds_join_code();
    commands.send(
        model::Connect{.address = fields_.port.empty() || is_code ? host : host + ":" + fields_.port,
                       .name = fields_.name,
                       .any_number = has_default_name(),
                       .passkey = fields_.passkey,
                       .invite = {},
                       .saved = saved_,
                       .code = fields_.code});
    if (!is_code) {
        commands.send(model::KeepSetting{"kept.connect.host", fields_.host});
        commands.send(model::KeepSetting{"kept.connect.port", fields_.port});
    }
    commands.send(model::KeepSetting{"kept.connect.name", fields_.name});
}

bool ConnectEntries::holds_join_code() const {
    return outside_ != nullptr && outside_->looks_like_join_code(fields_.host);
}

void ConnectEntries::forget_join_code() {
    if (!holds_join_code()) return;
    wipe(fields_.host);
    fields_.host = ConnectFields{}.host;
}

bool ConnectEntries::lacks_code(const char* what_to_do) {
    if (!code_shown_ || !fields_.code.empty()) return false;
    faults_.code = what_to_do;
    focus_wanted_ = ConnectFocus::Code;
    return true;
}

void ConnectEntries::use_address(const std::string& address) {
    if (address.empty()) return;
    address_given_ = true;
    chosen_.clear();
    const std::size_t colon = address.rfind(':');
    // An IPv6 address has colons of its own, and stands in brackets where a port follows.
    const bool has_port =
        colon != std::string::npos && colon != 0 && (address.find(':') == colon || address[colon - 1] == ']');
    fields_.host = has_port ? address.substr(0, colon) : address;
    fields_.port = has_port ? address.substr(colon + 1) : ConnectFields{}.port;
    if (fields_.host.starts_with('[') && fields_.host.ends_with(']'))
        fields_.host = fields_.host.substr(1, fields_.host.size() - 2);
}

void ConnectEntries::use_address_of(const std::string& link) {
    use_address(link.substr(invite_scheme.size(), link.find("/#") - invite_scheme.size()));
    saved_.reset();
}

// The fields tell where it goes, for the case that a passkey is asked for.
void ConnectEntries::rejoin_at(const std::string& address, const model::SavedServer& saved,
                               Commands& commands) {
    use_address(saved.server.address);
    fields_.name = saved.user;
    is_default_name_ = false;
    saved_ = saved.server.key;
    invite_.clear();
    commands.send(model::Connect{
        .address = address, .name = saved.user, .passkey = {}, .invite = {}, .saved = saved.server.key});
}

// A newcomer has its passkey from somebody, and says a name before others see one.
void ConnectEntries::use_found(const model::FoundServer& found) {
    use_address(found.addresses.front());
    chosen_ = found.name;
    saved_.reset();
    invite_.clear();
    wipe(fields_.passkey);
    faults_.host.clear();
    faults_.port.clear();
    faults_.passkey.clear();
    faults_.other.clear();
    focus_wanted_ = has_default_name() ? ConnectFocus::Name : ConnectFocus::Passkey;
}

bool ConnectEntries::use_invite(const std::string& text, Commands& commands) {
    const std::optional<std::string> link = invite_in(text);
    if (!link) return false;
    use_address_of(*link);
    invite_.clear();
    // Without the code this device would become somebody new, for good.
    if (lacks_code("Enter the code first, then paste the invite again.")) return true;
    commands.send(model::Connect{.address = {},
                                 .name = fields_.name,
                                 .any_number = has_default_name(),
                                 .passkey = {},
                                 .invite = *link,
                                 .saved = {},
                                 .code = fields_.code});
    return true;
}

// Whoever has said no name yet is asked for one before others see it.
void ConnectEntries::take_invite(const std::string& text, Commands& commands) {
    if (!has_default_name() || code_shown_) {
        use_invite(text, commands);
        return;
    }
    const std::optional<std::string> link = invite_in(text);
    if (!link) return;
    use_address_of(*link);
    invite_ = *link;
    focus_wanted_ = ConnectFocus::Name;
}

void ConnectEntries::offer_invite(const std::string& link, const net::ServerKeyHash& server) {
    use_address_of(link);
    invite_ = link;
    offered_ = server;
    focus_wanted_ = ConnectFocus::Name;
}

// Which servers know this device is told a moment after the start.
void ConnectEntries::settle_offer(const model::Model& model, Commands& commands) {
    if (!offered_ || !fields_known_) return;
    const net::ServerKeyHash server = *std::exchange(offered_, std::nullopt);
    const auto saved = std::ranges::find_if(
        model.saved_servers(), [&](const model::SavedServer& each) { return each.server.key == server; });
    if (saved == model.saved_servers().end() || invite_.empty()) return;
    fields_.name = saved->user;
    is_default_name_ = false;
    use_invite(std::string(invite_), commands);
}

// An invite counts wherever it is pasted: into any field, or into none.
void ConnectEntries::paste_invite(Commands& commands) {
    const std::pair<std::string*, ConnectFocus> all[] = {{&fields_.host, ConnectFocus::Host},
                                                         {&fields_.port, ConnectFocus::Port},
                                                         {&fields_.name, ConnectFocus::Name},
                                                         {&fields_.passkey, ConnectFocus::Passkey},
                                                         {&fields_.code, ConnectFocus::Code}};
    for (const auto& [text, focus] : all) {
        const std::size_t begin = text->find(invite_scheme);
        if (begin == std::string::npos || text->find("/#", begin) == std::string::npos) continue;
        const std::string link = text->substr(begin);
        text->erase(begin);
        refill_wanted_ = focus;
        take_invite(link, commands);
        commands.wake_in(0);
        return;
    }
    if (ImGui::GetIO().WantTextInput || !ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_V)) return;
    const char* clipboard = ImGui::GetClipboardText();
    if (clipboard == nullptr) return;
    if (outside_ == nullptr || !outside_->looks_like_join_code(clipboard))
        return take_invite(clipboard, commands);
    fields_.host = clipboard;
    invite_.clear();
    chosen_.clear();
    saved_.reset();
    focus_wanted_ = ConnectFocus::Name;
}

// A server that knows this device is one key away, whenever this screen comes up.
void ConnectEntries::offer_to_rejoin(const model::Model& model) {
    const int frame = ImGui::GetFrameCount();
    if (std::exchange(last_frame_, frame) != frame - 1) rejoin_offered_ = false;
    if (rejoin_offered_ || model.saved_servers().empty()) return;
    rejoin_offered_ = true;
    const bool is_being_filled = !fields_.passkey.empty() || !invite_.empty() || code_shown_;
    if (!is_being_filled) focus_wanted_ = ConnectFocus::Saved;
}

void ConnectEntries::remember_fields(const model::Model& model) {
    if (fields_known_ || model.revision() == 0) return;
    fields_known_ = true;
    const auto restore = [&](std::string& field, const char* name) {
        const std::string kept = setting(model, name);
        if (!kept.empty()) field = kept;
    };
    if (!address_given_) {
        restore(fields_.host, "kept.connect.host");
        restore(fields_.port, "kept.connect.port");
    }
    if (fields_.name == default_name) restore(fields_.name, "kept.connect.name");
    is_default_name_ = fields_.name == default_name;
}

// A refusal is told beside the field that is wrong, once.
void ConnectEntries::take_refusal(const model::Model& model) {
    const model::Connection& connection = model.connection();
    // A refusal that needs no network comes between two frames: it is told by its number, not by a change of state.
    if (std::exchange(refusals_told_, connection.refusals) == connection.refusals) return;
    switch (field_of(connection.refusal)) {
        case model::ConnectField::Address:
            faults_.host = connection.reason;
            focus_wanted_ = ConnectFocus::Host;
            break;
        case model::ConnectField::Name:
            faults_.name = connection.reason;
            focus_wanted_ = ConnectFocus::Name;
            if (!connection.suggestion.empty()) fields_.name = connection.suggestion;
            break;
        case model::ConnectField::Passkey:
            faults_.passkey = connection.reason;
            if (connection.tries_left > 0) {
                faults_.passkey = "Wrong passkey. " + std::to_string(connection.tries_left) +
                                  (connection.tries_left == 1 ? " try left." : " tries left.");
            }
            focus_wanted_ = ConnectFocus::Passkey;
            break;
        case model::ConnectField::Code:
            code_shown_ = true;
            faults_.code = connection.reason;
            focus_wanted_ = ConnectFocus::Code;
            break;
        case model::ConnectField::None:
            faults_.other = connection.reason;
            break;
    }
}

}  // namespace crosstalk::ui
