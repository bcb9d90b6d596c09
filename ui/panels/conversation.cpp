#include "ui/panels/conversation.hpp"

#include <imgui.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "net/text/markup/markup.hpp"
#include "ui/panels/conversation_topic.hpp"
#include "ui/panels/dialogs/delete_message.hpp"
#include "ui/panels/dialogs/link_question.hpp"
#include "ui/panels/dialogs/message_details.hpp"
#include "ui/panels/person_menu.hpp"
#include "ui/panels/room_files.hpp"
#include "ui/settings/message_look.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/mark.hpp"
#include "ui/widgets/paragraph.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

// Pages are asked for before the edge is reached.
constexpr std::size_t more_within_lines = 30;

Icon icon_of(net::RoomKind kind) {
    if (kind == net::RoomKind::Direct) return Icon::User;
    return kind == net::RoomKind::Private ? Icon::Lock : Icon::Hash;
}

}  // namespace

ConversationWish Conversation::draw(const Scene& scene, Box box, const ConversationFrame& frame,
                                    const model::Room& room) {
    const Context& context = scene.context;
    const Moment& now = scene.now;
    Commands& commands = scene.commands;
    ConversationWish wish;
    sync(scene, room);
    ask_for_members(scene, room);
    note_unread(now, room);
    if (!std::exchange(opened_, true)) {
        composer_.take_focus();
    }
    if (!std::exchange(draft_restored_, true)) composer_.restore_draft(draft_.restore(scene, room.id));
    const IdScope scope(room.id.value);
    const Box header{box.min, {box.max.x, box.min.y + context.px(measure::conversation_header)}};
    draw_header(scene, header, frame, room, wish);

    Box pane{{box.min.x, header.max.y}, box.max};
    if (!frame.games.empty()) {
        const Box strip{pane.min, {pane.max.x, pane.min.y + context.px(measure::game_strip)}};
        draw_game_strip(scene, strip, frame.games);
        pane.min.y = strip.max.y;
    }
    const float edge = context.px(space::group);
    const float composer_height = composer_.height(context, pane);
    const Box writing{{box.min.x + edge, box.max.y - context.px(space::medium) - composer_height},
                      {box.max.x - edge, box.max.y - context.px(space::medium)}};
    const Box below{{writing.min.x, writing.min.y - context.px(measure::typing_line)},
                    {writing.max.x, writing.min.y}};
    Box list{pane.min, {pane.max.x, below.min.y}};
    if (find_.is_open()) {
        const Box bar{list.min, {list.max.x, list.min.y + FindBar::height(context)}};
        list.min.y = bar.max.y;
        const std::optional<net::Sequence> place = find_.draw(scene, bar, room, tail_.source.version());
        if (place) go_to(*place, now, room, commands);
    }
    draw_list(scene, list, room);

    if (composer_.fault().empty()) {
        draw_typing(context, below, room);
        // The dots take turns, whatever else happens.
        const bool moves = context.theme.motion() != MotionLevel::Reduced;
        if (!room.typing.empty() && moves) commands.wake_in(motion::typing_dot.milliseconds);
    } else {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float size = context.px(14);
        const float left = below.min.x + context.px(space::tiny);
        draw_icon(draw, context.theme, Icon::Warning, {left + size / 2, below.center().y}, size,
                  context.color(Role::Danger));
        const float text_left = left + size + context.px(space::small);
        draw_text_within(
            draw, context, {text_left, below.center().y - context.theme.type_row(TypeStyle::Small) / 2},
            below.max.x - text_left, {TypeStyle::Small}, context.color(Role::Danger), composer_.fault());
    }
    draw_answer(context, below);

    Composer::Result result = composer_.draw(scene, writing, room);
    if (result.typed && scene.preferences.is_on(SettingId::Typing)) commands.send(model::Typing{room.id});
    if (result.edit_last) correct_last(scene, room);
    if (result.took_escape) wish.took_escape = true;
    if (result.written) take(std::move(*result.written), room, commands, wish);
    draft_.follow(scene, room.id, composer_.draft());
    mark_read(now, room, commands);
    return wish;
}

