#include "client/app/desktop/bus_linux.hpp"

#include <dbus/dbus.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace crosstalk::app {

// The functions of libdbus that are used, by their names.
class BusLibrary {
  public:
    // nullptr if it is not installed. It stays loaded: libdbus cannot be unloaded.
    static const BusLibrary* load();

    decltype(&::dbus_connection_open_private) connection_open_private = nullptr;
    decltype(&::dbus_connection_close) connection_close = nullptr;
    decltype(&::dbus_connection_unref) connection_unref = nullptr;
    decltype(&::dbus_connection_set_exit_on_disconnect) connection_set_exit_on_disconnect = nullptr;
    decltype(&::dbus_connection_get_unix_fd) connection_get_unix_fd = nullptr;
    decltype(&::dbus_connection_get_is_connected) connection_get_is_connected = nullptr;
    decltype(&::dbus_connection_get_is_authenticated) connection_get_is_authenticated = nullptr;
    decltype(&::dbus_connection_has_messages_to_send) connection_has_messages_to_send = nullptr;
    decltype(&::dbus_connection_read_write) connection_read_write = nullptr;
    decltype(&::dbus_connection_pop_message) connection_pop_message = nullptr;
    decltype(&::dbus_connection_send) connection_send = nullptr;
    decltype(&::dbus_connection_set_max_message_size) connection_set_max_message_size = nullptr;
    decltype(&::dbus_message_new_method_call) message_new_method_call = nullptr;
    decltype(&::dbus_message_unref) message_unref = nullptr;
    decltype(&::dbus_message_get_type) message_get_type = nullptr;
    decltype(&::dbus_message_get_reply_serial) message_get_reply_serial = nullptr;
    decltype(&::dbus_message_get_error_name) message_get_error_name = nullptr;
    decltype(&::dbus_message_get_path) message_get_path = nullptr;
    decltype(&::dbus_message_get_interface) message_get_interface = nullptr;
    decltype(&::dbus_message_get_member) message_get_member = nullptr;
    decltype(&::dbus_message_iter_init) message_iter_init = nullptr;
    decltype(&::dbus_message_iter_init_append) message_iter_init_append = nullptr;
    decltype(&::dbus_message_iter_append_basic) message_iter_append_basic = nullptr;
    decltype(&::dbus_message_iter_append_fixed_array) message_iter_append_fixed_array = nullptr;
    decltype(&::dbus_message_iter_open_container) message_iter_open_container = nullptr;
    decltype(&::dbus_message_iter_close_container) message_iter_close_container = nullptr;
    decltype(&::dbus_message_iter_get_arg_type) message_iter_get_arg_type = nullptr;
    decltype(&::dbus_message_iter_get_element_type) message_iter_get_element_type = nullptr;
    decltype(&::dbus_message_iter_get_basic) message_iter_get_basic = nullptr;
    decltype(&::dbus_message_iter_get_fixed_array) message_iter_get_fixed_array = nullptr;
    decltype(&::dbus_message_iter_recurse) message_iter_recurse = nullptr;
    decltype(&::dbus_message_iter_next) message_iter_next = nullptr;
    decltype(&::dbus_threads_init_default) threads_init_default = nullptr;
    decltype(&::dbus_validate_utf8) validate_utf8 = nullptr;

  private:
    bool load_all();
};

bool BusLibrary::load_all() {
    void* library = ::dlopen("libdbus-1.so.3", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) return false;
    const auto load = [library](auto& function, const char* symbol) {
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, symbol));
        return function != nullptr;
    };
