#include "client/app/desktop/clipboard_x11_linux.hpp"

#include <dlfcn.h>
#include <xcb/xcb.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace crosstalk::app {

namespace {

// Without progress for so long a transfer is given up.
constexpr std::chrono::milliseconds patience{3000};
// What goes in one piece; larger contents go incrementally.
constexpr std::size_t largest_piece = 64 << 10;
constexpr std::uint32_t most_units = 1 << 24;  // of 4 bytes: what one property may hold when it is read

struct FreeReply {
    void operator()(void* reply) const { std::free(reply); }
};
template <class T>
using Reply = std::unique_ptr<T, FreeReply>;

// The functions of libxcb that are used, by their names.
struct Xcb {
    decltype(&::xcb_connect) connect = nullptr;
    decltype(&::xcb_disconnect) disconnect = nullptr;
    decltype(&::xcb_connection_has_error) connection_has_error = nullptr;
    decltype(&::xcb_get_file_descriptor) get_file_descriptor = nullptr;
    decltype(&::xcb_get_setup) get_setup = nullptr;
    decltype(&::xcb_setup_roots_iterator) setup_roots_iterator = nullptr;
    decltype(&::xcb_generate_id) generate_id = nullptr;
    decltype(&::xcb_create_window) create_window = nullptr;
    decltype(&::xcb_change_window_attributes) change_window_attributes = nullptr;
    decltype(&::xcb_intern_atom) intern_atom = nullptr;
    decltype(&::xcb_intern_atom_reply) intern_atom_reply = nullptr;
    decltype(&::xcb_get_atom_name) get_atom_name = nullptr;
    decltype(&::xcb_get_atom_name_reply) get_atom_name_reply = nullptr;
    decltype(&::xcb_get_atom_name_name) get_atom_name_name = nullptr;
    decltype(&::xcb_get_atom_name_name_length) get_atom_name_name_length = nullptr;
    decltype(&::xcb_convert_selection) convert_selection = nullptr;
    decltype(&::xcb_set_selection_owner) set_selection_owner = nullptr;
    decltype(&::xcb_get_property) get_property = nullptr;
    decltype(&::xcb_get_property_reply) get_property_reply = nullptr;
    decltype(&::xcb_get_property_value) get_property_value = nullptr;
    decltype(&::xcb_get_property_value_length) get_property_value_length = nullptr;
    decltype(&::xcb_delete_property) delete_property = nullptr;
    decltype(&::xcb_change_property) change_property = nullptr;
    decltype(&::xcb_send_event) send_event = nullptr;
    decltype(&::xcb_poll_for_event) poll_for_event = nullptr;
    decltype(&::xcb_flush) flush = nullptr;

    bool load() {
        void* library = ::dlopen("libxcb.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        if (library == nullptr) return false;
        const auto load_one = [library](auto& function, const char* symbol) {
            function =
                reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, symbol));
            return function != nullptr;
        };
#define CROSSTALK_XCB(name) load_one(name, "xcb_" #name)
        return CROSSTALK_XCB(connect) && CROSSTALK_XCB(disconnect) && CROSSTALK_XCB(connection_has_error) &&
               CROSSTALK_XCB(get_file_descriptor) && CROSSTALK_XCB(get_setup) &&
               CROSSTALK_XCB(setup_roots_iterator) && CROSSTALK_XCB(generate_id) &&
               CROSSTALK_XCB(create_window) && CROSSTALK_XCB(change_window_attributes) &&
               CROSSTALK_XCB(intern_atom) && CROSSTALK_XCB(intern_atom_reply) &&
               CROSSTALK_XCB(get_atom_name) && CROSSTALK_XCB(get_atom_name_reply) &&
               CROSSTALK_XCB(get_atom_name_name) && CROSSTALK_XCB(get_atom_name_name_length) &&
               CROSSTALK_XCB(convert_selection) && CROSSTALK_XCB(set_selection_owner) &&
               CROSSTALK_XCB(get_property) && CROSSTALK_XCB(get_property_reply) &&
               CROSSTALK_XCB(get_property_value) && CROSSTALK_XCB(get_property_value_length) &&
               CROSSTALK_XCB(delete_property) && CROSSTALK_XCB(change_property) &&
               CROSSTALK_XCB(send_event) && CROSSTALK_XCB(poll_for_event) && CROSSTALK_XCB(flush);
#undef CROSSTALK_XCB
    }
};