void Conversation::take(Written written, const model::Room& room, Commands& commands,
                        ConversationWish& wish) {
    answer_.clear();
    if (auto* said = std::get_if<Said>(&written)) {
        commands.send(model::Post{room.id, std::move(said->text), {}, said->reply_to});
        if (in_past_) leave_past(room, commands);
        tail_.view.list.scroll_to_bottom();
    } else if (auto* corrected = std::get_if<Corrected>(&written)) {
        commands.send(model::Perform{
            net::EditMessage{room.id, {.message = corrected->message}, std::move(corrected->text)}, {}});
    } else {
        wish.line = std::move(std::get<model::CommandLine>(written));
    }
}

// A room in which nothing has been said yet says whose it is.
void Conversation::draw_beginning(const Scene& scene, Box box, const model::Room& room) const {
    if (tail_.source.count() > 0 || room.loaded_from.value != 1) return;
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool is_direct = room.kind == net::RoomKind::Direct;
    const float title = context.theme.type_row(TypeStyle::Title);
    const float top = std::round(box.center().y - title);
    const float edge = context.px(space::section);
    const Box first{{box.min.x + edge, top}, {box.max.x - edge, top + title}};
    const Box second{
        {first.min.x, first.max.y + context.px(space::tiny)},
        {first.max.x, first.max.y + context.px(space::tiny) + context.theme.type_row(TypeStyle::Ui)}};
    const std::string name = is_direct ? room.name : "#" + room.name;
    const Type type{TypeStyle::Title, Face::SemiBold};
    const float width = std::min(text_width(context, type, name), first.width());
    draw_text_within(draw, context, {std::round(first.center().x - width / 2), top}, width, type,
                     context.color(Role::TextSecondary), name);
    draw_text_centered(draw, context, second, {TypeStyle::Ui}, context.color(Role::TextMuted),
                       is_direct ? "Only the two of you, and whoever runs the server, can read this."
                                 : "Nothing has been said here yet.");
}

void Conversation::sync(const Scene& scene, const model::Room& room) {
    const bool comings_shown = scene.preferences.is_on(SettingId::Presences);
    tail_.source.show_comings(comings_shown ? Comings::Shown : Comings::Hidden);
    tail_.source.sync(scene.model, room);
    past_.source.sync(scene.model, room);
    names_.learn(scene.model, room);
    // A jump that was asked for on a connection that is gone, or was refused, never lands.
    if (!scene.is_online() || !room.jump_refused.empty()) jumping_since_.reset();
}

// Their names make mentions of words, and their cards have their colours.
void Conversation::ask_for_members(const Scene& scene, const model::Room& room) {
    if (!scene.is_online() || room.members_state != model::Room::MembersState::NotLoaded) return;
    const std::uint64_t login = scene.model.connection().logins;
    if (std::exchange(members_asked_, login) != login) scene.commands.send(model::LoadMembers{room.id});
}

// What one has not seen when the room is opened, or what comes while nobody looks, stands below the divider.
void Conversation::note_unread(const Moment& now, const model::Room& room) {
    const bool looks_away = opened_ && !now.window_has_focus;
    const bool begins = !opened_ || (looks_away && !looked_away_);
    looked_away_ = looks_away;
    if (begins) {
        read_at_opening_ = room.read.sequence;
        divided_ = false;
    }
    if (!begins && !looks_away) return;
    unread_at_opening_ = room.unread();
    divided_ = unread_at_opening_ > 0;
    if (begins && !looks_away) goes_to_unread_ = divided_ && read_at_opening_;
}

// The first unread message, with a little of what was read before; where everything fits the end is shown all the same.
void Conversation::go_to_unread(const Scene& scene, const model::Room& room) {
    if (!goes_to_unread_ || room.loaded_from.value == 0) return;
    goes_to_unread_ = false;
    const std::uint64_t line = tail_.source.first_unread(read_at_opening_);
    if (read_at_opening_.value + 1 < room.loaded_from.value) {
        go_to(read_at_opening_.next(), scene.now, room, scene.commands);
    } else if (line != 0) {
        tail_.view.list.show(line);
    }
}

