// The view in one SQLite file, written behind the journal by a thread of its own: all entries that wait become one
// transaction, and questions are answered between two of them. What takes long (a search, taking a purged room out of the
// file) goes in steps between those.
//
// Commits do not wait for the disk (synchronous = NORMAL): the journal is the redo log. What a power cut takes is
// the end, whole entries with their mark, and the next start replays it. Only durable() says what may be trimmed.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "server/local/mailbox.hpp"
#include "server/local/view_tables.hpp"
#include "server/ports/view.hpp"

namespace crosstalk::local {

// Thread: the loop's.
class SqliteView final : public ports::View {
  public:
    // Opens the file or makes it. Throws DatabaseError.
    SqliteView(const std::filesystem::path& file, Post post);
    SqliteView(const SqliteView&) = delete;
    SqliteView& operator=(const SqliteView&) = delete;
    // Waits for the transaction in progress, if any; what was applied after it is dropped and will be replayed.
    ~SqliteView() override;

    // Compares index and tables. Throws DatabaseError. Blocks, long; before load().
    void verify() { tables_.verify(); }

    hub::Snapshot load() override;
    void on_failure(std::function<void(std::string reason)> failed) override;
    void apply(std::vector<hub::AppliedEntry> entries) override;
    [[nodiscard]] net::Position applied() const override { return applied_; }
    [[nodiscard]] net::Position durable() const override { return durable_; }
    void rows_above(ports::RowsAbove query, net::Position at_least,
                    std::function<void(ports::Rows)> answer) override;
    void page(ports::PageQuery query, net::Position at_least,
              std::function<void(ports::Page)> answer) override;
    void message_facts(net::RoomId room, net::MessageId message, net::UserId asker, net::Position at_least,
                       std::function<void(std::optional<ports::MessageFacts>)> answer) override;
    void messages(net::RoomId room, std::vector<net::MessageId> ids, net::UserId reader,
                  net::Position at_least, std::function<void(std::vector<net::Message>)> answer) override;
    void search(ports::SearchQuery query, net::Position at_least,
                std::function<void(net::SearchPage)> answer) override;
    void former_texts(net::RoomId room, net::MessageId message, net::Position at_least,
                      std::function<void(std::vector<net::FormerText>)> answer) override;
    void file(net::RoomId room, net::MessageId message, std::uint32_t index, net::Position at_least,
              std::function<void(std::optional<net::File>)> answer) override;
    void game(net::RoomId room, net::MessageId message, net::Position at_least,
              std::function<void(std::optional<net::GameFound>)> answer) override;
    void games(ports::GamesQuery query, net::Position at_least,
               std::function<void(net::GamesPage)> answer) override;
    void file_usage(net::UserId user, net::Position at_least,
                    std::function<void(ports::FileUsage)> answer) override;
    void stored_files(net::Position at_least, std::function<void(std::vector<net::Digest>)> answer) override;
    void marks_after_purge(net::RoomId room, net::Position at_least,
                           std::function<void(std::vector<ports::MarkAfterPurge>)> answer) override;
    void audit(net::RoomId room, net::Position before, net::Position at_least,
               std::function<void(net::AuditPage)> answer) override;

    // When nothing is left in the files of what was deleted, edited or purged up to that entry; it is hurried then.
    void when_overwritten(net::Position at_least, std::function<void()> done);

    // For what has to be done with the file itself: runs `work` on the disk thread, between two transactions, then what it
    // returns on the loop. What it throws is a failure of the view.
    using Work = std::function<std::function<void()>(ViewTables&)>;
    void on_disk(net::Position at_least, Work work);

  private:
    using Entries = std::vector<hub::AppliedEntry>;
    // One step of an answer, on the disk thread. False: there is more to do.
    using Step = std::function<bool()>;
    struct Question {
        net::Position at_least;
        Step step;
    };

    // --- the loop's
    template <class Find, class Answer>
    void ask(net::Position at_least, Find find, std::function<void(Answer)> answer);
    void ask_in_steps(net::Position at_least, Step step);
    void on_loop(std::function<void()> task);
    void tell_failure();

    // --- the disk thread's
    void run();
    // How long to wait for work before looking after the file; nothing: for ever.
    [[nodiscard]] std::optional<std::chrono::milliseconds> patience() const;
    void sort(std::deque<std::variant<Entries, Question>> jobs);
    void answer_questions();
    void go_on_answering();
    void store_group();
    [[nodiscard]] bool cleaning_is_due() const;
    void clean_up();
    void checkpoint();

    Post post_;
    bool loaded_ = false;
    net::Position given_;    // the newest entry that apply() was given
    net::Position applied_;  // as the loop has heard
    net::Position durable_;  // as the loop has heard
    std::function<void(std::string)> on_failure_;
    std::optional<std::string> failure_;

    ViewTables tables_;     // the disk thread's once load() has returned
    net::Position stored_;  // the disk thread's: the newest entry in the file
    Entries backlog_;       // the disk thread's: entries that wait, from next_ on
    std::size_t next_ = 0;
    std::multimap<net::Position, Step> questions_;  // the disk thread's
    std::deque<Step> begun_;  // the disk thread's: questions that take more than one step
    std::vector<std::function<void()>>
        overwritten_;  // the disk thread's: told when nothing is left to remove

    Mailbox<std::variant<Entries, Question>> jobs_;
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);  // posted tasks ask it
    std::thread thread_;
};

}  // namespace crosstalk::local