#define CROSSTALK_DBUS(name) load(name, "dbus_" #name)
    return CROSSTALK_DBUS(connection_open_private) && CROSSTALK_DBUS(connection_close) &&
           CROSSTALK_DBUS(connection_unref) && CROSSTALK_DBUS(connection_set_exit_on_disconnect) &&
           CROSSTALK_DBUS(connection_get_unix_fd) && CROSSTALK_DBUS(connection_get_is_connected) &&
           CROSSTALK_DBUS(connection_get_is_authenticated) &&
           CROSSTALK_DBUS(connection_has_messages_to_send) && CROSSTALK_DBUS(connection_read_write) &&
           CROSSTALK_DBUS(connection_pop_message) && CROSSTALK_DBUS(connection_send) &&
           CROSSTALK_DBUS(connection_set_max_message_size) && CROSSTALK_DBUS(message_new_method_call) &&
           CROSSTALK_DBUS(message_unref) && CROSSTALK_DBUS(message_get_type) &&
           CROSSTALK_DBUS(message_get_reply_serial) && CROSSTALK_DBUS(message_get_error_name) &&
           CROSSTALK_DBUS(message_get_path) && CROSSTALK_DBUS(message_get_interface) &&
           CROSSTALK_DBUS(message_get_member) && CROSSTALK_DBUS(message_iter_init) &&
           CROSSTALK_DBUS(message_iter_init_append) && CROSSTALK_DBUS(message_iter_append_basic) &&
           CROSSTALK_DBUS(message_iter_append_fixed_array) && CROSSTALK_DBUS(message_iter_open_container) &&
           CROSSTALK_DBUS(message_iter_close_container) && CROSSTALK_DBUS(message_iter_get_arg_type) &&
           CROSSTALK_DBUS(message_iter_get_element_type) && CROSSTALK_DBUS(message_iter_get_basic) &&
           CROSSTALK_DBUS(message_iter_get_fixed_array) && CROSSTALK_DBUS(message_iter_recurse) &&
           CROSSTALK_DBUS(message_iter_next) && CROSSTALK_DBUS(threads_init_default) &&
           CROSSTALK_DBUS(validate_utf8);
#undef CROSSTALK_DBUS
}

const BusLibrary* BusLibrary::load() {
    static const std::unique_ptr<const BusLibrary> library = [] {
        auto loaded = std::make_unique<BusLibrary>();
        // SDL may use the library as well, on another thread.
        const bool all = loaded->load_all() && loaded->threads_init_default() != 0;
        return all ? std::move(loaded) : nullptr;
    }();
    return library.get();
}

namespace {

constexpr int deepest = 8;
constexpr long largest_message = 1 << 20;
constexpr std::chrono::milliseconds login_step{20};
constexpr int most_login_steps = 250;

// Writes values into one message.
class Writer {
  public:
    explicit Writer(const BusLibrary& library) : library_(library) {}

    // False if a text is not valid or memory is out; the message is then not fit to be sent.
    bool write(DBusMessageIter& to, const BusValue& value) const {
        return std::visit([&](const auto& each) { return put(to, each); }, value.value);
    }

  private:
    bool basic(DBusMessageIter& to, int type, const void* value) const {
        return library_.message_iter_append_basic(&to, type, value) != 0;
    }
    bool text(DBusMessageIter& to, int type, const std::string& text) const {
        const char* bytes = text.c_str();
        if (text.find('\0') != std::string::npos || library_.validate_utf8(bytes, nullptr) == 0) return false;
        return basic(to, type, &bytes);
    }
    template <class Fill>
    bool container(DBusMessageIter& to, int type, const char* signature, Fill fill) const {
        DBusMessageIter inner;
        if (library_.message_iter_open_container(&to, type, signature, &inner) == 0) return false;
        const bool filled = fill(inner);
        return library_.message_iter_close_container(&to, &inner) != 0 && filled;
    }

    static bool put(DBusMessageIter&, std::monostate) { return false; }
    bool put(DBusMessageIter& to, bool value) const {
        const dbus_bool_t wide = value ? 1 : 0;
        return basic(to, DBUS_TYPE_BOOLEAN, &wide);
    }
    bool put(DBusMessageIter& to, std::uint8_t value) const { return basic(to, DBUS_TYPE_BYTE, &value); }
    bool put(DBusMessageIter& to, std::int32_t value) const { return basic(to, DBUS_TYPE_INT32, &value); }
    bool put(DBusMessageIter& to, std::uint32_t value) const { return basic(to, DBUS_TYPE_UINT32, &value); }
    bool put(DBusMessageIter& to, double value) const { return basic(to, DBUS_TYPE_DOUBLE, &value); }
    bool put(DBusMessageIter& to, const std::string& value) const {
        return text(to, DBUS_TYPE_STRING, value);
    }
    bool put(DBusMessageIter& to, const BusPath& value) const {
        return text(to, DBUS_TYPE_OBJECT_PATH, value.path);
    }
    bool put(DBusMessageIter& to, const BusBytes& value) const {
        return container(to, DBUS_TYPE_ARRAY, "y", [&](DBusMessageIter& inner) {
            const char* bytes = value.bytes.data();
            return library_.message_iter_append_fixed_array(&inner, DBUS_TYPE_BYTE, &bytes,
                                                            static_cast<int>(value.bytes.size())) != 0;
        });
    }
    bool put(DBusMessageIter& to, const BusTexts& value) const {
        return container(to, DBUS_TYPE_ARRAY, "s", [&](DBusMessageIter& inner) {
            return std::ranges::all_of(value, [&](const std::string& each) { return put(inner, each); });
        });
    }
    static bool put(DBusMessageIter&, const BusList&) { return false; }
    bool put(DBusMessageIter& to, const BusDictionary& value) const {
        return container(to, DBUS_TYPE_ARRAY, "{sv}", [&](DBusMessageIter& entries) {
            return std::ranges::all_of(value, [&](const BusEntry& entry) {
                return container(entries, DBUS_TYPE_DICT_ENTRY, nullptr, [&](DBusMessageIter& inner) {
                    const std::string signature = bus_signature(entry.value);
                    return put(inner, entry.name) &&
                           container(inner, DBUS_TYPE_VARIANT, signature.c_str(),
                                     [&](DBusMessageIter& variant) { return write(variant, entry.value); });
                });
            });
        });
    }
    bool put(DBusMessageIter& to, const BusStruct& value) const {
        return container(to, DBUS_TYPE_STRUCT, nullptr, [&](DBusMessageIter& inner) {
            return std::ranges::all_of(value.fields,
                                       [&](const BusValue& each) { return write(inner, each); });
        });
    }