// One's own newest message, if it is among what is here.
void Conversation::correct_last(const Scene& scene, const model::Room& room) {
    const auto own =
        std::find_if(room.messages.rbegin(), room.messages.rend(), [&](const net::Message& each) {
            return each.author.id == scene.model.me().id && !each.deleted && !each.game;
        });
    if (own == room.messages.rend()) return;
    composer_.correct(*own);
    // One sees what one changes.
    if (in_past_) leave_past(room, scene.commands);
    const std::uint64_t line = tail_.source.line_at(own->sequence);
    if (line != 0 && tail_.view.list.line_of(line) == nullptr) jump_to(tail_.view, line, scene.now.steady_ms);
}

// "cobalt and orbit are typing", with three dots that take turns.
void Conversation::draw_typing(const Context& context, Box below, const model::Room& room) {
    if (room.typing.empty()) return;
    std::string text;
    constexpr std::size_t most = 3;
    std::size_t told = 0;
    for (const auto& [id, typist] : room.typing) {
        if (told == most) break;
        if (told > 0) text += told + 1 == room.typing.size() ? " and " : ", ";
        text += typist.user.name;
        ++told;
    }
    if (room.typing.size() > most) text = "Several people";
    text += room.typing.size() == 1 ? " is typing" : " are typing";
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Theme& theme = context.theme;
    const bool still = theme.motion() == MotionLevel::Reduced;
    const auto lit = static_cast<int>(context.now_ms / motion::typing_dot.milliseconds % 3);
    float x = below.min.x + theme.px(space::tiny);
    for (int dot = 0; dot < 3; ++dot) {
        draw.AddCircleFilled({x + theme.px(2), below.center().y}, theme.px(2),
                             to_im(theme[still || dot == lit ? Role::Text : Role::TextMuted]));
        x += theme.px(7);
    }
    x += theme.px(space::tiny);
    draw_text_within(draw, context, {x, std::round(below.center().y - theme.type_row(TypeStyle::Small) / 2)},
                     below.max.x - x, {TypeStyle::Small}, theme[Role::TextSecondary], text);
}

