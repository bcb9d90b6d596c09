#include "ui/panels/typed_commands.hpp"

#include <algorithm>
#include <utility>

#include "client/model/outgoing.hpp"
#include "client/model/words.hpp"
#include "net/limits.hpp"
#include "net/text/paths.hpp"
#include "ui/panels/answers.hpp"
#include "ui/panels/conversation.hpp"
#include "ui/panels/dialogs/commands_dialog.hpp"
#include "ui/panels/own_presence.hpp"

namespace crosstalk::ui {

namespace {

// So many rooms are waited for at most.
constexpr std::size_t most_entering = 50;

// What is to be said to somebody with whom there is no room yet, until there is: the program may end before.
std::string name_of_unsaid(const Scene& scene, net::UserId user) {
    return "kept.unsaid." + scene.preferences.word_of(scene.model.server().key) + "." +
           std::to_string(user.value);
}

void keep_unsaid(const Scene& scene, net::UserId user, const std::string& text) {
    const std::string name = name_of_unsaid(scene, user);
    std::string all = scene.preferences.kept(name);
    if (!all.empty()) all += '\n';
    all += text;
    if (all.size() <= net::max_text_bytes) scene.preferences.keep(name, std::move(all), scene.commands);
}

std::string take_unsaid(const Scene& scene, net::UserId user) {
    const std::string name = name_of_unsaid(scene, user);
    std::string text = scene.preferences.kept(name);
    if (!text.empty()) scene.preferences.keep(name, {}, scene.commands);
    return text;
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

std::string home_of(const Scene& scene) {
    return scene.outside == nullptr ? std::string() : scene.outside->home();
}

// Nothing here looks at the disk: without quotation marks all of it is one path, and the dialog says if it is not there.
OfferFiles files_to_offer(const model::SendPaths& sending, const Scene& scene) {
    const bool is_quoted = sending.typed.starts_with('"');
    model::TypedPaths read =
        model::read_paths(sending.typed, home_of(scene), [&](const std::string&) { return !is_quoted; });
    OfferFiles offer{sending.room, {}, std::move(read.text)};
    for (const std::string& path : read.paths)
        offer.paths.push_back(text::path_of(path));
    return offer;
}

void fetch(model::FetchFile file, const Scene& scene) {
    file.path = model::at_home(file.path, home_of(scene));
    scene.commands.send(std::move(file));
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

// Whether both mean the same room. Failed commands come without their secrets.
bool is_alike(const net::Command& one, const net::Command& other) {
    if (one.index() != other.index()) return false;
    if (const auto* create = std::get_if<net::CreateRoom>(&one)) {
        const auto& second = std::get<net::CreateRoom>(other);
        return create->name == second.name && create->kind == second.kind;
    }
    if (const auto* open = std::get_if<net::OpenDirect>(&one))
        return open->user == std::get<net::OpenDirect>(other).user;
    const auto* join = std::get_if<net::JoinRoom>(&one);
    if (join == nullptr) return false;
    const auto& second = std::get<net::JoinRoom>(other);
    return join->room == second.room && join->name == second.name;
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
    if (std::holds_alternative<model::NeedGames>(need)) {
        net::Games games;
        games.player = model.me().id;
        return games;
    }
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
    } else if (std::holds_alternative<net::GamesPage>(answer)) {
        found.games = true;
    }
}

}  // namespace

void TypedCommands::obey(const model::CommandLine& line, const Scene& scene, Conversation& conversation,
                         const model::Room& room) {
    next({line, conversation.composer().last_sent()}, scene, conversation, room, {});
}

void TypedCommands::next(const Typed& typed, const Scene& scene, Conversation& conversation,
                         const model::Room& room, model::Findings found) {
    const model::Step step = model::next_step(typed.line, scene.model, room.id, found);
    if (const auto* bad = std::get_if<model::BadLine>(&step)) {
        conversation.composer().give_back(typed.text);
        conversation.answer({bad->text});
    } else if (const auto* deed = std::get_if<model::Deed>(&step)) {
        carry_out(*deed, typed, scene, conversation, room);
    } else if (!scene.is_online()) {
        conversation.composer().give_back(typed.text);
        conversation.answer(
            {"This has to be asked of the server, which is away. Try again when it is back."});
    } else {
        wait(typed, scene, conversation, room, std::get<model::Need>(step), std::move(found));
    }
}

void TypedCommands::wait(const Typed& typed, const Scene& scene, Conversation& conversation,
                         const model::Room& room, const model::Need& need, model::Findings found) {
    if (waiting_) give_up_waiting(conversation, "The next command came before the server had answered.");
    Waiting waiting{typed, room.id, need, {}, false, std::move(found)};
    if (auto question = question_for(need, scene.model)) {
        waiting.errand.ask(std::move(*question), scene);
    } else {
        waiting.wants_people = true;
        scene.commands.send(model::LoadMembers{net::lobby});
    }
    waiting_ = std::move(waiting);
}

// The line stands in the composer again if there is place for it; it is named anyhow.
void TypedCommands::give_up_waiting(Conversation& conversation, std::string why) {
    const std::string text = std::exchange(waiting_, std::nullopt)->typed.text;
    conversation.composer().give_back(text);
    conversation.answer({"Not done: " + text, std::move(why)});
}

void TypedCommands::take_up_waiting(const Scene& scene, Conversation& conversation) {
    if (!waiting_) return;
    const model::Room* room = scene.model.room(waiting_->room);
    if (room == nullptr || waiting_->room != scene.here) {
        // It is not put into the composer of another room, where it would mean something else.
        conversation.answer({"Not done: " + waiting_->typed.text,
                             "You left its room before the server had answered. Type it there again."});
        return waiting_.reset();
    }
    if (waiting_->wants_people) {
        if (!scene.is_online())
            return give_up_waiting(conversation, "The connection ended before the server had answered.");
        const model::Room* lobby = scene.model.room(net::lobby);
        if (lobby == nullptr || lobby->members_state != model::Room::MembersState::Loaded) return;
        waiting_->found.people = true;
    } else {
        if (waiting_->errand.is_under_way()) return;
        const model::Answer* answer = waiting_->errand.any_answer();
        if (answer == nullptr) {
            const std::string why = waiting_->errand.why();
            return give_up_waiting(conversation, why.empty() ? "The server did not answer." : why);
        }
        find_out(waiting_->need, *answer, waiting_->found);
    }
    Waiting waiting = std::move(*waiting_);
    waiting_.reset();
    next(waiting.typed, scene, conversation, *room, std::move(waiting.found));
}

// False: so many texts wait for a room that none of them may go.
bool TypedCommands::make_place() {
    if (entering_.size() < most_entering) return true;
    const auto without = std::ranges::find_if(entering_, &std::string::empty, &Entering::text);
    if (without == entering_.end()) return false;
    entering_.erase(without);
    return true;
}

void TypedCommands::follow_into(const net::Command& command, const model::Model& model) {
    std::erase_if(entering_,
                  [&](const Entering& each) { return each.text.empty() && is_alike(each.command, command); });
    if (make_place()) entering_.push_back({command, {model.rooms().begin(), model.rooms().end()}, {}, {}});
}

void TypedCommands::perform(const model::LinkCommand& command, const Scene& scene) {
    const auto* wanted = std::get_if<model::Perform>(&command);
    const bool enters = wanted != nullptr && (std::holds_alternative<net::CreateRoom>(wanted->command) ||
                                              std::holds_alternative<net::JoinRoom>(wanted->command) ||
                                              std::holds_alternative<net::OpenDirect>(wanted->command));
    if (enters) follow_into(wanted->command, scene.model);
    if (const auto* chosen = std::get_if<model::SetPresence>(&command))
        return choose_presence(scene, chosen->state);
    if (const auto* file = std::get_if<model::FetchFile>(&command)) return fetch(*file, scene);
    scene.commands.send(command);
}

void TypedCommands::go_to(const net::UserRef& user, const Scene& scene) {
    if (const model::Room* direct = scene.model.direct(user.id)) {
        scene.commands.show(GoToRoom{direct->id});
    } else {
        perform(model::Perform{net::OpenDirect{user.id}, {}}, scene);
    }
}

void TypedCommands::send_files_to(const net::UserRef& user, const Scene& scene) {
    go_to(user, scene);
    if (const model::Room* direct = scene.model.direct(user.id))
        return scene.commands.show(PickToSend{direct->id});
    // A dialog that opens by itself when the server is back, perhaps in an hour, would be in the way.
    if (!scene.is_online()) return;
    const net::Command open = net::OpenDirect{user.id};
    for (Entering& each : entering_)
        each.picks_files = each.picks_files || (each.text.empty() && is_alike(each.command, open));
}

void TypedCommands::go_on(const Scene& scene, Conversation& conversation) {
    take_up_waiting(scene, conversation);
    tell_failures(scene, conversation);
    go_where_one_entered(scene);
    say_what_was_kept(scene);
}

void TypedCommands::go_where_one_entered(const Scene& scene) {
    std::erase_if(entering_, [&](const Entering& each) {
        for (const net::RoomId id : scene.model.rooms()) {
            if (each.before.contains(id) || !is_meant(*scene.model.room(id), each.command)) continue;
            if (!each.text.empty()) {
                scene.commands.send(model::Post{id, each.text, {}, {}});
                take_unsaid(scene, scene.model.room(id)->peer.id);
            }
            scene.commands.show(GoToRoom{id});
            if (each.picks_files) scene.commands.show(PickToSend{id});
            return true;
        }
        return false;
    });
}

// By an earlier run, which ended before the room was there.
void TypedCommands::say_what_was_kept(const Scene& scene) {
    if (scene.model.rooms() == looked_through_) return;
    looked_through_ = scene.model.rooms();
    for (const net::RoomId id : looked_through_) {
        const model::Room& room = *scene.model.room(id);
        if (room.kind != net::RoomKind::Direct) continue;
        std::string text = take_unsaid(scene, room.peer.id);
        if (!text.empty()) scene.commands.send(model::Post{id, std::move(text), {}, {}});
    }
}

// A post that failed says so in its place in the list; other commands have none.
void TypedCommands::tell_failures(const Scene& scene, Conversation& conversation) {
    std::set<std::string> told;
    for (const model::PendingChange& change : scene.model.changes()) {
        if (change.state != model::PendingState::Failed) continue;
        told.insert(change.ref);
        if (failures_told_.contains(change.ref) || scene.errands.tells(change.ref)) continue;
        std::vector<std::string> lines{change.reason};
        // What was to be said there is not lost.
        const std::string line = take_failed(change.command, scene);
        if (!line.empty()) {
            lines.push_back("Not done: " + line);
            conversation.composer().give_back(line);
        }
        conversation.answer(std::move(lines));
    }
    failures_told_ = std::move(told);
}

// The line that wanted to say something in the room that this command did not open.
std::string TypedCommands::take_failed(const net::Command& command, const Scene& scene) {
    std::string unsaid;
    if (const auto* open = std::get_if<net::OpenDirect>(&command)) unsaid = take_unsaid(scene, open->user);
    const auto failed = std::ranges::find_if(
        entering_, [&](const Entering& each) { return is_alike(each.command, command); });
    if (failed == entering_.end()) return unsaid;
    std::string line = std::move(failed->line);
    entering_.erase(failed);
    return line;
}

void TypedCommands::say_to(const model::SayTo& say, const Typed& typed, const Scene& scene,
                           Conversation& conversation) {
    // Nothing in the window could show that it waits: it stays where it was written.
    if (!scene.is_online() || !make_place()) {
        conversation.composer().give_back(typed.text);
        return conversation.answer(
            {scene.is_online()
                 ? "Many rooms are being opened. Try again when they are there."
                 : "You have no room with " + say.user.name +
                       " yet, and the server, which makes it, is away. Try again when it is back."});
    }
    const net::OpenDirect open{say.user.id};
    entering_.push_back(
        {open, {scene.model.rooms().begin(), scene.model.rooms().end()}, say.text, typed.text});
    keep_unsaid(scene, say.user.id, say.text);
    scene.commands.send(model::Perform{open, {}});
}

void TypedCommands::carry_out(const model::Deed& deed, const Typed& typed, const Scene& scene,
                              Conversation& conversation, const model::Room& room) {
    if (const auto* tell = std::get_if<model::Tell>(&deed)) {
        if (const auto* ask = std::get_if<model::Ask>(&tell->command)) {
            scene.commands.show(place_of_answer(ask->question, scene));
        } else {
            perform(tell->command, scene);
        }
    } else if (const auto* say = std::get_if<model::SayTo>(&deed)) {
        say_to(*say, typed, scene, conversation);
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
    } else if (const auto* sending = std::get_if<model::SendPaths>(&deed)) {
        scene.commands.show(files_to_offer(*sending, scene));
    } else if (const auto* wanted = std::get_if<model::FetchAll>(&deed)) {
        for (const model::FetchFile& file : wanted->files)
            fetch(file, scene);
    } else if (std::holds_alternative<model::ShowTransfers>(deed)) {
        scene.commands.show(ShowSide{Side::Transfers});
    } else if (std::holds_alternative<model::ShowOlder>(deed)) {
        scene.commands.send(model::LoadOlder{room.id, room.loaded_from});
    } else {
        return false;
    }
    return true;
}

}  // namespace crosstalk::ui
