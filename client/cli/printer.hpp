// How the terminal client shows what happens: as lines for people or as JSON for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/model/composer.hpp"
#include "client/model/model.hpp"
#include "client/model/words.hpp"

namespace crosstalk::cli {

enum class Heard : std::uint8_t { Live, History };

// What the asker called it: JSON, or empty if it had no name for it.
using Ref = std::string;

// What there is more of than was shown: /more asks for it.
enum class Rest : std::uint8_t { None, More };

// A link that lets people in: a secret.
struct MadeInvite {
    std::string link;
    net::InviteId id;
    net::Milliseconds span;  // 0: for good
    std::uint32_t uses = 0;  // 0: any number
};

// Somebody is seen as something else than before.
struct PresenceNews {
    net::UserRef user;
    net::PresenceState before{};  // Offline: or nothing was known
    net::PresenceState now{};
};

// What one was in a room until now.
struct Standing {
    net::Role role{};
    net::Timestamp muted_until;
};

// Of a transfer that is on its way: what the link tells of it.
enum class TransferNews : std::uint8_t { Step, Progress };

struct WrittenFile {
    std::string room;  // its tag
    std::string file;
    std::uint64_t messages = 0;
};

// Each call shows one thing, in order.
class Printer {
  public:
    virtual ~Printer() = default;

    virtual void connecting(const std::string& address) = 0;
    virtual void online(const model::Model& model) = 0;
    virtual void offline(const model::Offline& offline) = 0;
    // Once, after the first online(): the rooms are known.
    virtual void ready(const model::Model& model) = 0;

    virtual void message(const model::Model& model, const model::Room& room, const net::Message& message,
                         Heard heard) = 0;
    // A message that was shown before has changed while nobody was connected; this is what it is now.
    virtual void changed(const model::Model& model, const model::Room& room, const net::Message& message) = 0;
    // Of everything but posts; the model has it already.
    virtual void happened(const model::Model& model, const model::Room& room, const net::Event& event) = 0;

    // A post of ours is durable at the server.
    virtual void sent(const model::Room& room, const net::Outcome& outcome, const Ref& ref) = 0;
    // Any other command was carried out; `room` may be null, `whom` nobody.
    virtual void done(std::string_view command, const model::Room* room, const net::Outcome& outcome,
                      const net::UserRef& whom, const Ref& ref) = 0;
    // Left from an earlier run, and on its way now.
    virtual void unsent(std::string_view command, const Ref& ref) = 0;
    // A command of ours waits for the connection.
    virtual void waiting(std::size_t unsent) = 0;

    virtual void presence(const std::vector<PresenceNews>& news) = 0;
    virtual void typing(const model::Room& room) = 0;
    // Who looks at a game now.
    virtual void spectators(const model::Model& model, const model::Room& room,
                            const net::Spectators& spectators) = 0;
    virtual void progress(const model::Model& model, const model::Room& room,
                          const std::vector<net::UserProgress>& members) = 0;
    virtual void unread(const model::Room& room) = 0;
    virtual void standing(const model::Room& room, const net::StandingSet& standing, const Standing& before,
                          net::Timestamp now) = 0;
    virtual void room_added(const model::Room& room) = 0;
    virtual void room_removed(const std::string& tag, const net::RoomRemoved& removed,
                              net::Timestamp now) = 0;
    virtual void invited(const model::Invitation& invitation) = 0;
    // Lines go to this room from now on.
    virtual void switched(const model::Room& room, const Ref& ref) = 0;
    virtual void past_forgotten() = 0;

    // `code` is one word for programs, `text` for people.
    void error(std::string_view code, const std::string& text, const Ref& ref) {
        refusal(code, text, ref, {});
    }
    // It may well succeed after that time; 0: nobody knows.
    virtual void refusal(std::string_view code, const std::string& text, const Ref& ref,
                         net::Milliseconds retry_after) = 0;

    // Answers to commands.
    virtual void help(const model::ComposerCommand* command, const Ref& ref) = 0;  // null: all of them
    virtual void rooms(const model::Model& model, net::RoomId current, const Ref& ref) = 0;
    virtual void room(const model::Room& room, const Ref& ref) = 0;
    virtual void members(const model::Room& room, const Ref& ref) = 0;
    virtual void myself(const model::Model& model, const Ref& ref) = 0;
    virtual void ignored(const model::Model& model, const Ref& ref) = 0;
    virtual void outbox(const model::Model& model, const Ref& ref) = 0;
    virtual void revealed(const model::Model& model, const model::Room& room, const net::Message& message,
                          const Ref& ref) = 0;
    virtual void answer(const model::Model& model, const model::Answered& answered, Rest rest,
                        const Ref& ref) = 0;
    virtual void invite_made(const MadeInvite& invite, const Ref& ref) = 0;
    virtual void written(const WrittenFile& file, const Ref& ref) = 0;
    virtual void transfer(const model::Model& model, const model::Transfer& transfer, TransferNews news) = 0;
    virtual void transfer_gone(model::TransferId transfer) = 0;
    virtual void transfers(const model::Model& model, const Ref& ref) = 0;
};

// "#den"; "@anna" for the room of two with her.
using model::tag_of;
// Of a room that one may not be in any more.
std::string tag_of(const model::Model& model, net::RoomId room);

// What the user is called, as far as it is known here.
net::UserRef known_user(const model::Model& model, const model::Room& room, net::UserId user);

// One word of an error's "code".
std::string_view code_of(model::Refusal refusal);
std::string_view code_of(net::Status status);
std::string_view code_of(net::ErrorCode code);
std::string_view code_of(model::BadLine::Why why);

// What a command is called where it was done: the name of the one that people type, mostly.
std::string_view name_of(const net::Command& command);

std::string_view name_of(net::OfferAnswer answer);
std::string_view name_of(net::GameAction action);
std::string_view name_of(net::WhyRemoved why);
std::string_view name_of(net::AuditAction action);
std::string_view name_of(model::PendingState state);
std::string_view name_of(model::TransferKind kind);
std::string_view name_of(model::TransferState state);
// Of the command for it.
std::string_view name_of(model::TransferAction action);

}  // namespace crosstalk::cli