    const BusLibrary& library_;
};

// Reads all values of one message.
class Reader {
  public:
    explicit Reader(const BusLibrary& library) : library_(library) {}

    BusList read(DBusMessage* message) const {
        DBusMessageIter from;
        if (library_.message_iter_init(message, &from) == 0) return {};
        return rest(from, 0);
    }

  private:
    template <class T>
    T basic(DBusMessageIter& from) const {
        T value{};
        library_.message_iter_get_basic(&from, &value);
        return value;
    }
    BusList rest(DBusMessageIter& from, int depth) const {
        BusList values;
        while (library_.message_iter_get_arg_type(&from) != DBUS_TYPE_INVALID) {
            values.push_back(value(from, depth));
            library_.message_iter_next(&from);
        }
        return values;
    }
    BusValue value(DBusMessageIter& from, int depth) const {
        if (depth > deepest) return {};
        switch (library_.message_iter_get_arg_type(&from)) {
            case DBUS_TYPE_BOOLEAN:
                return {basic<dbus_bool_t>(from) != 0};
            case DBUS_TYPE_BYTE:
                return {basic<std::uint8_t>(from)};
            case DBUS_TYPE_INT32:
                return {basic<std::int32_t>(from)};
            case DBUS_TYPE_UINT32:
                return {basic<std::uint32_t>(from)};
            case DBUS_TYPE_DOUBLE:
                return {basic<double>(from)};
            case DBUS_TYPE_STRING:
                return {std::string(basic<const char*>(from))};
            case DBUS_TYPE_OBJECT_PATH:
                return {BusPath{basic<const char*>(from)}};
            case DBUS_TYPE_VARIANT: {
                DBusMessageIter inner;
                library_.message_iter_recurse(&from, &inner);
                return value(inner, depth + 1);
            }
            case DBUS_TYPE_STRUCT: {
                DBusMessageIter inner;
                library_.message_iter_recurse(&from, &inner);
                return {BusStruct{rest(inner, depth + 1)}};
            }
            case DBUS_TYPE_ARRAY:
                return array(from, depth);
            default:
                return {};
        }
    }
    BusValue array(DBusMessageIter& from, int depth) const {
        const int element = library_.message_iter_get_element_type(&from);
        DBusMessageIter inner;
        library_.message_iter_recurse(&from, &inner);
        if (element == DBUS_TYPE_BYTE) {
            const char* bytes = nullptr;
            int count = 0;
            library_.message_iter_get_fixed_array(&inner, &bytes, &count);
            return {BusBytes{std::string(bytes, static_cast<std::size_t>(count))}};
        }
        if (element == DBUS_TYPE_DICT_ENTRY) return {dictionary(inner, depth)};
        BusList values = rest(inner, depth + 1);
        if (element != DBUS_TYPE_STRING) return {std::move(values)};
        BusTexts texts;
        for (const BusValue& each : values)
            texts.push_back(*each.as<std::string>());
        return {std::move(texts)};
    }
    BusDictionary dictionary(DBusMessageIter& entries, int depth) const {
        BusDictionary result;
        for (; library_.message_iter_get_arg_type(&entries) == DBUS_TYPE_DICT_ENTRY;
             library_.message_iter_next(&entries)) {
            DBusMessageIter inner;
            library_.message_iter_recurse(&entries, &inner);
            if (library_.message_iter_get_arg_type(&inner) != DBUS_TYPE_STRING) continue;
            std::string name = basic<const char*>(inner);
            library_.message_iter_next(&inner);
            result.push_back({std::move(name), value(inner, depth + 1)});
        }
        return result;
    }

