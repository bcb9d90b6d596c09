// What is entered on the first screen and where it leads: fields, what is wrong in them, invites, servers that were chosen.
// Draws nothing.
#pragma once

#include <optional>
#include <string>

#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/hosting_desk.hpp"
#include "ui/panels/outside.hpp"
#include "ui/widgets/field.hpp"

namespace crosstalk::ui {

/// What stands in the fields at the start.
struct ConnectFields {
    std::string host = "127.0.0.1";
    std::string port = "12345";
    std::string name = "Anonymous";
    std::string passkey;
    std::string code;  // of another device; wiped as soon as it has done its work
};

/// For people, each beside its field; empty: nothing.
struct ConnectFaults {
    std::string host;
    std::string port;
    std::string name;
    std::string passkey;
    std::string code;
    std::string other;
};

/// What can get the keyboard.
enum class ConnectFocus : std::uint8_t { Saved, Host, Port, Name, Passkey, Code };

/// An answer is awaited.
bool is_trying(const model::Model& model);

/// One per window. Thread: the one that draws.
class ConnectEntries {
  public:
    explicit ConnectEntries(ConnectFields fields);
    ~ConnectEntries();
    ConnectEntries(const ConnectEntries&) = delete;
    ConnectEntries& operator=(const ConnectEntries&) = delete;

    /// First in every frame: takes what was told, refused and pasted since the last one.
    void begin(const Outside* outside, const model::Model& model, Commands& commands);
    /// What is to happen to a field in this frame. Asked once for each of them.
    FieldRequest take_request(ConnectFocus field, Commands& commands);
    /// Whether the keyboard goes to the saved servers now. Asked when they are drawn.
    bool take_focus_of_saved();

    ConnectFields& fields() { return fields_; }
    [[nodiscard]] const ConnectFaults& faults() const { return faults_; }
    [[nodiscard]] OwnName own_name() const;
    /// The name of the server that was chosen among those of the network; empty: none was.
    [[nodiscard]] const std::string& chosen() const { return chosen_; }
    /// One waits for a name or a word.
    [[nodiscard]] bool has_invite() const { return !invite_.empty(); }
    [[nodiscard]] bool holds_join_code() const;

    // --- what was written
    void address_written();
    void port_written();
    void name_written();
    void passkey_written();
    void code_written() { faults_.code.clear(); }

    // --- the code from another device
    /// There is a field for it.
    [[nodiscard]] bool code_shown() const { return code_shown_; }
    Secrecy& code_secrecy() { return code_secrecy_; }
    void show_code();
    void leave_code();
    /// It was used, or nobody has one: codes are good once.
    void forget_code();

    // --- where it leads
    void connect(Commands& commands);
    bool use_invite(const std::string& text, Commands& commands);
    void offer_invite(const std::string& link, const net::ServerKeyHash& server);
    /// Back to a server that knows this device, which may have moved to `address`.
    void rejoin_at(const std::string& address, const model::SavedServer& saved, Commands& commands);
    void use_found(const model::FoundServer& found);
    void use_address(const std::string& address);
    void forget_join_code();
    void tell(std::string trouble) { faults_.other = std::move(trouble); }

  private:
    [[nodiscard]] bool port_is_one() const;
    [[nodiscard]] bool has_default_name() const;
    void take_refusal(const model::Model& model);
    void remember_fields(const model::Model& model);
    void offer_to_rejoin(const model::Model& model);
    void settle_offer(const model::Model& model, Commands& commands);
    bool lacks_code(const char* what_to_do);
    void use_address_of(const std::string& link);
    void take_invite(const std::string& text, Commands& commands);
    void paste_invite(Commands& commands);

    ConnectFields fields_;
    ConnectFaults faults_;
    bool rejoin_offered_ = false;  // since the screen was shown
    int last_frame_ = 0;
    bool fields_known_ = false;   // the settings of the profile were looked at
    bool address_given_ = false;  // it counts more than theirs
    bool code_shown_ = false;
    Secrecy code_secrecy_ = Secrecy::Hidden;
    bool is_default_name_ = true;  // untouched: a number may be added
    std::optional<ConnectFocus> focus_wanted_ = ConnectFocus::Passkey;
    std::optional<ConnectFocus> refill_wanted_;  // a text was changed while it was being written
    bool refills_ = false;                       // in this frame
    std::optional<net::ServerKeyHash> saved_;    // chosen from the list
    std::string invite_;                         // a secret
    std::optional<net::ServerKeyHash>
        offered_;  // the server of an invite that was offered, until all is known
    std::string chosen_;
    const Outside* outside_ = nullptr;  // of the last frame
    std::uint64_t refusals_told_ = 0;
};

}  // namespace crosstalk::ui
