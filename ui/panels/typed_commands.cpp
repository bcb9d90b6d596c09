#include "ui/panels/typed_commands.hpp"

#include <algorithm>
#include <utility>

#include "ui/panels/answers.hpp"
#include "ui/panels/conversation.hpp"
#include "ui/panels/dialogs/commands_dialog.hpp"
#include "ui/panels/own_presence.hpp"

namespace crosstalk::ui {

namespace {

std::string tag_of(const model::Room& room) {
    return (room.kind == net::RoomKind::Direct ? "@" : "#") + room.name;
}

std::vector<std::string> help_on(const model::ComposerCommand& command) {
    return {model::usage_of(command), std::string(command.help),
            "For example " + std::string(command.example)};
}

std::vector<std::string> rooms_of(const model::Model& model) {
    std::vector<std::string> lines;
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        lines.push_back(tag_of(room) +
                        (room.unread() > 0 ? ", " + std::to_string(room.unread()) + " unread" : ""));
    }
    for (const model::Invitation& invitation : model.invitations())
        lines.push_back("#" + invitation.room.name + " (invited; /join enters it)");
    constexpr std::size_t most = 12;
    if (lines.size() > most) {
        const std::size_t more = lines.size() - most;
        lines.resize(most);
        lines.push_back("and " + std::to_string(more) + " more at the left");
    }
    return lines;
}

std::vector<std::string> unsent_of(const model::Model& model) {
    std::vector<std::string> lines;
    for (const model::PendingPost& post : model.pending())
        lines.push_back((post.state == model::PendingState::Failed ? "Failed: " : "Waiting: ") + post.text);
    if (lines.empty()) lines.emplace_back("Everything has been sent.");
    return lines;
}

// Whether this is the room that a command was to make or enter.
bool is_meant(const model::Room& room, const net::Command& command) {
    if (const auto* create = std::get_if<net::CreateRoom>(&command)) {
        return room.name == create->name && room.kind == create->kind;
    }
    if (const auto* open = std::get_if<net::OpenDirect>(&command)) return room.peer.id == open->user;
    const auto* join = std::get_if<net::JoinRoom>(&command);
    return join != nullptr && (join->room ? room.id == join->room : room.name == join->name);
}

// The question that a need asks; nothing for the members of the lobby, which are asked for otherwise.
std::optional<model::Question> question_for(const model::Need& need, const model::Model& model) {
    if (const auto* message = std::get_if<model::NeedMessage>(&need))
        return net::History{
            .room = message->room, .before = message->sequence.next(), .after = {}, .at = {}, .limit = 1};
    if (const auto* newest = std::get_if<model::NeedNewest>(&need))
        return net::History{
            .room = newest->room, .before = {}, .after = {}, .at = {}, .limit = net::max_page_rows};
    if (std::holds_alternative<model::NeedDirectory>(need)) return net::Directory{};
    if (std::holds_alternative<model::NeedMyself>(need)) return net::Person{model.me().id};
    return std::nullopt;
}

void find_out(const model::Need& need, const model::Answer& answer, model::Findings& found) {
    if (const auto* page = std::get_if<net::HistoryPage>(&answer)) {
        if (const auto* wanted = std::get_if<model::NeedMessage>(&need)) {
            found.message_asked = true;
            const auto there = std::ranges::find(page->messages, wanted->sequence, &net::Message::sequence);
            if (there != page->messages.end()) found.message = *there;
        } else {
            found.newest = page->messages;
        }
    } else if (const auto* directory = std::get_if<net::DirectoryPage>(&answer)) {
        found.directory = directory->rooms;
    } else if (const auto* person = std::get_if<net::PersonFound>(&answer)) {
        found.myself = *person;
    }
}

}  // namespace

void TypedCommands::obey(const model::CommandLine& line, const Scene& scene, Conversation& conversation,
                         const model::Room& room) {
    next(line, scene, conversation, room, {});
}

void TypedCommands::next(const model::CommandLine& line, const Scene& scene, Conversation& conversation,
                         const model::Room& room, model::Findings found) {
    const model::Step step = model::next_step(line, scene.model, room.id, found);
    if (const auto* bad = std::get_if<model::BadLine>(&step)) {
        conversation.composer().give_back();
        conversation.answer({bad->text});
    } else if (const auto* deed = std::get_if<model::Deed>(&step)) {
        carry_out(*deed, scene, conversation, room);
    } else if (!scene.is_online()) {
        conversation.composer().give_back();
        conversation.answer(
            {"This has to be asked of the server, which is away. Try again when it is back."});
    } else {
        wait(line, scene, room, std::get<model::Need>(step), std::move(found));
    }
}

void TypedCommands::wait(const model::CommandLine& line, const Scene& scene, const model::Room& room,
                         const model::Need& need, model::Findings found) {
    Waiting waiting{line, room.id, need, {}, std::move(found)};
    if (auto question = question_for(need, scene.model)) {
        waiting.errand = scene.errands.ask(std::move(*question), scene.commands);
    } else {
        scene.commands.send(model::LoadMembers{net::lobby});
    }
    waiting_ = std::move(waiting);
}

void TypedCommands::take_up_waiting(const Scene& scene, Conversation& conversation) {
    if (!waiting_) return;
    const model::Room* room = scene.model.room(waiting_->room);
    if (room == nullptr || waiting_->room != scene.here) return waiting_.reset();
    const bool wants_people = !waiting_->errand;
    if (wants_people) {
        if (!scene.is_online()) return waiting_.reset();
        const model::Room* lobby = scene.model.room(net::lobby);
        if (lobby == nullptr || lobby->members_state != model::Room::MembersState::Loaded) return;
    }
    const Errand* errand = scene.errands.find(waiting_->errand);
    if (errand != nullptr && errand->state == Errand::State::UnderWay) return;
    Waiting waiting = *std::exchange(waiting_, std::nullopt);
    if (wants_people) {
        waiting.found.people = true;
    } else if (errand != nullptr && errand->answer) {
        find_out(waiting.need, *errand->answer, waiting.found);
    } else {
        conversation.composer().give_back();
        return conversation.answer({errand == nullptr ? "The server did not answer." : errand->why});
    }
    scene.errands.forget(waiting.errand);
    next(waiting.line, scene, conversation, *room, std::move(waiting.found));
}

