#include "client/images/image_decoder.hpp"

#include <new>
#include <system_error>
#include <utility>

#include "client/images/helper_wire.hpp"

namespace crosstalk::images {

namespace {

ImageAnswer failed(const DecodeRequest& request, DecodeOutcome outcome) {
    return {.id = request.id,
            .wish = request.wish,
            .end = {.outcome = outcome, .is_whole = false, .picture = {}},
            .frames = {}};
}

}  // namespace

ImageDecoder::ImageDecoder(DecoderSettings settings, net::Inbox<ImageAnswer>& answers)
    : settings_(std::move(settings)), answers_(answers), interruption_(make_interruption()) {}

ImageDecoder::~ImageDecoder() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    interruption_->set();
    arrived_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void ImageDecoder::ask(DecodeRequest request) {
    std::optional<DecodeRequest> put_off;
    {
        const std::lock_guard lock(mutex_);
        put_off = waiting_.push(std::move(request));
        if (!thread_.joinable()) {
            try {
                thread_ = std::thread([this] { work(); });
            } catch (const std::system_error&) {  // no thread is left; the next picture tries again
                put_off = waiting_.pop();
            }
        }
    }
    arrived_.notify_one();
    if (put_off) answers_.push(failed(*put_off, DecodeOutcome::PutOff));
}

void ImageDecoder::cancel(ImageId id) {
    const std::lock_guard lock(mutex_);
    waiting_.cancel(id);
    if (current_ == id) current_.reset();
}

void ImageDecoder::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        arrived_.wait(lock, [this] { return stopped_ || !waiting_.is_empty(); });
        if (stopped_) break;
        const DecodeRequest request = *waiting_.pop();
        current_ = request.id;
        lock.unlock();
        ImageAnswer done = decoded(request);
        lock.lock();
        if (stopped_) break;
        if (!std::exchange(current_, std::nullopt)) continue;
        lock.unlock();
        answers_.push(std::move(done));
        lock.lock();
    }
    lock.unlock();
    helper_.reset();
}

bool ImageDecoder::have_helper() {
    if (helper_ && (decoded_by_helper_ >= settings_.pictures_per_helper || !helper_->is_alive()))
        helper_.reset();
    if (helper_) return true;
    decoded_by_helper_ = 0;
    helper_ = start_helper(settings_.program, settings_.arguments, *interruption_);
    return helper_ != nullptr;
}

ImageAnswer ImageDecoder::decoded(const DecodeRequest& request) {
    if (request.file->size() > max_picture_file_bytes) return failed(request, DecodeOutcome::TooLarge);
    if (!have_helper()) return failed(request, DecodeOutcome::NoDecoder);
    ImageAnswer answer = failed(request, DecodeOutcome::Broken);
    ++decoded_by_helper_;
    helper_->begin(settings_.patience);
    Talk result{};
    try {
        result = talk(request, answer);
    } catch (const std::bad_alloc&) {
        helper_.reset();
        return failed(request, DecodeOutcome::OutOfMemory);
    }
    if (result == Talk::Done) return answer;

    const HelperEnd end = helper_->end();
    helper_.reset();
    DecodeOutcome outcome = DecodeOutcome::Broken;
    if (result == Talk::TooSlow) outcome = DecodeOutcome::TooSlow;
    if (result == Talk::Ended && end.signal == 0 && end.status == helper_exit_no_sandbox)
        outcome = DecodeOutcome::NoDecoder;
    return failed(request, outcome);
}

// Anything but Done means that the helper is of no use any more.
Talk ImageDecoder::talk(const DecodeRequest& request, ImageAnswer& answer) {
    const RequestHead head{.file_bytes = static_cast<std::uint32_t>(request.file->size()),
                           .wish = request.wish};
    if (const Talk said = helper_->write(written(head)); said != Talk::Done) return said;
    if (const Talk said = helper_->write(*request.file); said != Talk::Done) return said;
    AnswerCheck check(request.wish);
    for (;;) {
        HelperHead bytes{};
        if (const Talk heard = helper_->read(bytes); heard != Talk::Done) return heard;
        const std::optional<AnswerHead> next = check.next(bytes);
        if (!next) return Talk::Ended;
        if (const auto* end = std::get_if<DecodeEnd>(&*next)) {
            answer.end = *end;
            return Talk::Done;
        }
        const auto& head_of_frame = std::get<FrameHead>(*next);
        Frame& frame = answer.frames.emplace_back(Frame{.width = head_of_frame.width,
                                                        .height = head_of_frame.height,
                                                        .delay = head_of_frame.delay,
                                                        .pixels = {}});
        frame.pixels.resize(std::size_t{frame.width} * frame.height * 4);
        if (const Talk heard = helper_->read(frame.pixels); heard != Talk::Done) return heard;
    }
}

}  // namespace crosstalk::images
