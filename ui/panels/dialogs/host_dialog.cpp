#include "ui/panels/dialogs/host_dialog.hpp"

#include <utility>

#include "net/text/names.hpp"
#include "ui/panels/port.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::uint16_t last_port = 65'535;

std::string fault_of_server_name(const std::string& name) {
    const auto fault = text::fault_of_server_name(name);
    return fault ? text::explain(*fault, name) : std::string();
}

}  // namespace

// Two that are called the same are hard to tell apart in a list.
HostDialog::HostDialog(OwnName own, const model::HostedServer& last)
    : own_(std::move(own)),
      first_name_(own_.name),
      name_(!last.name.empty()                     ? last.name
            : own_.any_number || own_.name.empty() ? std::string("Crosstalk")
                                                   : own_.name + "'s server"),
      more_(!last.folder.empty()),
      folder_(last.folder) {}

// A port that is taken is answered with the next one: whoever hosts does not care which it is.
void HostDialog::take_refusal(const model::Hosting& hosting) {
    is_asked_ = false;
    switch (hosting.field) {
        case model::HostField::Passkey:
            passkey_fault_ = hosting.fault;
            break;
        case model::HostField::Folder:
            more_ = true;
            folder_fault_ = hosting.fault;
            break;
        case model::HostField::Port:
            more_ = true;
            port_fault_ = hosting.fault;
            break;
        case model::HostField::PortInUse: {
            more_ = true;
            const std::string taken = port_;
            const auto port = port_of(port_);
            if (port && *port < last_port) port_ = std::to_string(*port + 1);
            port_fault_ = "Another program uses port " + taken + ". Try this one.";
            break;
        }
        case model::HostField::None:
            other_fault_ = hosting.fault;
            break;
    }
}

Staying HostDialog::draw(const Scene& scene, Form& form) {
    if (scene.hosting == nullptr) return Staying::Close;
    HostingDesk& desk = *scene.hosting;
    const model::Hosting& hosting = desk.hosting();
    // With this one the question above it would go.
    if (is_asked_ && desk.runs() && !desk.asks()) return Staying::Close;
    if (is_asked_ && hosting.state == model::Hosting::State::Off) take_refusal(hosting);
    form.paragraph(
        "This machine becomes a server. Everybody on this network can find it, and you own it. What is "
        "said stays in a folder here.");
    form.gap(space::medium);
    const FieldResult name = form.field("server-name", name_,
                                        {.label = "Name of the server",
                                         .error = name_fault_,
                                         .bytes_most = text::max_asked_name_bytes,
                                         .request = std::exchange(request_, FieldRequest::Nothing)});
    if (name.changed) name_fault_.clear();
    const FieldResult own = form.field(
        "own-name", own_.name,
        {.label = "Your name there", .error = own_fault_, .bytes_most = text::max_asked_name_bytes});
    if (own.changed) own_fault_.clear();
    const FieldResult passkey = passkey_.field(
        form, "passkey",
        {.label = "Passkey", .hint = "Made up for you", .error = passkey_fault_, .bytes_most = 128});
    if (passkey.changed) passkey_fault_.clear();
    bool entered = name.submitted || own.submitted || passkey.submitted;
    form.checkbox("more", "Choose the folder and the port", more_);
    if (more_) entered = draw_more(scene, form) || entered;
    form.fault(other_fault_);
    const bool waits = is_asked_ || desk.is_busy();
    const std::string_view reason = waits ? "The server is starting" : "";
    const std::string_view label = waits ? "Starting\u2026" : "Start";
    form.gap();
    const int pressed =
        form.buttons({{"start", label, {.kind = ButtonKind::Primary, .disabled_reason = reason}},
                      {"cancel", "Cancel", {}}});
    if (pressed == 1) return Staying::Close;
    if ((pressed == 0 || entered) && !waits) start(scene);
    return Staying::Open;
}

// True when Enter was pressed in a field.
bool HostDialog::draw_more(const Scene& scene, Form& form) {
    const std::string usual = scene.outside == nullptr ? "" : scene.outside->server_folder();
    const FieldResult folder = form.field(
        "folder", folder_, {.label = "Folder", .hint = usual, .error = folder_fault_, .bytes_most = 1024});
    if (folder.changed) folder_fault_.clear();
    const FieldResult port =
        form.field("port", port_, {.label = "Port", .error = port_fault_, .bytes_most = 5});
    if (port.changed) port_fault_.clear();
    return folder.submitted || port.submitted;
}

void HostDialog::start(const Scene& scene) {
    name_fault_ = fault_of_server_name(name_);
    own_fault_ = fault_of_name(own_.name);
    const auto port = port_of(port_);
    port_fault_ = port ? std::string_view() : no_port;
    if (!port) more_ = true;
    other_fault_.clear();
    passkey_fault_.clear();
    folder_fault_.clear();
    if (!name_fault_.empty() || !own_fault_.empty() || !port) return;
    std::string folder = folder_;
    if (folder.starts_with("~/") && scene.outside != nullptr)
        folder = scene.outside->home() + folder.substr(1);
    own_.any_number = own_.any_number && own_.name == first_name_;
    is_asked_ = true;
    scene.hosting->start(
        {.name = name_, .passkey = passkey_.text(), .folder = std::move(folder), .port = *port}, own_,
        scene.commands);
}

}  // namespace crosstalk::ui