struct Atoms {
    xcb_atom_t clipboard = 0;
    xcb_atom_t targets = 0;
    xcb_atom_t timestamp = 0;
    xcb_atom_t incr = 0;
    xcb_atom_t png = 0;
    xcb_atom_t received = 0;  // the property of our window that answers come in
    xcb_atom_t moment = 0;    // the property that is touched to learn the server's time
};

class X11Clipboard final : public Clipboard {
  public:
    X11Clipboard(WorkLoop& loop, const Xcb& xcb, xcb_connection_t* connection)
        : loop_(loop), xcb_(xcb), connection_(connection) {
        const xcb_screen_t* screen = xcb_.setup_roots_iterator(xcb_.get_setup(connection_)).data;
        window_ = xcb_.generate_id(connection_);
        const std::array<std::uint32_t, 1> events{XCB_EVENT_MASK_PROPERTY_CHANGE};
        xcb_.create_window(connection_, XCB_COPY_FROM_PARENT, window_, screen->root, -10, -10, 1, 1, 0,
                           XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK,
                           events.data());
        atoms_ = {.clipboard = atom("CLIPBOARD"),
                  .targets = atom("TARGETS"),
                  .timestamp = atom("TIMESTAMP"),
                  .incr = atom("INCR"),
                  .png = atom("image/png"),
                  .received = atom("CROSSTALK_RECEIVED"),
                  .moment = atom("CROSSTALK_MOMENT")};
        loop_.watch(xcb_.get_file_descriptor(connection_), Waiting::ToRead, [this] { handle_events(); });
        handle_events();
    }
    ~X11Clipboard() override {
        loop_.cancel(give_up_);
        for (const Sending& each : sendings_)
            loop_.cancel(each.give_up);
        loop_.forget(xcb_.get_file_descriptor(connection_));
        xcb_.disconnect(connection_);
    }

    void read(Answer answer) override {
        answers_.push_back(std::move(answer));
        if (answers_.size() > 1) return;  // what is on its way answers all
        if (xcb_.connection_has_error(connection_) != 0) {
            finish({});
            return;
        }
        be_patient();
        // What was copied a moment ago is to be read, too.
        if (!wants_ownership_) start_reading();
        handle_events();
    }

    void offer(std::string png) override {
        offered_ = std::move(png);
        wants_ownership_ = true;
        // An owner says since when, and the time comes with the news that a property changed.
        xcb_.change_property(connection_, XCB_PROP_MODE_APPEND, window_, atoms_.moment, XCB_ATOM_INTEGER, 32,
                             0, nullptr);
        handle_events();
    }

  private:
    // One incremental transfer to another program.
    struct Sending {
        xcb_window_t requestor = 0;
        xcb_atom_t property = 0;
        std::shared_ptr<const std::string> bytes;
        std::size_t sent = 0;
        TimerId give_up;
    };

    xcb_atom_t atom(std::string_view name) const {
        const auto cookie =
            xcb_.intern_atom(connection_, 0, static_cast<std::uint16_t>(name.size()), name.data());
        const Reply<xcb_intern_atom_reply_t> reply(xcb_.intern_atom_reply(connection_, cookie, nullptr));
        return reply == nullptr ? xcb_atom_t{XCB_ATOM_NONE} : reply->atom;
    }

    std::vector<std::string> names_of(std::string_view atoms) const {
        std::vector<xcb_get_atom_name_cookie_t> cookies;
        constexpr std::size_t most = 200;
        for (std::size_t at = 0; at + sizeof(xcb_atom_t) <= atoms.size() && cookies.size() < most;
             at += sizeof(xcb_atom_t)) {
            xcb_atom_t each = 0;
            std::memcpy(&each, atoms.data() + at, sizeof each);
            cookies.push_back(xcb_.get_atom_name(connection_, each));
        }
        std::vector<std::string> names;
        for (const auto cookie : cookies) {
            const Reply<xcb_get_atom_name_reply_t> reply(
                xcb_.get_atom_name_reply(connection_, cookie, nullptr));
            if (reply == nullptr) continue;
            names.emplace_back(xcb_.get_atom_name_name(reply.get()),
                               static_cast<std::size_t>(xcb_.get_atom_name_name_length(reply.get())));
        }
        return names;
    }

    // --- reading

    void start_reading() {
        bytes_.clear();
        type_.clear();
        incremental_ = false;
        ask_for(atoms_.targets);
    }

