#include "ui/panels/file_saver.hpp"

#include <utility>

namespace crosstalk::ui {

namespace {

constexpr std::size_t heard_most = 1'000;

}  // namespace

model::SavingRule saving_rule(const Preferences& preferences) {
    constexpr std::uint64_t megabyte = 1'000'000;
    return {.pictures = preferences.is_on(SettingId::SavePictures),
            .media = preferences.is_on(SettingId::SaveMedia),
            .documents = preferences.is_on(SettingId::SaveDocuments),
            .others = preferences.is_on(SettingId::SaveOthers),
            .most_bytes = static_cast<std::uint64_t>(preferences.number(SettingId::SaveMost)) * megabyte};
}

void FileSaver::hear(const model::LinkEvent& event) {
    if (const auto* happened = std::get_if<model::Happened>(&event)) {
        const auto* posted = std::get_if<net::MessagePosted>(&happened->event.fact);
        if (posted != nullptr && !posted->files.empty())
            heard_.push_back({happened->event.room, posted->id, posted->author.id, posted->files});
    } else if (const auto* synced = std::get_if<model::RoomSynced>(&event)) {
        // What was said while there was no connection. The first time everything is old.
        const net::RoomState& state = synced->state;
        if (!state.have) return;
        for (const net::Message& message : state.messages) {
            if (message.sequence > state.have && !message.files.empty())
                heard_.push_back({state.room.room.id, message.id, message.author.id, message.files});
        }
    }
    while (heard_.size() > heard_most)
        heard_.pop_front();
}

void FileSaver::go_on(const model::Model& model, const Preferences& preferences, Commands& commands) {
    const model::SavingRule rule = saving_rule(preferences);
    for (const Heard& heard : std::exchange(heard_, {})) {
        if (heard.author == model.me().id || model.is_ignored(heard.author)) continue;
        for (std::size_t index = 0; index < heard.files.size(); ++index) {
            const net::File& file = heard.files[index];
            if (!model::saves(rule, file)) continue;
            commands.send(model::FetchFile{.source = {.room = heard.room,
                                                      .message = heard.message,
                                                      .index = static_cast<std::uint32_t>(index),
                                                      .picture_of = {}},
                                           .file = file,
                                           .kind = model::TransferKind::Save,
                                           .by_itself = true});
        }
    }
}

}  // namespace crosstalk::ui
