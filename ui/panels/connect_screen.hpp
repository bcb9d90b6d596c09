// The first screen: the servers of this network, saved ones, the fields that lead to any other, and what needs none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/hosting_desk.hpp"
#include "ui/panels/scene.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// What stands in the fields at the start.
struct ConnectFields {
    std::string host = "127.0.0.1";
    std::string port = "12345";
    std::string name = "Anonymous";
    std::string passkey;
    std::string code;  // of another device; wiped as soon as it has done its work
};

/// One per window. Thread: the one that draws.
class ConnectScreen {
  public:
    explicit ConnectScreen(ConnectFields fields = {});
    ~ConnectScreen();
    ConnectScreen(const ConnectScreen&) = delete;
    ConnectScreen& operator=(const ConnectScreen&) = delete;

    void draw(const Scene& scene, Box window);
    /// All that are there; with the first call the screen shows a list of them.
    void hear(const ServersFound& event);

    /// Fills everything from an invite link and connects. False if the text is none.
    bool use_invite(const std::string& text, Commands& commands);
    /// An invite that came from elsewhere, and its server: fills everything in. It is used at once if the server is one of
    /// those that know this device, and else when somebody says so.
    void offer_invite(const std::string& link, const net::ServerKeyHash& server);
    /// Back to a server that knows this device.
    void rejoin(const model::SavedServer& saved, Commands& commands);
    /// Fills in where to connect, HOST[:PORT]; what was written there the last time does not come back.
    void use_address(const std::string& address);
    /// Connects with what stands in the fields.
    void connect(Commands& commands);
    ConnectFields& fields() { return fields_; }
    /// It was used, or nobody has one: codes are good once.
    void forget_code();
    /// A join code is as secret as the passkey in it.
    void forget_join_code();
    /// Something of this machine does not work, for people.
    void tell(std::string trouble) { other_fault_ = std::move(trouble); }

  private:
    enum class Focus : std::uint8_t { Saved, Host, Port, Name, Passkey, Code };
    enum class Space : std::uint8_t { Plenty, Little };

    [[nodiscard]] bool port_is_one() const;
    void take_refusal(const model::Model& model);
    void remember_fields(const model::Model& model);
    void draw_brand(const Context& context, Box box) const;
    void offer_to_rejoin(const model::Model& model);
    void settle_offer(const model::Model& model, Commands& commands);
    void keep_digits();
    float draw_left(const Scene& scene, ImVec2 min, float width);
    float draw_found(const Scene& scene, ImVec2 min, float width);
    void offer_check(const Scene& scene, Box row) const;
    float draw_saved(const Scene& scene, ImVec2 min, float width);
    float draw_tiles(const Scene& scene, ImVec2 min, float width);
    [[nodiscard]] float left_height(const Scene& scene) const;
    [[nodiscard]] std::vector<const model::FoundServer*> strangers(const Scene& scene) const;
    [[nodiscard]] OwnName own_name() const;
    [[nodiscard]] bool holds_join_code() const;
    float draw_head(const Context& context, ImVec2 at, float width, const model::Model& model) const;
    void draw_form(const Context& context, Box card, const model::Model& model, Commands& commands);
    bool draw_code(const Context& context, ImVec2 at, float width, FieldRequest request, float& bottom);
    bool lacks_code(const char* what_to_do);
    void use_address_of(const std::string& link);
    void take_invite(const std::string& text, Commands& commands);
    void rejoin_at(const std::string& address, const model::SavedServer& saved, Commands& commands);
    void use_found(const model::FoundServer& found);
    void keep_height(float height, Commands& commands);
    void paste_invite(Commands& commands);

    ConnectFields fields_;
    ScrollArea scroll_;
    Space height_ = Space::Plenty;  // of the window
    float form_content_ = 0;        // height that the form took in the last frame
    bool form_leads_ = true;        // Enter is for it, not for the server of last time
    bool rejoin_offered_ = false;   // since the screen was shown
    int last_frame_ = 0;
    bool fields_known_ = false;   // the settings of the profile were looked at
    bool address_given_ = false;  // it counts more than theirs
    Secrecy secrecy_ = Secrecy::Hidden;
    bool code_shown_ = false;  // there is a field for it
    bool code_focused_ = false;
    Secrecy code_secrecy_ = Secrecy::Hidden;
    bool is_default_name_ = true;  // untouched: a number may be added
    std::string host_fault_;
    std::string port_fault_;
    std::string name_fault_;
    std::string passkey_fault_;
    std::string code_fault_;
    std::string other_fault_;
    std::optional<Focus> focus_wanted_ = Focus::Passkey;
    std::optional<Focus> refill_wanted_;       // a text was changed while it was being written
    std::optional<net::ServerKeyHash> saved_;  // chosen from the list
    std::string invite_;  // a secret: pasted or offered, and waiting for a name or a word
    std::optional<net::ServerKeyHash>
        offered_;  // the server of an invite that was offered, until all is known
    std::optional<std::vector<model::FoundServer>> found_;  // none: nobody looks
    std::string chosen_;                                    // the name of the one that was chosen from them
    const Outside* outside_ = nullptr;                      // of the last frame
    std::uint64_t refusals_told_ = 0;
};

}  // namespace crosstalk::ui