    void ask_for(xcb_atom_t target) {
        asked_ = target;
        xcb_.delete_property(connection_, window_, atoms_.received);
        xcb_.convert_selection(connection_, window_, atoms_.clipboard, target, atoms_.received,
                               XCB_CURRENT_TIME);
        xcb_.flush(connection_);
        be_patient();
    }

    void be_patient() {
        loop_.cancel(give_up_);
        give_up_ = loop_.after(patience, [this] { finish({}); });
    }

    void finish(const ui::ClipboardHeld& held) {
        loop_.cancel(give_up_);
        incremental_ = false;
        asked_ = XCB_ATOM_NONE;
        bytes_ = {};
        for (const Answer& answer : std::exchange(answers_, {}))
            answer(held);
    }

    void on_selection(const xcb_selection_notify_event_t& event) {
        if (answers_.empty() || event.selection != atoms_.clipboard || event.target != asked_) return;
        if (event.property == XCB_ATOM_NONE) {
            finish({});
            return;
        }
        take_property();
    }

    // Reads our property and deletes it, which asks for the next piece of an incremental transfer.
    void take_property() {
        const auto cookie = xcb_.get_property(connection_, 1, window_, atoms_.received,
                                              XCB_GET_PROPERTY_TYPE_ANY, 0, most_units);
        const Reply<xcb_get_property_reply_t> reply(xcb_.get_property_reply(connection_, cookie, nullptr));
        if (reply == nullptr || reply->bytes_after != 0) {
            finish({});
            return;
        }
        if (reply->type == atoms_.incr) {
            incremental_ = true;
            be_patient();
            return;
        }
        const std::string_view piece(static_cast<const char*>(xcb_.get_property_value(reply.get())),
                                     static_cast<std::size_t>(xcb_.get_property_value_length(reply.get())));
        if (bytes_.size() + piece.size() > largest_clipboard_content) {
            finish({});
            return;
        }
        bytes_ += piece;
        if (incremental_ && !piece.empty()) {
            be_patient();
            return;
        }
        came();
    }

    void came() {
        incremental_ = false;
        if (asked_ != atoms_.targets) {
            finish(clipboard_content(type_, std::exchange(bytes_, {})));
            return;
        }
        type_ = best_clipboard_type(names_of(std::exchange(bytes_, {})));
        if (type_.empty()) {
            finish({});
        } else {
            ask_for(atom(type_));
        }
    }

    // --- offering

    void on_request(const xcb_selection_request_event_t& event) {
        xcb_selection_notify_event_t answer{};
        answer.response_type = XCB_SELECTION_NOTIFY;
        answer.time = event.time;
        answer.requestor = event.requestor;
        answer.selection = event.selection;
        answer.target = event.target;
        // Old programs name no property and mean the target.
        const xcb_atom_t property = event.property == XCB_ATOM_NONE ? event.target : event.property;
        answer.property = put(event, property) ? property : xcb_atom_t{XCB_ATOM_NONE};
        xcb_.send_event(connection_, 0, event.requestor, 0, reinterpret_cast<const char*>(&answer));
        xcb_.flush(connection_);
    }

    bool put(const xcb_selection_request_event_t& event, xcb_atom_t property) {
        if (event.selection != atoms_.clipboard || offered_.empty()) return false;
        const auto set = [&](xcb_atom_t type, std::uint8_t bits, std::size_t count, const void* data) {
            xcb_.change_property(connection_, XCB_PROP_MODE_REPLACE, event.requestor, property, type, bits,
                                 static_cast<std::uint32_t>(count), data);
        };
        if (event.target == atoms_.targets) {
            const std::array<xcb_atom_t, 3> targets{atoms_.targets, atoms_.timestamp, atoms_.png};
            set(XCB_ATOM_ATOM, 32, targets.size(), targets.data());
            return true;
        }
        if (event.target == atoms_.timestamp) {
            set(XCB_ATOM_INTEGER, 32, 1, &owned_since_);
            return true;
        }
        if (event.target != atoms_.png) return false;
        if (offered_.size() <= largest_piece) {
            set(atoms_.png, 8, offered_.size(), offered_.data());
            return true;
        }
        if (event.requestor != window_) {
            const std::array<std::uint32_t, 1> events{XCB_EVENT_MASK_PROPERTY_CHANGE};
            xcb_.change_window_attributes(connection_, event.requestor, XCB_CW_EVENT_MASK, events.data());
        }
        const auto size = static_cast<std::uint32_t>(offered_.size());
        set(atoms_.incr, 32, 1, &size);
        Sending sending{.requestor = event.requestor,
                        .property = property,
                        .bytes = std::make_shared<const std::string>(offered_),
                        .sent = 0,
                        .give_up = {}};
        sending.give_up = forget_later(event.requestor, property);
        sendings_.push_back(std::move(sending));
        return true;
    }

