// Smaller copies of pictures that somebody is about to send: read by the worker, decoded at their new size in the sandbox,
// written by the worker as files of their own.
//
//   find() -> worker reads -> ImageDecoder -> worker encodes and keeps -> find()
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/app/worker.hpp"
#include "client/images/image_decoder.hpp"
#include "net/inbox.hpp"
#include "ui/pictures/pictures.hpp"

namespace crosstalk::app {

// Thread: the one that draws. A copy that no frame has asked for is removed, unless it was sent: then it is the link's.
class SmallerCopies {
  public:
    // All outlive it. `name_id` makes the ids under which pictures are decoded; `wake` is called on other threads.
    SmallerCopies(images::ImageDecoder& decoder, Worker& worker, std::function<images::ImageId()> name_id,
                  std::function<void()> wake, std::filesystem::path kept);

    void begin_frame();
    ui::SmallerCopy find(const std::string& path);
    void was_sent(const std::string& copy);

    void take(images::ImageAnswer answer);
    // What the worker has done. True if a frame would look different.
    bool take_answers();

  private:
    struct Making {
        images::ImageId id;
        ui::SmallerCopy shown{.state = ui::PictureState::Loading};
        std::uint64_t bytes = 0;  // of the picture itself
        bool is_asked = true;     // by this frame
        bool was_sent = false;
    };
    struct Answer {
        images::ImageId id;
        std::shared_ptr<const std::vector<std::uint8_t>> file;  // read; null with `copy`, or if it cannot be
        ui::SmallerCopy copy{.state = ui::PictureState::Loading};
    };

    void begin(Making& making, const std::string& path);
    Making* making_with(images::ImageId id);
    void encode(const Making& making, images::Frame frame);
    void remove(const std::string& copy);

    images::ImageDecoder& decoder_;
    Worker& worker_;
    std::function<images::ImageId()> name_id_;
    std::filesystem::path kept_;
    std::map<std::string, Making> making_;  // by the path of the picture
    net::Inbox<Answer> answers_;
};

}  // namespace crosstalk::app
