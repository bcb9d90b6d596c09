// What is written and not sent, kept for the next start: one entry in the profile per room and server.
#pragma once

#include <cstdint>
#include <string>

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// "kept.draft.<server key in hexadecimal>.<room id>".
std::string draft_name(Preferences& preferences, const model::Model& model, net::RoomId room);
/// Whether something waits there; as of the last time it was kept.
bool has_draft(const Scene& scene, net::RoomId room);

/// One per composer: brings the draft back and keeps what becomes of it, a second after the last change. Thread: the one
/// that draws.
class DraftKeeper {
  public:
    /// What was kept for the room; once, before anything is written.
    std::string restore(const Scene& scene, net::RoomId room);
    /// Each frame. Commands that may hold a secret are never kept.
    void follow(const Scene& scene, net::RoomId room, const std::string& draft);
    /// At once: the room is left, or the program ends.
    void keep_now(Preferences& preferences, const std::string& name, const std::string& draft,
                  Commands& commands);

  private:
    std::string kept_;
    std::string last_;
    std::int64_t changed_ms_ = 0;
};

}  // namespace crosstalk::ui