void Conversation::draw_answer(const Context& context, Box below) {
    if (answer_.empty()) return;
    if (ImGui::IsKeyPressed(ImGuiKey_Escape) && !is_popup_open()) {
        take_key(ImGuiKey_Escape);
        answer_.clear();
        return;
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float padding = context.px(space::medium);
    const float width = below.width() - 2 * padding;
    float height = 2 * padding;
    for (const std::string& line : answer_)
        height += paragraph_height(context, width, {TypeStyle::Ui}, line);
    const Box card{{below.min.x, below.max.y - context.px(space::tiny) - height},
                   {below.max.x, below.max.y - context.px(space::tiny)}};
    draw_card(draw, context, card,
              {.fill = Role::Raised, .outline = Role::BorderControl, .corner = radius::popup});
    float top = card.min.y + padding;
    for (const std::string& line : answer_) {
        top += draw_paragraph(draw, context, {card.min.x + padding, top}, width, {TypeStyle::Ui},
                              context.color(Role::TextSecondary), line);
    }
}

void Conversation::draw_header(const Scene& scene, Box box, const ConversationFrame& frame,
                               const model::Room& room, ConversationWish& wish) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    horizontal_line(draw, box.min.x, box.max.x, box.max.y - context.px(line::border),
                    context.color(Role::Border), context.px(line::border));
    const float button = context.px(measure::icon_button);
    const float button_top = box.min.y + (box.height() - button) / 2;
    float left = box.min.x + context.px(space::group);
    if (frame.back_shown) {
        const Box back = box_at({box.min.x + context.px(space::control), button_top}, button, button);
        wish.go_back = icon_button(context, "back", back, Icon::Back, "Rooms");
        if (frame.unread_elsewhere > 0) {
            draw_badge(draw, context, back.max.x + context.px(space::small),
                       back.min.y + context.px(space::small), frame.unread_elsewhere, BadgeKind::Mention);
        }
        left = back.max.x + context.px(space::group);
    }
    const float glyph = context.px(measure::icon_glyph);
    draw_icon(draw, context.theme, icon_of(room.kind), {left + glyph / 2, box.center().y}, glyph,
              context.color(Role::TextMuted));
    left += glyph + context.px(space::control);
    const Box members = box_at({box.max.x - context.px(space::medium) - button, button_top}, button, button);
    const float stride = button + context.px(space::control);
    const Box pins = box_at({members.min.x - stride, button_top}, button, button);
    const Box find = box_at({pins.min.x - stride, button_top}, button, button);
    const Box bell = box_at({find.min.x - stride, button_top}, button, button);
    const Type title{TypeStyle::Title, Face::SemiBold};
    const float room_for_name = bell.min.x - left - context.px(space::control);
    const float name_width = std::min(room_for_name, text_width(context, title, room.name));
    draw_text_within(draw, context, {left, box.center().y - context.theme.type_row(TypeStyle::Title) / 2},
                     name_width, title, context.color(Role::Text), room.name);
    const float topic_left = left + name_width + context.px(space::group);
    draw_room_topic(scene, {{topic_left, box.min.y}, {bell.min.x - context.px(space::medium), box.max.y}},
                    room);
    draw_room_bell(scene, bell, room);
    if (icon_button(context, "find", find, Icon::Search, "Find in this room",
                    {.chosen = find_.is_open() ? Chosen::Yes : Chosen::No})) {
        find_.is_open() ? find_.close() : find_.open();
    }
    wish.toggle_pins = icon_button(context, "pins", pins, Icon::Pin, "Pinned messages",
                                   {.chosen = frame.pins_shown ? Chosen::Yes : Chosen::No});
    wish.toggle_members = icon_button(context, "members", members, Icon::People, "Members",
                                      {.chosen = frame.members_shown ? Chosen::Yes : Chosen::No});
}

void Conversation::draw_list(const Scene& scene, Box box, const model::Room& room) {
    follow_jump(scene.now, room);
    if (in_past_ && !room.past) {
        // It has met the newest part, where its lines are now.
        if (const auto anchor = past_.view.list.anchor()) tail_.view.list.stand_at(*anchor);
        in_past_ = false;
    }
    go_to_unread(scene, room);
    called_.look_for(scene.preferences.text(SettingId::NoticeKeywords));
    Shown& shown = in_past_ ? past_ : tail_;
    draw_beginning(scene, box, room);
    const ListWishes wishes = draw_message_list(scene.context, shown.view, shown.source, box,
                                                options_of_list(scene, shown.source, room));
    draw_author_menu(scene, wishes, shown.source);
    obey(wishes, scene, shown.source, room);
    draw_message_menus(scene, box, wishes, shown.source, room);
    games_.draw_menu(scene);
    load_more(wishes, scene.model, room, scene.commands);
}

