#include "ui/panels/dialogs/room_settings.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "client/model/words.hpp"
#include "net/names_of.hpp"
#include "ui/panels/dialogs/audit.hpp"
#include "ui/panels/dialogs/bans.hpp"
#include "ui/panels/dialogs/dissolve_room.hpp"
#include "ui/panels/dialogs/export_room.hpp"
#include "ui/panels/dialogs/invite_person.hpp"
#include "ui/panels/dialogs/leave_room.hpp"
#include "ui/panels/dialogs/purge.hpp"
#include "ui/widgets/choice_row.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::array<std::string_view, 3> posters_labels = {"Everyone", "Members, not guests", "Admins"};
constexpr std::array<std::string_view, 2> kind_labels = {"Public: anyone may join", "Private: by invitation"};
constexpr std::array<std::uint32_t, 7> usual_slow = {0, 5, 10, 30, 60, 300, 900};

std::string slow_label(std::uint32_t seconds) {
    return seconds == 0 ? std::string("Off") : model::span_in_words({std::int64_t{seconds} * 1000});
}

}  // namespace

void RoomSettingsDialog::begin(const model::Room& room) {
    if (std::exchange(is_begun_, true)) return;
    name_ = room.name;
    topic_ = room.topic;
    posters_ = static_cast<std::size_t>(room.posters);
    kind_ = room.kind == net::RoomKind::Private ? 1 : 0;
    slow_seconds_.assign(usual_slow.begin(), usual_slow.end());
    if (std::ranges::find(slow_seconds_, room.slow_mode_s) == slow_seconds_.end()) {
        slow_seconds_.push_back(room.slow_mode_s);
        std::ranges::sort(slow_seconds_);
    }
    slow_ =
        static_cast<std::size_t>(std::ranges::find(slow_seconds_, room.slow_mode_s) - slow_seconds_.begin());
}

void RoomSettingsDialog::Fault::say(std::string why) {
    text = std::move(why);
    if (!text.empty()) request = FieldRequest::FocusAndSelectAll;
}

Staying RoomSettingsDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr) return Staying::Close;
    const bool all_done =
        std::ranges::all_of(saving_, [](const Saving& each) { return each.errand.is_done(); });
    if (!saving_.empty() && all_done) return Staying::Close;
    title_ = tag_of(*room);
    begin(*room);
    take_refusals();
    const RoomRights rights = rights_in(*room, scene.model);
    draw_facts(scene, form, *room, rights);
    const bool submitted = draw_fields(form, *room, rights);
    if (rights.configure) {
        const Press press = draw_end(scene, form, *room, submitted);
        if (press == Press::Cancel) return Staying::Close;
        if (press == Press::Go) save(scene, *room, rights);
    }
    return draw_more(scene, form, *room, rights);
}

void RoomSettingsDialog::take_refusals() {
    for (Saving& each : saving_) {
        if (each.place != nullptr && each.errand.has_failed())
            (this->*each.place).say(each.errand.take_refusal());
    }
}

Press RoomSettingsDialog::draw_end(const Scene& scene, Form& form, const model::Room& room, bool submitted) {
    for (const Saving& each : saving_)
        form.fault(each.errand.why());
    const OwnErrand idle;
    const auto under_way =
        std::ranges::find_if(saving_, [](const Saving& each) { return each.errand.is_under_way(); });
    return end_of_deed(form, scene, under_way == saving_.end() ? idle : under_way->errand,
                       {.label = "Save", .disabled_reason = has_changed(room) ? "" : "Nothing was changed"},
                       submitted);
}