    const BusLibrary& library_;
};

// Only buses that listen already: none is started for us.
std::string bus_address() {
    const char* said = std::getenv("DBUS_SESSION_BUS_ADDRESS");
    if (said != nullptr && *said != '\0')
        return std::string(said).starts_with("unix:") ? said : std::string();
    const char* folder = std::getenv("XDG_RUNTIME_DIR");
    if (folder == nullptr || *folder != '/') return {};
    std::error_code error;
    const std::filesystem::path socket = std::filesystem::path(folder) / "bus";
    return std::filesystem::is_socket(socket, error) ? "unix:path=" + socket.string() : std::string();
}

}  // namespace

const BusValue* BusValue::entry(std::string_view name) const {
    const auto* entries = as<BusDictionary>();
    if (entries == nullptr) return nullptr;
    const auto found = std::ranges::find(*entries, name, &BusEntry::name);
    return found == entries->end() ? nullptr : &found->value;
}

std::string bus_signature(const BusValue& value) {
    struct Name {
        std::string operator()(std::monostate) const { return ""; }
        std::string operator()(bool) const { return "b"; }
        std::string operator()(std::uint8_t) const { return "y"; }
        std::string operator()(std::int32_t) const { return "i"; }
        std::string operator()(std::uint32_t) const { return "u"; }
        std::string operator()(double) const { return "d"; }
        std::string operator()(const std::string&) const { return "s"; }
        std::string operator()(const BusPath&) const { return "o"; }
        std::string operator()(const BusBytes&) const { return "ay"; }
        std::string operator()(const BusTexts&) const { return "as"; }
        std::string operator()(const BusList&) const { return ""; }
        std::string operator()(const BusDictionary&) const { return "a{sv}"; }
        std::string operator()(const BusStruct& fields) const {
            std::string signature = "(";
            for (const BusValue& each : fields.fields)
                signature += bus_signature(each);
            return signature + ")";
        }
    };
    return std::visit(Name{}, value.value);
}

std::unique_ptr<Bus> Bus::connect(WorkLoop& loop) {
    const std::string address = bus_address();
    if (address.empty()) return nullptr;
    const BusLibrary* library = BusLibrary::load();
    if (library == nullptr) return nullptr;
    DBusConnection* connection = library->connection_open_private(address.c_str(), nullptr);
    if (connection == nullptr) return nullptr;
    return std::unique_ptr<Bus>(new Bus(loop, *library, connection));
}

Bus::Bus(WorkLoop& loop, const BusLibrary& library, DBusConnection* connection)
    : loop_(loop), library_(library), connection_(connection) {
    library_.connection_set_exit_on_disconnect(connection_, 0);
    library_.connection_set_max_message_size(connection_, largest_message);
    library_.connection_get_unix_fd(connection_, &fd_);
    greet();
}

Bus::~Bus() {
    *alive_ = false;
    for (const auto& [serial, pending] : pending_)
        loop_.cancel(pending.patience);
    pending_.clear();
    lose();
}

void Bus::greet() {
    call({.service = DBUS_SERVICE_DBUS,
          .path = DBUS_PATH_DBUS,
          .interface = DBUS_INTERFACE_DBUS,
          .method = "Hello",
          .arguments = {}},
         [this](const BusReply& reply) {
             if (!reply.ok || reply.values.empty()) return;
             if (const auto* name = reply.values.front().as<std::string>()) own_name_ = *name;
         });
}

void Bus::lose() {
    if (connection_ == nullptr) return;
    loop_.forget(fd_);
    library_.connection_close(connection_);
    library_.connection_unref(connection_);
    connection_ = nullptr;
    while (!pending_.empty())
        answer(pending_.begin()->first, {});
}

