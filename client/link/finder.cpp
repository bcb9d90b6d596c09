#include "client/link/finder.hpp"

#include <exception>
#include <optional>
#include <thread>
#include <utility>

#include "client/link/scanner.hpp"
#include "net/transport/loop.hpp"

namespace crosstalk::link {

class Finder::Thread {
  public:
    Thread(std::vector<std::string> also, Inbox& inbox, Interfaces interfaces)
        : inbox_(inbox),
          also_(std::move(also)),
          interfaces_(std::move(interfaces)),
          thread_([this] { run(); }) {}
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;
    ~Thread() {
        loop_.post([this] { loop_.stop(); });
        thread_.join();
    }

  private:
    // Who cannot look finds nothing: addresses can still be typed.
    void run() {
        try {
            const Scanner scanner(
                {.loop = loop_,
                 .random = transport::system_random(),
                 .found = [this](std::vector<model::FoundServer> found) { inbox_.push(std::move(found)); },
                 .also = std::move(also_),
                 .interfaces = std::move(interfaces_)});
            loop_.run();
        } catch (const std::exception&) {
            inbox_.push({});
        }
    }

    Inbox& inbox_;
    std::vector<std::string> also_;
    Interfaces interfaces_;
    transport::Loop loop_;
    std::thread thread_;  // last: it uses the others
};

Finder::Finder(std::vector<std::string> also, Inbox& inbox, Interfaces interfaces)
    : thread_(std::make_unique<Thread>(std::move(also), inbox, std::move(interfaces))) {}

Finder::~Finder() = default;

}  // namespace crosstalk::link
