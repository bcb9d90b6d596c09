#include "client/cli/program.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <ctime>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <random>
#include <span>
#include <thread>
#include <utility>

#include "client/cli/conversation.hpp"
#include "client/cli/json_lines.hpp"
#include "client/cli/line_editor.hpp"
#include "client/cli/lines.hpp"
#include "client/cli/plain_text.hpp"
#include "client/cli/prompt.hpp"
#include "client/cli/terminal.hpp"
#include "client/link/link.hpp"
#include "net/inbox.hpp"
#include "net/version.hpp"

namespace crosstalk::cli {

namespace {

using Clock = Conversation::Clock;

// Two threads hand things to the main one, which waits for either or for a moment in time: an Inbox cannot wait.
class Bell {
  public:
    void ring() {
        {
            const std::lock_guard lock(mutex_);
            rung_ = true;
        }
        changed_.notify_one();
    }
    void wait_until(std::optional<Clock::time_point> deadline) {
        std::unique_lock lock(mutex_);
        const auto is_rung = [this] { return rung_; };
        if (deadline) {
            changed_.wait_until(lock, *deadline, is_rung);
        } else {
            changed_.wait(lock, is_rung);
        }
        rung_ = false;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool rung_ = false;  // guarded by mutex_
};

// What the reading thread saw.
struct Seen {
    Input input;
    std::string bytes;
};

// Reads ahead by a few pieces only: a script that writes faster than the server takes waits, it fills no memory.
class Reader {
  public:
    Reader(Terminal& terminal, Bell& bell)
        : terminal_(terminal), inbox_([&bell] { bell.ring(); }), thread_([this] { run(); }) {}
    ~Reader() {
        ending_ = true;
        const std::future<void> ended = ended_.get_future();
        // Where a read is cancelled from here, a call that comes just before it begins does nothing.
        constexpr std::chrono::milliseconds pause{10};
        do {
            terminal_.wake();
        } while (ended.wait_for(pause) != std::future_status::ready);
        thread_.join();
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    [[nodiscard]] std::vector<Seen> take() { return inbox_.take(); }
    // One piece of bytes has been used up.
    void used() {
        if (pieces_++ == 0) terminal_.wake();
    }

  private:
    static constexpr int most_pieces = 4;
    static constexpr std::size_t piece_bytes = 64 * 1024;

    void run() {
        while (!ending_)
            read();
        ended_.set_value();
    }

    void read() {
        const bool takes_bytes = pieces_ > 0;
        const Input input = terminal_.read(takes_bytes ? std::span(buffer_) : std::span<char>());
        if (ending_) return;
        const auto* bytes = std::get_if<InputBytes>(&input);
        if (bytes && bytes->size == 0) return;
        if (bytes) --pieces_;
        inbox_.push({input, bytes ? std::string(buffer_.data(), bytes->size) : std::string()});
    }

    Terminal& terminal_;
    net::Inbox<Seen> inbox_;
    std::atomic<int> pieces_{most_pieces};
    std::atomic<bool> ending_{false};
    std::vector<char> buffer_ = std::vector<char>(piece_bytes);  // the thread's
    std::promise<void> ended_;
    std::thread thread_;  // last: it uses the others
};

net::Timestamp wall_time() {
    using namespace std::chrono;
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

class Program {
  public:
    explicit Program(const Options& options)
        : terminal_(options.output == Output::Plain ? Keys::OneByOne : Keys::AsLines),
          printer_(make_printer(options.output)),
          events_([this] { bell_.ring(); }),
          link_({.profile = options.profile,
                 .downloads = options.usual_downloads,
                 .program = "crosstalk-cli " + std::string(version),
                 .completeness = link::Completeness::Everything},
                events_),
          conversation_(
              options, *printer_,
              {.send = [this](model::LinkCommand command) { commands_.push_back(std::move(command)); },
               .wall = wall_time,
               .local = records::local_time,
               .random = transport::system_random(),
               .is_watched = terminal_.is_interactive(),
               .files = &local_files_,
               .run = std::to_string(std::random_device{}())}),
          reader_(terminal_, bell_) {
        if (link_.warning()) note(*link_.warning());
    }

    Exit run() {
        conversation_.start(Clock::now());
        send_commands();
        while (!conversation_.exit()) {
            bell_.wait_until(conversation_.next_deadline());
            for (const model::LinkEvent& event : events_.take())
                conversation_.take(event, Clock::now());
            for (Seen& seen : reader_.take())
                take(std::move(seen));
            feed_lines();
            conversation_.tick(Clock::now());
            if (!show()) conversation_.interrupt();
            send_commands();
        }
        out_ += terminal_.is_interactive() ? std::string(LineEditor::hide()) : std::string();
        if (terminal_.write(out_)) conversation_.flushed();
        // The link still carries out what it was sent before it is destroyed.
        send_commands();
        if (!conversation_.last_words().empty()) note(conversation_.last_words());
        return *conversation_.exit();
    }

  private:
    std::unique_ptr<Printer> make_printer(Output output) {
        auto write = [this](const std::string& lines) { out_ += lines; };
        if (output == Output::JsonLines) return std::make_unique<JsonPrinter>(write);
        return std::make_unique<PlainPrinter>(terminal_.has_colours() ? Colours::Ansi : Colours::None, write,
                                              records::local_time);
    }

    static void note(const std::string& text) {
        std::fprintf(stderr, "crosstalk-cli: %s\n", in_one_line(text).c_str());
    }

    void take(Seen seen) {
        if (std::holds_alternative<InputStop>(seen.input)) return conversation_.interrupt();
        if (std::holds_alternative<InputRedraw>(seen.input)) {
            redraw_ = true;
            return;
        }
        if (std::holds_alternative<InputEnd>(seen.input)) {
            lines_.end();
            ended_ = true;
            return;
        }
        if (!terminal_.is_interactive()) {
            lines_.append(seen.bytes);
            ++unused_pieces_;
            return;
        }
        redraw_ = true;
        conversation_.touched(Clock::now());
        reader_.used();
        std::vector<Typed> all = editor_.feed(seen.bytes);
        const bool writes = !editor_.text().empty() && !editor_.text().starts_with('/');
        if (writes) conversation_.key_pressed();
        for (Typed& typed : all) {
            if (auto* line = std::get_if<TypedLine>(&typed)) typed_.push_back(std::move(line->text));
            if (std::holds_alternative<TypedEnd>(typed)) ended_ = true;
            if (std::holds_alternative<TypedInterrupt>(typed)) conversation_.interrupt();
        }
    }

    void feed_lines() {
        const auto now = Clock::now();
        while (conversation_.takes_lines()) {
            if (!typed_.empty()) {
                const std::string line = std::move(typed_.front());
                typed_.pop_front();
                conversation_.take_line(line, now);
                send_commands();
                continue;
            }
            const auto line = lines_.next();
            if (!line) {
                for (; unused_pieces_ > 0; --unused_pieces_)
                    reader_.used();
                if (ended_) conversation_.end_of_input(now);
                return;
            }
            if (const auto* text = std::get_if<std::string>(&*line)) {
                conversation_.take_line(*text, now);
            } else {
                conversation_.take_overlong_line();
            }
        }
    }

    // What was printed leaves; then the line being typed is drawn below it.
    bool show() {
        const bool has_news = !out_.empty();
        std::string prompt = prompt_of(conversation_.model(), conversation_.current_room());
        if (terminal_.is_interactive() && prompt != prompt_) redraw_ = true;
        prompt_ = std::move(prompt);
        if (!has_news && !redraw_) return true;
        std::string out = std::exchange(out_, {});
        if (terminal_.is_interactive()) {
            out = std::string(LineEditor::hide()) + out + editor_.draw(prompt_, terminal_.columns());
        }
        redraw_ = false;
        if (!terminal_.write(out)) return false;
        if (has_news) conversation_.flushed();
        return true;
    }

    void send_commands() {
        if (!commands_.empty()) link_.send(std::exchange(commands_, {}));
    }

    Bell bell_;
    Terminal terminal_;
    std::string out_;     // printed, not written yet
    std::string prompt_;  // as it is on the screen
    std::unique_ptr<Printer> printer_;
    net::Inbox<model::LinkEvent> events_;
    link::Link link_;
    std::vector<model::LinkCommand> commands_;
    DiskLocalFiles local_files_;
    Conversation conversation_;
    LineEditor editor_;
    Lines lines_;
    std::deque<std::string> typed_;
    bool ended_ = false;
    bool redraw_ = true;
    int unused_pieces_ = 0;
    Reader reader_;
};

}  // namespace

Exit run(const Options& options) {
    try {
        Program program(options);
        return program.run();
    } catch (const link::ProfileError& error) {
        if (options.output == Output::JsonLines) {
            JsonPrinter([](const std::string& line) { std::fputs(line.c_str(), stdout); })
                .error(
                    error.kind() == link::ProfileError::Kind::InUse ? "profile_in_use" : "profile_unreadable",
                    error.what(), {});
        }
        std::fprintf(stderr, "crosstalk-cli: %s\n", in_one_line(error.what()).c_str());
        return Exit::ProfileUnusable;
    }
}

}  // namespace crosstalk::cli
