#include "ui/panels/dialogs/message_details.hpp"

#include <memory>
#include <vector>

#include "ui/panels/dialogs/former_texts.hpp"
#include "ui/panels/rights.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t names_most = 30;

std::string name_of(net::UserId user, const model::Room& room, const model::Model& model) {
    if (user == model.me().id) return "you";
    const net::Member* member = member_of(room, model, user);
    if (member != nullptr) return member->presence.user.name;
    return room.peer.id == user ? room.peer.name : std::string();
}

// "ada, bob and 3 more"
std::string names_of(const std::vector<net::UserId>& users, std::size_t count, const model::Room& room,
                     const model::Model& model) {
    std::string text;
    std::size_t told = 0;
    for (const net::UserId user : users) {
        const std::string name = told < names_most ? name_of(user, room, model) : std::string();
        if (name.empty()) continue;
        text += (told > 0 ? ", " : "") + name;
        ++told;
    }
    if (told == 0)
        return count_of(count, "person") == "1 person" ? "1 person" : std::to_string(count) + " people";
    if (told < count) text += " and " + std::to_string(count - told) + " more";
    return text;
}

void draw_progress(Form& form, const net::Message& message, const model::Room& room,
                   const model::Model& model) {
    std::vector<net::UserId> read;
    std::vector<net::UserId> delivered;
    for (const auto& [user, progress] : room.progress) {
        if (user == message.author.id) continue;
        if (progress.read >= message.sequence) {
            read.push_back(user);
        } else if (progress.delivered >= message.sequence) {
            delivered.push_back(user);
        }
    }
    if (!read.empty()) form.fact("Read by", names_of(read, read.size(), room, model));
    if (!delivered.empty()) form.fact("Delivered to", names_of(delivered, delivered.size(), room, model));
}

}  // namespace

Staying MessageDetailsDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    const net::Message* message = room == nullptr ? nullptr : room->message(sequence_);
    if (message == nullptr) {
        draw_nothing(form, "This message is not here any more.");
        return close_button(form) ? Staying::Close : Staying::Open;
    }
    form.fact("From", message->author.name);
    form.fact("In", tag_of(*room));
    form.fact("Said", date_and_time(message->at, scene));
    if (message->edited_at) form.fact("Edited", date_and_time(message->edited_at, scene));
    if (message->deleted) form.fact("Deleted", "Its text is gone for good");
    if (message->pinned) form.fact("Pinned", "To this room");
    if (message->reply_to) form.fact("Reply to", "Number " + std::to_string(message->reply_sequence.value));
    for (const net::Reaction& reaction : message->reactions)
        form.fact(reaction.emoji, names_of(reaction.users, reaction.count, *room, scene.model));
    draw_progress(form, *message, *room, scene.model);
    copied_fact(form, scene, "number", "Number", std::to_string(message->sequence.value));
    copied_fact(form, scene, "id", "Id", "id:" + std::to_string(message->id.value));
    const bool has_former =
        message->edited_at && !message->deleted && rights_in(*room, scene.model).keep_order;
    if (!has_former) return close_button(form) ? Staying::Close : Staying::Open;
    switch (form.buttons({{"done", "Close", {}}, {"former", "Former texts", {}}})) {
        case 0:
            return Staying::Close;
        case 1:
            scene.commands.show(OpenDialog{std::make_unique<FormerTextsDialog>(room_, message->id)});
            return Staying::Open;
        default:
            return Staying::Open;
    }
}

}  // namespace crosstalk::ui