void TypedCommands::follow_into(const net::Command& command, const model::Model& model) {
    entering_ = Entering{command, {model.rooms().begin(), model.rooms().end()}, {}};
}

void TypedCommands::perform(const model::LinkCommand& command, const Scene& scene) {
    const auto* wanted = std::get_if<model::Perform>(&command);
    const bool enters = wanted != nullptr && (std::holds_alternative<net::CreateRoom>(wanted->command) ||
                                              std::holds_alternative<net::JoinRoom>(wanted->command) ||
                                              std::holds_alternative<net::OpenDirect>(wanted->command));
    if (enters) follow_into(wanted->command, scene.model);
    if (const auto* chosen = std::get_if<model::SetPresence>(&command))
        return choose_presence(scene, chosen->state);
    scene.commands.send(command);
}

void TypedCommands::go_to(const net::UserRef& user, const Scene& scene) {
    if (const model::Room* direct = scene.model.direct(user.id)) {
        scene.commands.show(GoToRoom{direct->id});
    } else {
        perform(model::Perform{net::OpenDirect{user.id}, {}}, scene);
    }
}

void TypedCommands::go_on(const Scene& scene, Conversation& conversation) {
    take_up_waiting(scene, conversation);
    tell_failures(scene, conversation);
    go_where_one_entered(scene);
}

void TypedCommands::go_where_one_entered(const Scene& scene) {
    if (!entering_) return;
    for (const net::RoomId id : scene.model.rooms()) {
        if (entering_->before.contains(id) || !is_meant(*scene.model.room(id), entering_->command)) continue;
        const std::string text = std::exchange(entering_, std::nullopt)->text;
        if (!text.empty()) scene.commands.send(model::Post{id, text, {}, {}});
        return scene.commands.show(GoToRoom{id});
    }
}

// A post that failed says so in its place in the list; other commands have none.
void TypedCommands::tell_failures(const Scene& scene, Conversation& conversation) {
    std::set<std::string> told;
    for (const model::PendingChange& change : scene.model.changes()) {
        if (change.state != model::PendingState::Failed || scene.errands.tells(change.ref)) continue;
        if (!failures_told_.contains(change.ref)) {
            conversation.answer({change.reason});
            const bool meant_room = std::holds_alternative<net::OpenDirect>(change.command);
            // What was to be said there is not lost.
            if (meant_room && entering_)
                conversation.composer().insert(std::exchange(entering_, std::nullopt)->text);
        }
        told.insert(change.ref);
    }
    failures_told_ = std::move(told);
}

void TypedCommands::carry_out(const model::Deed& deed, const Scene& scene, Conversation& conversation,
                              const model::Room& room) {
    if (const auto* tell = std::get_if<model::Tell>(&deed)) {
        if (const auto* ask = std::get_if<model::Ask>(&tell->command)) {
            scene.commands.show(place_of_answer(ask->question, scene));
        } else {
            perform(tell->command, scene);
        }
    } else if (const auto* say = std::get_if<model::SayTo>(&deed)) {
        perform(model::Perform{net::OpenDirect{say->user.id}, {}}, scene);
        entering_->text = say->text;
    } else if (!show(deed, scene, conversation, room)) {
        scene.commands.show(place_of_deed(deed, scene));
    }
}

// What the conversation itself can show, or say in a few lines.
bool TypedCommands::show(const model::Deed& deed, const Scene& scene, Conversation& conversation,
                         const model::Room& room) const {
    if (const auto* help = std::get_if<model::ShowHelp>(&deed)) {
        if (help->command != nullptr) {
            conversation.answer(help_on(*help->command));
        } else {
            scene.commands.show(OpenDialog{std::make_unique<CommandsDialog>()});
        }
    } else if (std::holds_alternative<model::Quit>(deed)) {
        scene.commands.ask(QuitProgram{});
    } else if (std::holds_alternative<model::ShowRooms>(deed)) {
        conversation.answer(rooms_of(scene.model));
    } else if (std::holds_alternative<model::ShowUnsent>(deed)) {
        conversation.answer(unsent_of(scene.model));
    } else if (const auto* members = std::get_if<model::ShowMembers>(&deed)) {
        if (members->room != room.id) scene.commands.show(GoToRoom{members->room});
        scene.commands.show(ShowSide{Side::Members});
    } else if (const auto* to = std::get_if<model::SwitchTo>(&deed)) {
        scene.commands.show(GoToRoom{to->room});
    } else if (const auto* place = std::get_if<model::ShowPlace>(&deed)) {
        if (place->sequence) {
            conversation.go_to(place->sequence, scene.now, room, scene.commands);
        } else {
            conversation.go_to(place->at, room, scene.commands);
        }
    } else if (const auto* shown = std::get_if<model::ShowMessage>(&deed)) {
        conversation.answer({shown->message.author.name + ": " + shown->message.text});
    } else if (std::holds_alternative<model::ShowMore>(deed)) {
        conversation.answer({"Lists go on by themselves here, as you scroll."});
    } else if (std::holds_alternative<model::ShowOlder>(deed)) {
        scene.commands.send(model::LoadOlder{room.id, room.loaded_from});
    } else {
        return false;
    }
    return true;
}

}  // namespace crosstalk::ui