// What one may not change is told.
void RoomSettingsDialog::draw_facts(const Scene& scene, Form& form, const model::Room& room,
                                    const RoomRights& rights) {
    std::string kind = std::string(net::name_of(room.kind));
    if (room.locked) kind += ", a passkey opens it";
    form.fact("Kind", kind);
    form.fact("Members", std::to_string(room.member_count));
    form.fact("You are", title_of(room.kind == net::RoomKind::Lobby ? scene.model.role() : room.role));
    if (!rights.set_topic) form.fact("Topic", room.topic.empty() ? "None" : room.topic);
    if (!rights.configure) {
        form.fact("May write", posters_labels[static_cast<std::size_t>(room.posters)]);
        form.fact("Slow mode", room.slow_mode_s == 0
                                   ? std::string("Off")
                                   : slow_label(room.slow_mode_s) + " between two messages");
    }
    const net::Timestamp muted = scene.model.muted_until(room);
    if (muted.value > scene.now.wall_ms) form.fact("You are muted", end_in_words(muted, scene));
    form.gap(space::control);
}

bool RoomSettingsDialog::draw_fields(Form& form, const model::Room& room, const RoomRights& rights) {
    bool submitted = false;
    const auto field = [&](const char* id, std::string& text, Fault& fault, FieldLook look) {
        look.error = fault.text;
        look.request = std::exchange(fault.request, FieldRequest::Nothing);
        const FieldResult result = form.field(id, text, look);
        if (result.changed) fault.text.clear();
        submitted |= result.submitted;
    };
    if (rights.rename)
        field("name", name_, name_fault_, {.label = "Name", .bytes_most = net::max_asked_name_bytes});
    if (rights.set_topic) {
        field("topic", topic_, topic_fault_,
              {.label = "Topic", .hint = "What this room is about", .bytes_most = 2 * net::max_topic_bytes});
    }
    if (!rights.configure) return submitted;
    choice_row(form, "posters", "Who may write", posters_labels, posters_);
    std::vector<std::string> slow;
    slow.reserve(slow_seconds_.size());
    for (const std::uint32_t seconds : slow_seconds_)
        slow.push_back(slow_label(seconds));
    const std::vector<std::string_view> slow_views(slow.begin(), slow.end());
    choice_row(form, "slow", "Slow mode: everybody waits between two messages", slow_views, slow_);
    if (!rights.open_up) return submitted;
    choice_row(form, "kind", "Who comes in", kind_labels, kind_);
    return draw_passkey(form, room) || submitted;
}

bool RoomSettingsDialog::draw_passkey(Form& form, const model::Room& room) {
    constexpr std::array<std::string_view, 3> locked = {"Keep the passkey", "Another passkey", "No passkey"};
    constexpr std::array<std::string_view, 2> open = {"No passkey", "Set a passkey"};
    auto chosen = static_cast<std::size_t>(passkey_wish_);
    const std::span<const std::string_view> labels =
        room.locked ? std::span<const std::string_view>(locked) : std::span<const std::string_view>(open);
    if (choice_row(form, "passkey-wish", "Passkey: lets in whoever knows it", labels, chosen)) {
        passkey_wish_ = static_cast<PasskeyWish>(chosen);
        passkey_.clear();
        passkey_fault_ = {};
    }
    if (passkey_wish_ != PasskeyWish::Set) return false;
    const FieldResult result =
        passkey_.field(form, "passkey",
                       {.hint = "At most 128 characters",
                        .error = passkey_fault_.text,
                        .bytes_most = net::max_room_passkey_bytes,
                        .request = std::exchange(passkey_fault_.request, FieldRequest::Nothing)});
    if (result.changed) passkey_fault_.text.clear();
    return result.submitted;
}

bool RoomSettingsDialog::has_changed(const model::Room& room) const {
    const bool other_kind =
        room.kind != net::RoomKind::Lobby && (kind_ == 1) != (room.kind == net::RoomKind::Private);
    return name_ != room.name || topic_ != room.topic || posters_ != static_cast<std::size_t>(room.posters) ||
           slow_seconds_[slow_] != room.slow_mode_s || other_kind || passkey_wish_ != PasskeyWish::Keep;
}

void RoomSettingsDialog::perform(net::Command command, const Scene& scene, Fault RoomSettingsDialog::*place) {
    saving_.push_back({place, {}});
    saving_.back().errand.perform(std::move(command), scene);
}