ListOptions Conversation::options_of_list(const Scene& scene, const RoomSource& source,
                                          const model::Room& room) {
    // To a newcomer everything is new: no divider then.
    const bool has_divider = divided_ && read_at_opening_;
    const MessageLook look = message_look(scene.preferences);
    return {
        .zone = scene.now.zone,
        .clock = look.clock,
        .timestamps = look.timestamps,
        .emoji_only = look.emoji_only,
        .first_unread = has_divider ? source.first_unread(read_at_opening_) : 0,
        .unread_count = unread_at_opening_,
        .my_key = names_.my_key(),
        .me = scene.model.me().id,
        .markup = {.is_name = [this](std::string_view key) { return names_.has(key); },
                   .emoticons = look.emoticons},
        .names_stamp = names_.stamp(),
        .reacted_by = [this](const net::Reaction& reaction) { return names_.reacted_by(reaction); },
        .why_not_sent =
            [&scene, &source](std::uint64_t line) {
                const std::string* ref = source.pending_ref(line);
                if (ref == nullptr) return std::string();
                const auto post = std::ranges::find(scene.model.pending(), *ref, &model::PendingPost::ref);
                return post == scene.model.pending().end() ? std::string() : post->reason;
            },
        .held = menu_.line_under(ImGui::GetIO().MousePos),
        .is_past = in_past_,
        .is_called = [this](const MessageView& view) { return called_.holds(view); },
        .find = [this](const MessageView& view, std::string_view text,
                       std::vector<ByteRange>& ranges) { find_.find(view, text, ranges); },
        .found = find_.current() ? source.line_at(find_.current()) : 0,
        .previews = look.previews,
        .animations = look.animations,
        .attachment =
            [&scene, &source, &room](const MessageView& view, std::size_t index) {
                if (const net::Message* message = source.message_of(view.id))
                    return attachment_of(scene.model, room.id, *message, index);
                const std::string* ref = source.pending_ref(view.id);
                const auto& pending = scene.model.pending();
                const auto post = ref == nullptr ? pending.end()
                                                 : std::ranges::find(pending, *ref, &model::PendingPost::ref);
                return post == pending.end() ? AttachmentState{} : attachment_of(scene.model, *post, index);
            },
        .game =
            [&scene, &source, &room](const MessageView& view) {
                const net::Message* message = source.message_of(view.id);
                return message == nullptr ? GameCardState{} : GameCards::state_of(scene, room, *message);
            }};
}

// What hands asked for in the list itself.
void Conversation::obey(const ListWishes& wishes, const Scene& scene, const RoomSource& source,
                        const model::Room& room) {
    Commands& commands = scene.commands;
    const auto standing = [&](std::uint64_t line) -> const net::Message* {
        const net::Message* message = line == 0 ? nullptr : source.message_of(line);
        return message == nullptr || message->deleted ? nullptr : message;
    };
    const auto unsent = [&](std::uint64_t line) { return line == 0 ? nullptr : source.pending_ref(line); };
    if (const net::Message* message = standing(wishes.answer))
        composer_.answer(*message, scene.model.me().id);
    if (const net::Message* message = standing(wishes.context_menu)) menu_.open(*message);
    if (wishes.on_file && wishes.on_file->deed == FileDeed::Menu) {
        const net::Message* message = standing(wishes.on_file->id);
        if (message != nullptr) menu_.open(*message, wishes.on_file->index);
    }
    if (wishes.selected) commands.ask(OfferSelection{*wishes.selected});
    if (wishes.open_link) follow_link(scene, *wishes.open_link);
    if (const std::string* ref = unsent(wishes.remove)) commands.send(model::Cancel{*ref});
    if (const std::string* ref = unsent(wishes.retry)) commands.send(model::Retry{*ref});
    if (wishes.reacted) react(wishes.reacted->id, wishes.reacted->index, scene.model, room, commands);
    if (wishes.jump_to != 0) go_to(net::Sequence{wishes.jump_to}, scene.now, room, commands);
    if (wishes.leave_past) leave_past(room, commands);
    if (wishes.on_file) work_on_file(*wishes.on_file, scene, source, room);
    const net::Message* played = wishes.on_game ? standing(wishes.on_game->id) : nullptr;
    if (played != nullptr && played->game)
        games_.obey({room.id, played->id, wishes.on_game->deed, wishes.on_game->button, played->game->next},
                    scene);
}

void Conversation::work_on_file(const ListWishes::OnFile& wish, const Scene& scene, const RoomSource& source,
                                const model::Room& room) {
    if (const net::Message* message = source.message_of(wish.id)) {
        if (message->deleted || wish.index >= message->files.size()) return;
        const net::FileSource from = source_of(room.id, *message, wish.index);
        const model::Transfer* transfer = saving_of(scene.model, from);
        scene.commands.show(OnFile{from, message->files[wish.index], wish.deed,
                                   transfer == nullptr ? model::TransferId{} : transfer->id});
        return;
    }
    const std::string* ref = source.pending_ref(wish.id);
    const model::Transfer* transfer = ref == nullptr ? nullptr : sending_of(scene.model, *ref, wish.index);
    if (transfer != nullptr) scene.commands.show(OnFile{{}, {}, wish.deed, transfer->id});
}

