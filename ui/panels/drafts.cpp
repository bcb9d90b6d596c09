#include "ui/panels/drafts.hpp"

#include "client/model/composer.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::int64_t keep_after_ms = 1'000;
constexpr std::size_t kept_most = 48 * 1024;  // bytes; a longer text is over every limit anyway

bool may_be_kept(const std::string& draft) {
    return draft.size() <= kept_most && !model::may_hold_secret(draft);
}

}  // namespace

std::string draft_name(Preferences& preferences, const model::Model& model, net::RoomId room) {
    return "kept.draft." + preferences.word_of(model.server().key) + "." + std::to_string(room.value);
}

bool has_draft(const Scene& scene, net::RoomId room) {
    return !scene.preferences.kept(draft_name(scene.preferences, scene.model, room)).empty();
}

std::string DraftKeeper::restore(const Scene& scene, net::RoomId room) {
    kept_ = last_ = scene.preferences.kept(draft_name(scene.preferences, scene.model, room));
    return kept_;
}

void DraftKeeper::follow(const Scene& scene, net::RoomId room, const std::string& draft) {
    if (draft != last_) {
        last_ = draft;
        changed_ms_ = scene.now.steady_ms;
    }
    if (draft == kept_) return;
    const std::int64_t left = changed_ms_ + keep_after_ms - scene.now.steady_ms;
    // What was sent is gone from the list of rooms at once.
    if (left <= 0 || draft.empty())
        return keep_now(scene.preferences, draft_name(scene.preferences, scene.model, room), draft,
                        scene.commands);
    scene.commands.wake_in(left);
}

void DraftKeeper::keep_now(Preferences& preferences, const std::string& name, const std::string& draft,
                           Commands& commands) {
    if (draft == kept_) return;
    kept_ = last_ = draft;
    preferences.keep(name, may_be_kept(draft) ? draft : std::string(), commands);
}

}  // namespace crosstalk::ui