    TimerId forget_later(xcb_window_t requestor, xcb_atom_t property) {
        return loop_.after(patience, [this, requestor, property] {
            std::erase_if(sendings_, [&](const Sending& each) {
                return each.requestor == requestor && each.property == property;
            });
        });
    }

    void on_piece_taken(const xcb_property_notify_event_t& event) {
        const auto found = std::ranges::find_if(sendings_, [&](const Sending& each) {
            return each.requestor == event.window && each.property == event.atom;
        });
        if (found == sendings_.end()) return;
        loop_.cancel(found->give_up);
        const std::size_t size = std::min(largest_piece, found->bytes->size() - found->sent);
        // The last piece is empty: that is the end.
        xcb_.change_property(connection_, XCB_PROP_MODE_REPLACE, found->requestor, found->property,
                             atoms_.png, 8, static_cast<std::uint32_t>(size),
                             found->bytes->data() + found->sent);
        xcb_.flush(connection_);
        found->sent += size;
        if (size == 0) {
            sendings_.erase(found);
        } else {
            found->give_up = forget_later(event.window, event.atom);
        }
    }

    void on_property(const xcb_property_notify_event_t& event) {
        const bool changed = event.state == XCB_PROPERTY_NEW_VALUE;
        if (event.window == window_ && event.atom == atoms_.moment && changed && wants_ownership_) {
            wants_ownership_ = false;
            owned_since_ = event.time;
            xcb_.set_selection_owner(connection_, window_, atoms_.clipboard, event.time);
            xcb_.flush(connection_);
            if (!answers_.empty() && asked_ == XCB_ATOM_NONE) start_reading();
            return;
        }
        if (event.window == window_ && event.atom == atoms_.received && changed && incremental_)
            take_property();
        if (!changed) on_piece_taken(event);
    }

    // --- both

    void handle_events() {
        xcb_.flush(connection_);
        while (const Reply<xcb_generic_event_t> event{xcb_.poll_for_event(connection_)}) {
            switch (event->response_type & 0x7FU) {
                case XCB_SELECTION_NOTIFY:
                    on_selection(*reinterpret_cast<const xcb_selection_notify_event_t*>(event.get()));
                    break;
                case XCB_SELECTION_REQUEST:
                    on_request(*reinterpret_cast<const xcb_selection_request_event_t*>(event.get()));
                    break;
                case XCB_SELECTION_CLEAR:
                    offered_ = {};
                    break;
                case XCB_PROPERTY_NOTIFY:
                    on_property(*reinterpret_cast<const xcb_property_notify_event_t*>(event.get()));
                    break;
                default:
                    break;  // errors too: the window of another program is gone
            }
        }
        if (xcb_.connection_has_error(connection_) != 0) {
            loop_.forget(xcb_.get_file_descriptor(connection_));
            finish({});
        }
    }

    WorkLoop& loop_;
    const Xcb xcb_;
    xcb_connection_t* connection_;
    xcb_window_t window_ = 0;
    Atoms atoms_;

    std::vector<Answer> answers_;  // who waits for the reading under way
    xcb_atom_t asked_ = XCB_ATOM_NONE;
    std::string type_;  // of what was asked for last, but for TARGETS
    std::string bytes_;
    bool incremental_ = false;
    TimerId give_up_;

    std::string offered_;  // empty: nothing, or somebody else owns the clipboard
    bool wants_ownership_ = false;
    xcb_timestamp_t owned_since_ = 0;
    std::vector<Sending> sendings_;
};

}  // namespace

std::unique_ptr<Clipboard> make_x11_clipboard(WorkLoop& loop) {
    if (std::getenv("DISPLAY") == nullptr) return nullptr;
    Xcb xcb;
    if (!xcb.load()) return nullptr;
    xcb_connection_t* connection = xcb.connect(nullptr, nullptr);
    if (xcb.connection_has_error(connection) != 0) {
        xcb.disconnect(connection);
        return nullptr;
    }
    return std::make_unique<X11Clipboard>(loop, xcb, connection);
}

}  // namespace crosstalk::app
