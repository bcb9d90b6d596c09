#include "client/link/link.hpp"

#include <exception>
#include <thread>
#include <utility>

#include "client/files/disk_files.hpp"
#include "client/link/file_profile.hpp"
#include "client/link/folders.hpp"
#include "net/text/paths.hpp"
#include "net/transport/asio_dialer.hpp"
#include "net/transport/credentials/credential_error.hpp"
#include "net/transport/loop.hpp"
#include "net/transport/loop_runtime.hpp"

namespace crosstalk::link {

class Link::Thread {
  public:
    Thread(LinkSettings settings, net::Inbox<model::LinkEvent>& inbox)
        : inbox_(inbox),
          profile_(settings.profile, transport::system_random()),
          runtime_(loop_),
          dialer_(loop_),
          file_dialer_(loop_),
          files_([this](std::function<void()> task) { loop_.post(std::move(task)); }),
          core_(
              {.program = std::move(settings.program), .completeness = settings.completeness}, dialer_,
              runtime_, profile_, [this](model::LinkEvent event) { inbox_.push(std::move(event)); },
              FilePorts{file_dialer_, files_,
                        text::utf8_of(settings.downloads.empty() ? default_download_folder()
                                                                 : settings.downloads)}),
          commands_([this] { loop_.post([this] { core_.handle(commands_.take()); }); }) {
        loop_.post([this] { core_.start(); });
        thread_ = std::thread([this] { run(); });
    }
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;
    ~Thread() {
        loop_.post([this] {
            core_.stop();
            stop_when_closed();
        });
        thread_.join();
    }

    void send(model::LinkCommand command) { commands_.push(std::move(command)); }
    [[nodiscard]] const std::optional<std::string>& warning() const { return profile_.warning(); }

  private:
    void run() {
        for (;;) {
            try {
                loop_.run();
                return;
            } catch (const std::exception& error) {
                // What failed is over; the loop and its timers are not.
                inbox_.push(model::Trouble{std::string("Something went wrong in the network part: ") +
                                           error.what() + ". If it happens again, start the program anew."});
            }
        }
    }

    void stop_when_closed() {
        constexpr net::Milliseconds step{10};
        constexpr int most_steps = 150;
        if (core_.is_closed() || ++steps_ > most_steps) return loop_.stop();
        loop_.after(step, [this] { stop_when_closed(); });
    }

    net::Inbox<model::LinkEvent>& inbox_;
    FileProfile profile_;
    transport::Loop loop_;
    transport::LoopRuntime runtime_;
    transport::AsioDialer dialer_;
    transport::AsioDialer file_dialer_;
    files::DiskFiles files_;
    LinkCore core_;
    net::Inbox<model::LinkCommand> commands_;
    int steps_ = 0;
    std::thread thread_;
};

Link::Link(LinkSettings settings, net::Inbox<model::LinkEvent>& inbox)
    : thread_(std::make_unique<Thread>(std::move(settings), inbox)) {}

Link::~Link() = default;

void Link::send(std::vector<model::LinkCommand> commands) {
    for (model::LinkCommand& command : commands)
        thread_->send(std::move(command));
}

void Link::send(model::LinkCommand command) {
    thread_->send(std::move(command));
}

const std::optional<std::string>& Link::warning() const {
    return thread_->warning();
}

}  // namespace crosstalk::link
