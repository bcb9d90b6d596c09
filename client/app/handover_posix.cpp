#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "client/app/handover.hpp"
#include "client/app/handover_words.hpp"
#include "net/transport/local_names.hpp"

namespace crosstalk::app {

namespace {

namespace fs = std::filesystem;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool valid() const { return number_ >= 0; }

  private:
    int number_;
};

// In the session's own folder, since sticks often cannot hold a socket; without one in the profile.
fs::path socket_of(const fs::path& profile) {
    if (const auto session = transport::session_folder())
        return *session / ("crosstalk-" + std::to_string(transport::number_of_folder(profile)));
    return profile / "window.socket";
}

// Nothing if the name is longer than the system's calls take.
std::optional<sockaddr_un> address_of(const fs::path& file) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string text = file.string();
    if (text.size() >= sizeof address.sun_path) return std::nullopt;
    std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
    return address;
}

Descriptor new_socket() {
    Descriptor made(::socket(AF_UNIX, SOCK_STREAM, 0));
    if (made.valid()) ::fcntl(made.number(), F_SETFD, FD_CLOEXEC);
    return made;
}

bool wait_for(int descriptor, short what) {
    pollfd watched{.fd = descriptor, .events = what, .revents = 0};
    return ::poll(&watched, 1, static_cast<int>(handover_patience.count())) == 1;
}

// Without its end; nothing if none came in time.
std::optional<std::string> read_line(int descriptor) {
    HandoverLine line;
    std::array<char, 256> part{};
    while (!line.is_too_long() && wait_for(descriptor, POLLIN)) {
        const ssize_t size = ::read(descriptor, part.data(), part.size());
        if (size <= 0) return std::nullopt;
        if (auto whole = line.take({part.data(), static_cast<std::size_t>(size)})) return whole;
    }
    return std::nullopt;
}

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        if (!wait_for(descriptor, POLLOUT)) return false;
        const ssize_t size = ::write(descriptor, text.data(), text.size());
        if (size <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

// Thread: that which made it; `taken` runs on its own.
class SocketHandover final : public Handover {
  public:
    SocketHandover(fs::path file, Descriptor listening, std::array<Descriptor, 2> ending, Taken taken)
        : file_(std::move(file)),
          listening_(std::move(listening)),
          ending_(std::move(ending)),
          taken_(std::move(taken)),
          thread_([this] { run(); }) {}
    ~SocketHandover() override {
        [[maybe_unused]] const ssize_t woken = ::write(ending_[1].number(), "", 1);
        thread_.join();
        ::unlink(file_.c_str());
    }

  private:
    void run() {
        std::array<pollfd, 2> watched{pollfd{.fd = listening_.number(), .events = POLLIN, .revents = 0},
                                      pollfd{.fd = ending_[0].number(), .events = POLLIN, .revents = 0}};
        for (;;) {
            if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return;
            if (watched[1].revents != 0) return;
            if (watched[0].revents != 0) serve(Descriptor(::accept(listening_.number(), nullptr, nullptr)));
        }
    }
    void serve(const Descriptor& asker) {
        if (!asker.valid()) return;
        auto line = read_line(asker.number());
        auto link = line ? link_of_request(std::move(*line)) : std::nullopt;
        if (link && write_all(asker.number(), handover_answer)) taken_(std::move(*link));
    }

    fs::path file_;
    Descriptor listening_;
    std::array<Descriptor, 2> ending_;  // a pipe whose other end wakes the thread
    Taken taken_;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Handover> await_handover(const fs::path& profile, Handover::Taken taken) {
    fs::path file = socket_of(profile);
    const auto address = address_of(file);
    int ends[2];
    if (!address || ::pipe(ends) != 0) return nullptr;
    std::array<Descriptor, 2> ending{Descriptor(ends[0]), Descriptor(ends[1])};
    for (const int end : ends)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    Descriptor listening = new_socket();
    if (!listening.valid()) return nullptr;
    ::unlink(file.c_str());
    if (::bind(listening.number(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0)
        return nullptr;
    // Nobody can connect before it listens.
    if (::chmod(file.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(listening.number(), 4) != 0) {
        ::unlink(file.c_str());
        return nullptr;
    }
    return std::make_unique<SocketHandover>(std::move(file), std::move(listening), std::move(ending),
                                            std::move(taken));
}

Handed hand_over(const fs::path& profile, const std::string& link) {
    const auto address = address_of(socket_of(profile));
    const Descriptor asked = new_socket();
    const auto request = handover_request(link);
    if (!address || !asked.valid() || !request) return Handed::ToNobody;
    if (::connect(asked.number(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0)
        return Handed::ToNobody;
    if (!write_all(asked.number(), *request)) return Handed::ToNobody;
    const auto answer = read_line(asked.number());
    return answer && is_handover_answer(*answer) ? Handed::ToAWindow : Handed::ToNobody;
}

}  // namespace crosstalk::app
