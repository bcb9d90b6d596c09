// The user's D-Bus, through libdbus where it is installed; the library is loaded at run time and nothing needs it.
//
// Messages are plain values here. Only what the desktop's services use can be written; everything can be read.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/app/desktop/work_loop_posix.hpp"

struct DBusConnection;
struct DBusMessage;
struct DBusMessageIter;

namespace crosstalk::app {

struct BusValue;
using BusList = std::vector<BusValue>;
// a{sv}; when reading also other dictionaries with texts as keys.
struct BusEntry;
using BusDictionary = std::vector<BusEntry>;
struct BusBytes {
    std::string bytes;
};
struct BusPath {
    std::string path;
};
struct BusStruct {
    BusList fields;
};
using BusTexts = std::vector<std::string>;

// Variants are unwrapped when read; an array that is neither texts, bytes nor a dictionary is a BusList. Texts are
// valid UTF-8 without NUL, or the message is not sent.
struct BusValue {
    std::variant<std::monostate, bool, std::uint8_t, std::int32_t, std::uint32_t, double, std::string,
                 BusPath, BusBytes, BusTexts, BusList, BusDictionary, BusStruct>
        value;

    template <class T>
    [[nodiscard]] const T* as() const {
        return std::get_if<T>(&value);
    }
    // The entry of a dictionary, or nullptr.
    [[nodiscard]] const BusValue* entry(std::string_view name) const;
};

struct BusEntry {
    std::string name;
    BusValue value;
};

// "a{sv}" and the like, as the specification of D-Bus writes types.
std::string bus_signature(const BusValue& value);

struct BusCall {
    std::string service;
    std::string path;
    std::string interface;
    std::string method;
    BusList arguments;
    std::chrono::milliseconds patience{10'000};
};

struct BusReply {
    bool ok = false;
    std::string error;  // its name; empty if nobody answered in time
    BusList values;
};

struct BusSignal {
    std::string path;
    std::string interface;
    std::string name;
    BusList values;
};

class BusLibrary;

// Thread: that of the loop.
class Bus {
  public:
    // nullptr if there is no libdbus or no bus for this user. Does not wait for the bus to answer.
    static std::unique_ptr<Bus> connect(WorkLoop& loop);
    ~Bus();
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;

    // `done` runs exactly once, never inside this call, unless the bus object is destroyed before.
    void call(BusCall call, std::function<void(const BusReply&)> done);
    // All signals of the interface that `service` sends, and those that are sent to us alone.
    void listen(const std::string& service, const std::string& interface,
                std::function<void(const BusSignal&)> heard);
    // ":1.42"; empty until the bus has answered.
    [[nodiscard]] const std::string& own_name() const { return own_name_; }

  private:
    struct Pending {
        std::function<void(const BusReply&)> done;
        TimerId patience;
    };

    Bus(WorkLoop& loop, const BusLibrary& library, DBusConnection* connection);
    void pump();
    void receive(DBusMessage* message);
    void answer(std::uint32_t serial, const BusReply& reply);
    void greet();
    void lose();
    void watch();

    WorkLoop& loop_;
    const BusLibrary& library_;
    DBusConnection* connection_;
    int fd_ = -1;
    bool pump_is_due_ = false;
    int pumps_before_login_ = 0;
    std::string own_name_;
    std::map<std::uint32_t, Pending> pending_;
    std::vector<std::pair<std::string, std::function<void(const BusSignal&)>>> listeners_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace crosstalk::app
