// Invites people to a room: whoever is on the server and not in the room, with a filter.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ui/panels/dialogs/parts.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

class InvitePersonDialog final : public Dialog {
  public:
    explicit InvitePersonDialog(net::RoomId room) : room_(room) {}

    [[nodiscard]] std::string title() const override { return "Invite people"; }
    Staying draw(const Scene& scene, Form& form) override;

  private:
    struct Row {
        net::UserRef user;
        std::string about;
        std::string key;
    };

    void load_people(const Scene& scene, const model::Room& room);
    void gather(const Scene& scene, const model::Room& room);
    void invite(const Scene& scene, net::UserId user);
    bool draw_row(const Scene& scene, const net::UserRef& user, std::string_view about, Box box);

    net::RoomId room_;
    std::string filter_;
    std::size_t role_ = 0;  // of the labels
    std::vector<Row> rows_;
    std::string gathered_for_;       // the filter
    std::uint64_t gathered_at_ = 0;  // revision of the model
    std::map<net::UserId, OwnErrand> invited_;
    ScrollArea scroll_;
    bool is_new_ = true;
};

}  // namespace crosstalk::ui
