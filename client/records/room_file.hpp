// Writes all that was ever said in a room to a new file, page by page. The file is there when it is complete, and not before:
// until then its name ends in ".part", and that goes with this object.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "client/model/deed.hpp"
#include "client/records/local_time.hpp"

namespace crosstalk::records {

class RoomFile {
  public:
    // Throws std::runtime_error with a text for people if the file cannot be made or is there already.
    RoomFile(net::RoomId room, const std::string& file, model::FileFormat format, LocalTime local);
    RoomFile(const RoomFile&) = delete;
    RoomFile& operator=(const RoomFile&) = delete;
    ~RoomFile();

    [[nodiscard]] net::RoomId room() const { return room_; }
    [[nodiscard]] std::uint64_t messages() const { return messages_; }
    // What comes next: all above what was taken.
    [[nodiscard]] net::History question() const;

    enum class Progress : std::uint8_t { More, Complete };
    // The answer to question(). Throws std::runtime_error if it cannot be written, or the server turns in circles.
    Progress take(const model::Model& model, const model::Room& room, const net::HistoryPage& page);

  private:
    void write(const model::Model& model, const model::Room& room, const net::Message& message);
    void check() const;
    void finish();

    net::RoomId room_;
    std::filesystem::path path_;
    std::filesystem::path part_;
    model::FileFormat format_;
    LocalTime local_;
    std::ofstream out_;
    net::Sequence through_;  // all up to here is written
    std::uint64_t messages_ = 0;
};

}  // namespace crosstalk::records
