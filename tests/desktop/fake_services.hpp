// A private D-Bus with a desktop on it: notifications, portals and a file manager that do what a test says, and record
// what they are asked. Real dbus-daemon, real libdbus; only the services behind are made up.
#pragma once

#include <dbus/dbus.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/desktop/machine.hpp"

namespace crosstalk::app::twin {

class FakeServices {
  public:
    /// Answers one method; called on the thread of the services with the message and the connection.
    using Answer = std::function<void(DBusConnection*, DBusMessage*)>;

    /// A bus in the machine's folder, which its environment then names. Takes the names and answers the methods.
    FakeServices(Machine& machine, const std::vector<std::string>& names,
                 std::map<std::string, Answer> methods);
    ~FakeServices();
    FakeServices(const FakeServices&) = delete;
    FakeServices& operator=(const FakeServices&) = delete;

    /// False where no dbus-daemon is installed.
    [[nodiscard]] bool running() const { return thread_.joinable(); }
    /// Waits until the method was called and answered so often.
    bool wait_for(const std::string& method, int times = 1);
    /// Ends the bus, as when somebody logs out.
    void end_bus() { daemon_.reset(); }

  private:
    void serve();

    std::unique_ptr<Program> daemon_;
    DBusConnection* connection_ = nullptr;
    std::map<std::string, Answer> methods_;
    std::atomic<bool> stopped_ = false;
    std::mutex mutex_;
    std::condition_variable called_;
    std::map<std::string, int> calls_;  // guarded by mutex_
    std::thread thread_;
};

/// A reply with these arguments, as dbus_message_append_args takes them.
DBusMessage* reply_to(DBusMessage* call);
/// Sends and forgets.
void send(DBusConnection* connection, DBusMessage* message);
/// A reply without arguments.
void answer_nothing(DBusConnection* connection, DBusMessage* call);

}  // namespace crosstalk::app::twin
