// The client's end of a decoding helper: starts the process, talks to it with patience, and ends it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace crosstalk::images {

// What one request may take. Processor time is what counts on a busy machine; the other is for a helper that hangs, and
// for systems where nobody tells the time of another process.
struct Patience {
    std::chrono::milliseconds processor{2'000};
    std::chrono::milliseconds wall{10'000};
};

enum class Talk : std::uint8_t { Done, Ended, TooSlow, Interrupted };

// How a process has ended: by exit with a status, or by a signal (0 on systems without).
struct HelperEnd {
    int status = 0;
    int signal = 0;
};

// Wakes a thread that waits for a helper, for good.
class Interruption {
  public:
    virtual ~Interruption() = default;
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    // Any thread.
    virtual void set() = 0;

  protected:
    Interruption() = default;
};
// Throws std::system_error if the system has no descriptors left.
std::unique_ptr<Interruption> make_interruption();

// Thread: that which made it. Destruction kills the process and waits for its end, so it leaves neither zombies nor
// descriptors behind.
class HelperProcess {
  public:
    virtual ~HelperProcess() = default;
    HelperProcess(const HelperProcess&) = delete;
    HelperProcess& operator=(const HelperProcess&) = delete;

    // From now on a request is measured.
    virtual void begin(const Patience& patience) = 0;
    // All bytes, or the reason why not; then end() is all that can be done. A helper that is gone raises no signal here.
    virtual Talk write(std::span<const std::uint8_t> bytes) = 0;
    virtual Talk read(std::span<std::uint8_t> to) = 0;
    // Between two requests: whether it still waits for one.
    virtual bool is_alive() = 0;
    // Kills it if it has not ended by itself.
    virtual HelperEnd end() = 0;

  protected:
    HelperProcess() = default;
};

// The process inherits three streams and the few variables that a program needs to start, and nothing else. nullptr if
// it cannot be started. `interruption` outlives it.
std::unique_ptr<HelperProcess> start_helper(const std::string& program,
                                            const std::vector<std::string>& arguments,
                                            Interruption& interruption);

// The executable that is running, also after its file was replaced; empty where the system does not say.
std::string own_program();

}  // namespace crosstalk::images