// The bar on the line under the pointer, and the menus that it leads to.
void Conversation::draw_message_menus(const Scene& scene, Box box, const ListWishes& wishes,
                                      const RoomSource& source, const model::Room& room) {
    const net::Message* hovered = wishes.hovered == 0 ? nullptr : source.message_of(wishes.hovered);
    const auto by_bar =
        menu_.draw_bar(scene.context, box, wishes.hovered_row, wishes.hovered, hovered, scene.model, room);
    const auto by_menu = menu_.draw_menus(scene, room);
    if (by_bar) obey(*by_bar, scene.model, room, scene.commands);
    if (by_menu) obey(*by_menu, scene.model, room, scene.commands);
}

// The menu behind the portrait and the name of whoever wrote a message.
void Conversation::draw_author_menu(const Scene& scene, const ListWishes& wishes, const RoomSource& source) {
    const IdScope scope("author");
    const net::Message* message = wishes.person == 0 ? nullptr : source.message_of(wishes.hovered);
    if (message != nullptr && message->author.id.value == wishes.person) {
        author_ = message->author;
        open_menu(person_menu);
    }
    if (const auto mentioned = wishes.mentioned ? names_.person_of(*wishes.mentioned) : std::nullopt) {
        author_ = *mentioned;
        open_menu(person_menu);
    }
    draw_person_menu(scene, author_);
}

// Pages around what is shown, before its edge is reached.
void Conversation::load_more(const ListWishes& wishes, const model::Model& model, const model::Room& room,
                             Commands& commands) {
    if (model.connection().state != model::ConnectionState::Online) return;
    // What was asked for on a connection that is gone was not answered.
    const std::uint64_t login = model.connection().logins;
    if (std::exchange(pages_asked_, login) != login) asked_before_ = asked_after_ = {};
    const Shown& shown = in_past_ ? past_ : tail_;
    const auto lines = shown.view.list.lines();
    const bool near_top = wishes.reached_top || (!lines.empty() && lines.front().index < more_within_lines);
    const net::Sequence from = in_past_ ? room.past->from : room.loaded_from;
    const bool has_older = in_past_ ? from.value > 1 && room.older_refused.empty() : room.has_older();
    if (near_top && has_older && from != asked_before_) {
        asked_before_ = from;
        commands.send(model::LoadOlder{room.id, from});
    }
    if (!in_past_ || !room.newer_refused.empty()) return;
    const bool near_end = wishes.reached_end ||
                          (!lines.empty() && lines.back().index + more_within_lines > shown.source.count());
    if (near_end && room.past->through != asked_after_) {
        asked_after_ = room.past->through;
        commands.send(model::LoadNewer{room.id, room.past->through});
    }
}

void Conversation::react(std::uint64_t line, std::size_t index, const model::Model& model,
                         const model::Room& room, Commands& commands) {
    const net::Message* message = (in_past_ ? past_ : tail_).source.message_of(line);
    if (message == nullptr || index >= message->reactions.size()) return;
    const net::Reaction& reaction = message->reactions[index];
    const bool mine = std::ranges::find(reaction.users, model.me().id) != reaction.users.end();
    commands.send(model::Perform{net::React{room.id, {.message = message->id}, reaction.emoji, !mine}, {}});
}