// The first field with a fault has the keyboard.
bool RoomSettingsDialog::find_faults(const model::Room& room, const RoomRights& rights) {
    name_fault_ = topic_fault_ = passkey_fault_ = {};
    if (passkey_wish_ == PasskeyWish::Set && passkey_.empty())
        passkey_fault_.say("The passkey is empty. Write one, or choose to have none.");
    topic_fault_.say(fault_of(topic_, topic_bounds));
    if (rights.rename && name_ != room.name) name_fault_.say(fault_of_name(name_));
    if (!name_fault_.text.empty()) topic_fault_.request = FieldRequest::Nothing;
    if (!name_fault_.text.empty() || !topic_fault_.text.empty())
        passkey_fault_.request = FieldRequest::Nothing;
    return !name_fault_.text.empty() || !topic_fault_.text.empty() || !passkey_fault_.text.empty();
}

void RoomSettingsDialog::save(const Scene& scene, const model::Room& room, const RoomRights& rights) {
    saving_.clear();
    if (find_faults(room, rights)) return;
    if (rights.rename && name_ != room.name)
        perform(net::RenameRoom{room_, name_, {}}, scene, &RoomSettingsDialog::name_fault_);
    if (topic_ != room.topic) perform(net::SetTopic{room_, topic_}, scene, &RoomSettingsDialog::topic_fault_);
    if (posters_ != static_cast<std::size_t>(room.posters))
        perform(net::SetPosters{room_, static_cast<net::Posters>(posters_)}, scene);
    if (slow_seconds_[slow_] != room.slow_mode_s)
        perform(net::SetSlowMode{room_, slow_seconds_[slow_]}, scene);
    if (!rights.open_up) return;
    if ((kind_ == 1) != (room.kind == net::RoomKind::Private))
        perform(net::SetRoomKind{room_, kind_ == 1 ? net::RoomKind::Private : net::RoomKind::Public}, scene);
    if (passkey_wish_ != PasskeyWish::Keep) {
        net::SetRoomPasskey set;
        set.room = room_;
        if (passkey_wish_ == PasskeyWish::Set) set.passkey = passkey_.text();
        perform(std::move(set), scene, &RoomSettingsDialog::passkey_fault_);
    }
}

Staying RoomSettingsDialog::draw_more(const Scene& scene, Form& form, const model::Room& room,
                                      const RoomRights& rights) {
    form.head("More");
    std::vector<std::string_view> labels;
    std::vector<int> deeds;
    const auto offer = [&](bool is_worth_it, std::string_view label, int deed) {
        if (!is_worth_it) return;
        labels.push_back(label);
        deeds.push_back(deed);
    };
    enum Deed : int { Invite, Bans, Audit, Purge, Export, Leave, Dissolve };
    offer(rights.invite, "Invite people", Invite);
    offer(rights.keep_order, "Bans", Bans);
    offer(rights.keep_order, "Audit log", Audit);
    offer(true, "Export", Export);
    offer(rights.keep_order, "Remove old messages", Purge);
    offer(rights.leave, "Leave", Leave);
    offer(rights.dissolve, "Delete for good", Dissolve);
    std::size_t chosen = labels.size();
    if (!choice_row(form, "more", {}, labels, chosen)) {
        if (!rights.configure && close_button(form)) return Staying::Close;
        return Staying::Open;
    }
    const auto show = [&](std::unique_ptr<Dialog> dialog) {
        scene.commands.show(OpenDialog{std::move(dialog)});
    };
    switch (deeds[chosen]) {
        case Invite:
            show(std::make_unique<InvitePersonDialog>(room.id));
            break;
        case Bans:
            show(std::make_unique<BansDialog>(room.id));
            break;
        case Audit:
            show(std::make_unique<AuditDialog>(room.id));
            break;
        case Purge:
            show(std::make_unique<PurgeDialog>(room.id));
            break;
        case Export:
            show(std::make_unique<ExportRoomDialog>(room.id));
            break;
        case Leave:
            leave_room(scene, room);
            return room.kind == net::RoomKind::Private ? Staying::Open : Staying::Close;
        default:
            show(std::make_unique<DissolveRoomDialog>(room.id));
            break;
    }
    return Staying::Open;
}

}  // namespace crosstalk::ui
