// Decodes pictures for the window without ever letting their bytes near it: a thread of its own hands them to a helper
// process in a sandbox, which is started with the first picture and replaced after a crash, a picture that takes too
// long, or a hundred pictures. What comes back is checked as if a stranger had sent it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "client/images/decode_helper.hpp"
#include "client/images/decode_queue.hpp"
#include "client/images/helper_process.hpp"
#include "net/inbox.hpp"

namespace crosstalk::images {

struct DecoderSettings {
    std::string program = own_program();  // its main() begins with decode_helper.hpp
    std::vector<std::string> arguments{std::string(decode_helper_flag)};
    Patience patience;
    unsigned pictures_per_helper = 100;
};

struct ImageAnswer {
    ImageId id;
    DecodeWish wish;
    DecodeEnd end;
    std::vector<Frame> frames;  // at least one if, and only if, end.outcome is Decoded
};

// Thread: any. Nothing blocks but the destructor, which takes milliseconds: it kills the helper and drops what waits.
class ImageDecoder {
  public:
    // `answers` outlives it. Throws std::system_error if the system has no descriptors left.
    ImageDecoder(DecoderSettings settings, net::Inbox<ImageAnswer>& answers);
    ~ImageDecoder();
    ImageDecoder(const ImageDecoder&) = delete;
    ImageDecoder& operator=(const ImageDecoder&) = delete;

    // Answered by one ImageAnswer, unless it is cancelled or asked for again with the same wish while it waits.
    void ask(DecodeRequest request);
    // Everything of this id that is not answered yet. An answer that is in the inbox already stays there.
    void cancel(ImageId id);

  private:
    void work();
    ImageAnswer decoded(const DecodeRequest& request);
    Talk talk(const DecodeRequest& request, ImageAnswer& answer);
    bool have_helper();

    const DecoderSettings settings_;
    net::Inbox<ImageAnswer>& answers_;
    const std::unique_ptr<Interruption> interruption_;

    // Of the thread, which is started by the first picture.
    std::unique_ptr<HelperProcess> helper_;
    unsigned decoded_by_helper_ = 0;

    std::mutex mutex_;  // the mailbox of the thread
    std::condition_variable arrived_;
    DecodeQueue waiting_;
    std::optional<ImageId> current_;  // what the thread decodes; empty also when that was cancelled
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace crosstalk::images