void Conversation::obey(const MessageWish& wish, const model::Model& model, const model::Room& room,
                        Commands& commands) {
    const auto find_in = [&](const model::Messages& messages) -> const net::Message* {
        const auto found = std::ranges::find(messages, wish.message, &net::Message::id);
        return found == messages.end() ? nullptr : &*found;
    };
    const net::Message* message = find_in(room.messages);
    if (message == nullptr && room.past) message = find_in(room.past->messages);
    if (message == nullptr) return;
    const net::MessageTarget target{.message = message->id};
    const auto perform = [&](net::Command command) { commands.send(model::Perform{std::move(command), {}}); };
    switch (wish.deed) {
        case MessageDeed::React: {
            const auto set = std::ranges::find(message->reactions, wish.emoji, &net::Reaction::emoji);
            const bool mine = set != message->reactions.end() &&
                              std::ranges::find(set->users, model.me().id) != set->users.end();
            return perform(net::React{room.id, target, wish.emoji, !mine});
        }
        case MessageDeed::Answer:
            return composer_.answer(*message, model.me().id);
        case MessageDeed::Correct:
            return composer_.correct(*message);
        case MessageDeed::Delete:
            return commands.show(
                OpenDialog{std::make_unique<DeleteMessageDialog>(room.id, message->sequence)});
        case MessageDeed::Pin:
        case MessageDeed::Unpin:
            return perform(net::PinMessage{room.id, target, wish.deed == MessageDeed::Pin});
        case MessageDeed::Copy:
            return commands.ask(CopyText{message->game ? game_in_words(*message->game)
                                                       : text::parse_markup(message->text).text});
        case MessageDeed::Details:
            return commands.show(
                OpenDialog{std::make_unique<MessageDetailsDialog>(room.id, message->sequence)});
        case MessageDeed::Quote:
            return composer_.quote(message->game ? game_in_words(*message->game) : message->text);
    }
}

void Conversation::go_to(net::Sequence place, const Moment& now, const model::Room& room,
                         Commands& commands) {
    for (Shown* shown : {&tail_, &past_}) {
        const std::uint64_t line = shown->source.line_at(place);
        if (line == 0) continue;
        in_past_ = shown == &past_;
        return jump_to(shown->view, line, now.steady_ms);
    }
    jumping_since_ = room.landings;
    commands.send(model::JumpTo{.room = room.id, .sequence = place});
}

void Conversation::go_to(net::Timestamp at, const model::Room& room, Commands& commands) {
    jumping_since_ = room.landings;
    commands.send(model::JumpTo{.room = room.id, .sequence = {}, .at = at});
}

// What was fetched is there: perhaps the newest part has grown down to it.
void Conversation::follow_jump(const Moment& now, const model::Room& room) {
    if (!jumping_since_ || room.landings == *jumping_since_) return;
    jumping_since_.reset();
    for (Shown* shown : {&past_, &tail_}) {
        const std::uint64_t line = shown->source.line_at(room.landed_at);
        if (line == 0) continue;
        in_past_ = shown == &past_;
        return jump_to(shown->view, line, now.steady_ms);
    }
}

void Conversation::leave_past(const model::Room& room, Commands& commands) {
    in_past_ = false;
    commands.send(model::LeavePast{room.id});
    tail_.view.list.scroll_to_bottom();
}

void Conversation::go_to_end(const model::Room& room, Commands& commands) {
    if (in_past_) leave_past(room, commands);
    tail_.view.list.scroll_to_bottom();
    divided_ = false;
    composer_.take_focus();
}

// A message is read when it was visible in a window that had the focus.
void Conversation::mark_read(const Moment& now, const model::Room& room, Commands& commands) {
    // While a place is being fetched what is shown is only passed by.
    if (!now.window_has_focus || jumping_since_) return;
    if (room.head < marked_) marked_ = {};  // the server has another past
    const Shown& shown = in_past_ ? past_ : tail_;
    net::Sequence newest;
    if (!in_past_ && shown.view.list.at_bottom()) {
        if (!room.messages.empty()) newest = room.messages.back().sequence;
    } else {
        // The last line may be seen in part only: what stands above it has been seen.
        const auto lines = shown.view.list.lines();
        for (std::size_t index = lines.size(); index > 1 && !newest; --index) {
            const net::Message* message = shown.source.message_of(lines[index - 2].id);
            if (message != nullptr) newest = message->sequence;
        }
    }
    if (newest <= room.read.sequence || newest <= marked_) return;
    const net::ReadMark mark = room.mark_at(newest);
    if (mark.sequence <= room.read.sequence) return;  // not known before the room has caught up
    marked_ = newest;
    commands.send(model::MarkRead{room.id, mark});
}

}  // namespace crosstalk::ui