void Bus::call(BusCall call, std::function<void(const BusReply&)> done) {
    DBusMessage* message = nullptr;
    std::uint32_t serial = 0;
    if (connection_ != nullptr) {
        message = library_.message_new_method_call(call.service.c_str(), call.path.c_str(),
                                                   call.interface.c_str(), call.method.c_str());
    }
    if (message != nullptr) {
        DBusMessageIter to;
        library_.message_iter_init_append(message, &to);
        const Writer writer(library_);
        const bool written =
            std::ranges::all_of(call.arguments, [&](const BusValue& each) { return writer.write(to, each); });
        if (!written || library_.connection_send(connection_, message, &serial) == 0) serial = 0;
        library_.message_unref(message);
    }
    if (serial == 0) {
        loop_.post([done = std::move(done), alive = alive_] {
            if (*alive) done({});
        });
        return;
    }
    const TimerId patience = loop_.after(call.patience, [this, serial] { answer(serial, {}); });
    pending_.emplace(serial, Pending{std::move(done), patience});
    watch();
}

void Bus::listen(const std::string& service, const std::string& interface,
                 std::function<void(const BusSignal&)> heard) {
    listeners_.emplace_back(interface, std::move(heard));
    call({.service = DBUS_SERVICE_DBUS,
          .path = DBUS_PATH_DBUS,
          .interface = DBUS_INTERFACE_DBUS,
          .method = "AddMatch",
          .arguments = {{"type='signal',sender='" + service + "',interface='" + interface + "'"}}},
         [](const BusReply&) {});
}

void Bus::watch() {
    if (connection_ == nullptr) return;
    // Until the login is through a socket that can be written is no news; a few short pauses do instead.
    if (library_.connection_get_is_authenticated(connection_) == 0) {
        loop_.watch(fd_, Waiting::ToRead, [this] { pump(); });
        if (!std::exchange(pump_is_due_, true)) {
            const auto pause = pumps_before_login_ == 0 ? std::chrono::milliseconds(0) : login_step;
            loop_.after(pause, [this, alive = alive_] {
                if (!*alive) return;
                pump_is_due_ = false;
                if (++pumps_before_login_ > most_login_steps) lose();
                pump();
            });
        }
        return;
    }
    const bool unsent = library_.connection_has_messages_to_send(connection_) != 0;
    loop_.watch(fd_, unsent ? Waiting::ToReadAndWrite : Waiting::ToRead, [this] { pump(); });
}

void Bus::pump() {
    if (connection_ == nullptr) return;
    constexpr int steps_of_the_login = 6;
    const bool logs_in = library_.connection_get_is_authenticated(connection_) == 0;
    for (int step = 0; step < (logs_in ? steps_of_the_login : 1); ++step)
        library_.connection_read_write(connection_, 0);
    const std::shared_ptr<bool> alive = alive_;
    while (*alive && connection_ != nullptr) {
        DBusMessage* message = library_.connection_pop_message(connection_);
        if (message == nullptr) break;
        receive(message);
        library_.message_unref(message);
    }
    if (!*alive || connection_ == nullptr) return;
    if (library_.connection_get_is_connected(connection_) == 0) {
        lose();
        return;
    }
    watch();
}

void Bus::answer(std::uint32_t serial, const BusReply& reply) {
    auto found = pending_.extract(serial);
    if (found.empty()) return;
    loop_.cancel(found.mapped().patience);
    found.mapped().done(reply);
}

void Bus::receive(DBusMessage* message) {
    const auto text = [](const char* bytes) { return std::string(bytes == nullptr ? "" : bytes); };
    const Reader reader(library_);
    switch (library_.message_get_type(message)) {
        case DBUS_MESSAGE_TYPE_METHOD_RETURN:
            answer(library_.message_get_reply_serial(message),
                   {.ok = true, .error = {}, .values = reader.read(message)});
            break;
        case DBUS_MESSAGE_TYPE_ERROR:
            answer(library_.message_get_reply_serial(message),
                   {.ok = false, .error = text(library_.message_get_error_name(message)), .values = {}});
            break;
        case DBUS_MESSAGE_TYPE_SIGNAL: {
            const BusSignal signal{.path = text(library_.message_get_path(message)),
                                   .interface = text(library_.message_get_interface(message)),
                                   .name = text(library_.message_get_member(message)),
                                   .values = reader.read(message)};
            for (const auto& [interface, heard] : listeners_) {
                if (interface == signal.interface) heard(signal);
            }
            break;
        }
        default:
            break;
    }
}

}  // namespace crosstalk::app
