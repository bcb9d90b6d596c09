#include "net/transport/lookup.hpp"

#include <asio/io_context.hpp>
#include <mutex>
#include <thread>
#include <utility>

namespace crosstalk::transport {

using asio::ip::tcp;

// A mutex and not an inbox: the threads must learn that the loop is gone, and the end of the loop must wait for an
// answer that is just being posted.
struct Lookups::ReturnAddress {
    std::mutex mutex;
    Loop* loop;  // guarded by mutex; nullptr when nobody wants an answer any more
};

Lookups::Lookups(Loop& loop) : return_address_(std::make_shared<ReturnAddress>()) {
    return_address_->loop = &loop;
}

Lookups::~Lookups() {
    const std::lock_guard lock(return_address_->mutex);
    return_address_->loop = nullptr;
}

void Lookups::look_up(const std::string& host, std::uint16_t port, Done done) {
    std::thread([answer_to = return_address_, host, port, done = std::move(done)]() mutable {
        asio::io_context context;
        std::error_code error;
        std::vector<tcp::endpoint> found;
        const auto flags = tcp::resolver::numeric_service | tcp::resolver::address_configured;
        for (const auto& entry : tcp::resolver(context).resolve(host, std::to_string(port), flags, error))
            found.push_back(entry.endpoint());
        const std::lock_guard lock(answer_to->mutex);
        if (answer_to->loop == nullptr) return;
        answer_to->loop->post(
            [done = std::move(done), error, found = std::move(found)] { done(error, found); });
    }).detach();
}

}  // namespace crosstalk::transport
