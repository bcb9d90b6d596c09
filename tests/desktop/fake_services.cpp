#include "tests/desktop/fake_services.hpp"

#include <fstream>

namespace crosstalk::app::twin {

namespace {

// Nothing is started by this bus: what a test does not fake is not there.
constexpr const char* configuration =
    R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=%</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>)";

}  // namespace

FakeServices::FakeServices(Machine& machine, const std::vector<std::string>& names,
                           std::map<std::string, Answer> methods)
    : methods_(std::move(methods)) {
    const std::string socket = (machine.folder() / "bus").string();
    const std::string file = (machine.folder() / "bus.conf").string();
    std::string text = configuration;
    text.replace(text.find('%'), 1, socket);
    std::ofstream(file) << text;
    daemon_ = std::make_unique<Program>(
        std::vector<std::string>{"dbus-daemon", "--config-file=" + file, "--nofork", "--print-address=1"});
    const std::string address = daemon_->line();
    if (address.empty()) return;
    machine.environment().set("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket);
    dbus_threads_init_default();
    connection_ = dbus_connection_open_private(address.c_str(), nullptr);
    if (connection_ == nullptr || dbus_bus_register(connection_, nullptr) == 0) return;
    dbus_connection_set_exit_on_disconnect(connection_, 0);
    for (const std::string& name : names)
        dbus_bus_request_name(connection_, name.c_str(), 0, nullptr);
    thread_ = std::thread([this] { serve(); });
}

FakeServices::~FakeServices() {
    stopped_ = true;
    daemon_.reset();
    if (thread_.joinable()) thread_.join();
    if (connection_ != nullptr) {
        dbus_connection_close(connection_);
        dbus_connection_unref(connection_);
    }
}

void FakeServices::serve() {
    while (!stopped_ && dbus_connection_read_write(connection_, -1) != 0) {
        while (DBusMessage* message = dbus_connection_pop_message(connection_)) {
            if (dbus_message_get_type(message) == DBUS_MESSAGE_TYPE_METHOD_CALL) {
                const std::string method = dbus_message_get_member(message);
                if (const auto found = methods_.find(method); found != methods_.end()) {
                    found->second(connection_, message);
                } else {
                    send(connection_, dbus_message_new_error(message, DBUS_ERROR_UNKNOWN_METHOD, nullptr));
                }
                dbus_connection_flush(connection_);
                const std::lock_guard lock(mutex_);
                ++calls_[method];
                called_.notify_all();
            }
            dbus_message_unref(message);
        }
    }
}

bool FakeServices::wait_for(const std::string& method, int times) {
    std::unique_lock lock(mutex_);
    return called_.wait_for(lock, std::chrono::seconds(60), [&] { return calls_[method] >= times; });
}

DBusMessage* reply_to(DBusMessage* call) {
    return dbus_message_new_method_return(call);
}

void send(DBusConnection* connection, DBusMessage* message) {
    dbus_connection_send(connection, message, nullptr);
    dbus_message_unref(message);
}

void answer_nothing(DBusConnection* connection, DBusMessage* call) {
    send(connection, reply_to(call));
}

}  // namespace crosstalk::app::twin
