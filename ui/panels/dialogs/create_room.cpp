#include "ui/panels/dialogs/create_room.hpp"

#include <utility>

#include "net/text/message_text.hpp"

namespace crosstalk::ui {

Staying CreateRoomDialog::draw(const Scene& scene, Form& form) {
    if (making_.is_done()) {
        const net::RoomId room = making_.outcome().room;
        if (!std::exchange(topic_sent_, true) && !text::is_blank(topic_))
            scene.commands.send(model::Perform{net::SetTopic{room, topic_}, {}});
        // It is shown when the server has told of it.
        if (scene.model.room(room) != nullptr) {
            scene.commands.show(GoToRoom{room});
            return Staying::Close;
        }
    }
    // What the server refuses is the name: the rest may be chosen freely.
    if (making_.has_failed()) {
        name_fault_ = making_.take_refusal();
        name_request_ = FieldRequest::FocusAndSelectAll;
    }
    bool wanted = false;
    const FieldResult name = form.field("name", name_,
                                        {.label = "Name",
                                         .hint = "board games",
                                         .error = name_fault_,
                                         .bytes_most = net::max_asked_name_bytes,
                                         .request = std::exchange(name_request_, FieldRequest::Nothing)});
    if (name.changed) name_fault_.clear();
    wanted |= name.submitted;
    if (form.radio("public", "Public", "Listed for all, anyone may join",
                   kind_ == net::RoomKind::Public ? Chosen::Yes : Chosen::No))
        kind_ = net::RoomKind::Public;
    if (form.radio("private", "Private", "Only invited people see it",
                   kind_ == net::RoomKind::Private ? Chosen::Yes : Chosen::No))
        kind_ = net::RoomKind::Private;
    form.gap(space::medium);
    const FieldResult topic = form.field("topic", topic_,
                                         {.label = "Topic",
                                          .hint = "What it is about; may be left empty",
                                          .error = topic_fault_,
                                          .bytes_most = net::max_topic_bytes,
                                          .request = std::exchange(topic_request_, FieldRequest::Nothing)});
    if (topic.changed) topic_fault_.clear();
    wanted |= topic.submitted;
    const Press press = end_of_deed(form, scene, making_, {.label = "Create"}, wanted);
    if (press == Press::Cancel) return Staying::Close;
    if (press == Press::Go) go(scene);
    return Staying::Open;
}

void CreateRoomDialog::go(const Scene& scene) {
    if (making_.is_done()) return;
    name_fault_ = fault_of_name(name_);
    topic_fault_ = fault_of(topic_, topic_bounds);
    if (!name_fault_.empty()) {
        name_request_ = FieldRequest::FocusAndSelectAll;
    } else if (!topic_fault_.empty()) {
        topic_request_ = FieldRequest::FocusAndSelectAll;
    }
    if (!name_fault_.empty() || !topic_fault_.empty()) return;
    making_.perform(net::CreateRoom{.name = name_, .kind = kind_, .name_key = {}}, scene);
}

}  // namespace crosstalk::ui
