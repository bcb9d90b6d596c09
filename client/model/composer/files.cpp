#include "client/model/composer/commands.hpp"

namespace crosstalk::model {

namespace {

using Why = BadLine::Why;

constexpr const char* no_such_transfer = "There is no transfer of this number. /transfers lists them.";

constexpr const char* over_already = "This transfer is over already. /transfers shows how far each is.";

FetchFile fetch(const Scene& scene, const net::Message& message, std::uint32_t index) {
    return {.source = {.room = scene.room.id, .message = message.id, .index = index, .picture_of = {}},
            .file = message.files[index],
            .kind = TransferKind::Save,
            .path = scene.typed.file};
}

Step get(const Scene& scene) {
    return scene.with_message([&](const FoundMessage& found) -> Step {
        if (!found.known) {
            return bad(Why::NoSuchMessage,
                       "This message is not known here. Name it by its number in the room.");
        }
        const net::Message& message = *found.known;
        if (message.files.empty()) {
            return bad(Why::NoSuchMessage, "There is no file in this message. Choose another one.");
        }
        if (const auto& number = scene.typed.number) {
            if (*number == 0 || *number > message.files.size()) {
                return bad(Why::NoSuchMessage,
                           "This message has not so many files. They are counted from 1.");
            }
            return tell(fetch(scene, message, *number - 1));
        }
        if (message.files.size() == 1) return tell(fetch(scene, message, 0));
        FetchAll all;
        for (std::uint32_t index = 0; index < message.files.size(); ++index)
            all.files.push_back(fetch(scene, message, index));
        return Deed{std::move(all)};
    });
}

// What is wrong with doing that to it; null: nothing.
const char* objection(const Transfer& transfer, TransferAction action) {
    const bool is_over = transfer.state == TransferState::Done || transfer.state == TransferState::Failed;
    switch (action) {
        case TransferAction::Pause:
            if (transfer.state == TransferState::Paused) return "This transfer rests already.";
            return is_over || transfer.state == TransferState::Sent ? over_already : nullptr;
        case TransferAction::Resume:
            if (transfer.state == TransferState::Paused) return nullptr;
            return "This transfer does not rest. /transfers shows how far each is.";
        case TransferAction::Retry:
            if (transfer.state == TransferState::Failed && transfer.can_retry) return nullptr;
            return "This transfer has not failed, or trying again cannot help. /transfers shows which.";
        case TransferAction::Cancel:
        case TransferAction::Dismiss:
            return transfer.state == TransferState::Done ? over_already : nullptr;
    }
    return nullptr;
}

template <TransferAction Action>
Step steer(const Scene& scene) {
    const auto found = scene.model.transfers().find({scene.typed.id});
    if (found == scene.model.transfers().end()) return bad(Why::NoSuchMessage, no_such_transfer);
    if (const char* why = objection(found->second, Action)) return bad(Why::NotHere, why);
    return tell(SteerTransfer{found->first, Action});
}

constexpr auto group = CommandGroup::Files;

constexpr std::array rows{
    CommandRow{{"file",
                {needed(ArgumentKind::Outgoing)},
                "send files, or those of a folder, with a text if one follows",
                "/file \"my plan.pdf\" this is it",
                group},
               [](const Scene& scene) -> Step {
                   return Deed{SendPaths{scene.room.id, scene.typed.file}};
               }},
    CommandRow{{"get",
                {needed(ArgumentKind::MessageFile), maybe(ArgumentKind::SavePath)},
                "save the files of a message, or its second one only; never over another file",
                "/get 17.2 plans",
                group},
               get},
    CommandRow{{"transfers", {}, "list the files that are on their way", "/transfers", group},
               [](const Scene&) -> Step { return Deed{ShowTransfers{}}; }},
    CommandRow{{"pause", {needed(ArgumentKind::Transfer)}, "let a transfer rest", "/pause 3", group},
               steer<TransferAction::Pause>},
    CommandRow{{"resume", {needed(ArgumentKind::Transfer)}, "let it go on", "/resume 3", group},
               steer<TransferAction::Resume>},
    CommandRow{{"retry-transfer",
                {needed(ArgumentKind::Transfer)},
                "try again what has failed",
                "/retry-transfer 3",
                group},
               steer<TransferAction::Retry>},
    CommandRow{{"cancel-transfer",
                {needed(ArgumentKind::Transfer)},
                "give a transfer up; with it, all files of the same message",
                "/cancel-transfer 3",
                group},
               steer<TransferAction::Cancel>},
};

}  // namespace

std::span<const CommandRow> file_commands() {
    return rows;
}

}  // namespace crosstalk::model
