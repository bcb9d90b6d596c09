// Faults that can be planted on purpose, to prove that the simulation would catch each of them. A product has none:
// it compares with a constant, and nothing of that is left in it. For sources only, never for headers: those that know a
// fault are compiled a second time, for the one program that can have them (tests/simulation/CMakeLists.txt).
#pragma once

#include <cstdint>

namespace crosstalk::net {

enum class Fault : std::uint8_t {
    None,
    AckedBeforeDurable,        // the answer does not wait for the journal
    RepeatDoneTwice,           // a number that was carried out is carried out again
    PassedOverNumberDone,      // a number below the newest is carried out, behind its successors
    WindowTooSmall,            // the oldest answer of a full window is forgotten
    AnswersNotStored,          // answers are not in the archive, so a restart forgets them
    SequenceGap,               // a place in a room is left out now and then
    TimeOfArrival,             // the hub goes by the clock of whoever applies, not by the entry's time
    LeaverStillHears,          // one who left goes on watching
    CountsForTheInvited,       // counts of a room go to those who are only invited
    HeldFactsForgotten,        // what came while the archive was asked does not follow its answer
    CatchUpOffByOne,           // the archive is asked from one place too far
    TakenBackForgotten,        // facts dropped from a full queue are taken for told
    CommandsOverRateDropped,   // a command over the rate is dropped instead of waiting
    OutboxNotDurable,          // what was accepted is lost with the client's process
    RepeatedUnderNewNumber,    // after a reconnect the unanswered is sent as if it were new
    ForgottenPastKept,         // the client does not forget what the server has lost
    AnsweredStaysInTheOutbox,  // what was answered is sent again by the next start
    KickedStillHears,          // one who was put out of a room goes on watching
    BannedSessionLives,        // who is banned from the server stays connected
    BannedStillActs,           // what a banned one has sent before is judged as ever
    MutedStillPosts,           // a mute is recorded and changes nothing
    EditByOthers,              // whoever may write may change what others wrote
    TwoOwners,                 // handing a room over makes a second owner
    PrivateStaysListed,        // a room that became private is still found
    MentionNotCounted,         // who is named is not told how often
    MarksGoBack,               // a read mark of an older device counts as the newest
    RolesNotLoaded,            // a restart forgets who is an admin
    SearchTellsNonMembers,     // whoever names a room may search in it
    PageAfterKick,             // who is put out while the archive is asked gets its answer
    InvisibleIsSeen,           // who wants to be invisible is not
    PasskeyJournaled,          // the passkey of a room is written down
    DeletedTextComesBack,      // an edit that crosses a deletion shows its text
    MoveOutOfTurn,             // either player may move for the one whose turn it is
    GamesNotLoaded,            // a restart forgets the games that run
};

#ifdef CROSSTALK_FAULTS
extern Fault planted;  // chosen by the program when it starts
#else
constexpr Fault planted = Fault::None;
#endif

}  // namespace crosstalk::net
