// What panels need of the program around the window and have at once: what is drawn at random, and files that are written.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "client/model/deed.hpp"
#include "net/messages.hpp"

namespace crosstalk::ui {

/// An invite that nobody knows of yet. Both are secrets.
struct DrawnInvite {
    net::Bytes token;
    std::string link;
};

/// A room that is being written to a new file, page by page. What is not complete goes with this object.
class RoomFile {
  public:
    virtual ~RoomFile() = default;
    /// What comes next.
    [[nodiscard]] virtual net::History question() const = 0;
    enum class Progress : std::uint8_t { More, Complete };
    /// The answer to question(). Throws std::runtime_error with a text for people.
    virtual Progress take(const model::Model& model, const model::Room& room,
                          const net::HistoryPage& page) = 0;
    [[nodiscard]] virtual std::uint64_t messages() const = 0;
};

/// Thread: the one that draws.
class Outside {
  public:
    virtual ~Outside() = default;
    /// For the server that one is connected to.
    virtual DrawnInvite draw_invite(const model::ServerIdentity& server) = 0;
    /// Throws std::runtime_error with a text for people if the file is there already or cannot be made.
    virtual std::unique_ptr<RoomFile> begin_room_file(const model::ExportRoom& wanted) = 0;
    /// Where a new file of that name would best stand: a whole path.
    [[nodiscard]] virtual std::string place_for(const std::string& file_name) const = 0;
    /// The user's folder, for paths that begin with "~"; empty if nobody knows it. UTF-8.
    [[nodiscard]] virtual std::string home() const = 0;
    /// Where a server on this machine keeps its data if nobody says otherwise. UTF-8.
    [[nodiscard]] virtual std::string server_folder() const = 0;
    /// Whether what was typed where an address might stand is to be read as a join code.
    [[nodiscard]] virtual bool looks_like_join_code(const std::string& typed) const = 0;
};

}  // namespace crosstalk::ui
