// Files in memory, for tests and for bots that want to leave nothing behind.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "client/files/file_access.hpp"

namespace crosstalk::files {

// Every folder is there already.
class MemoryFiles final : public FileAccess {
  public:
    // Runs a task on the loop, later.
    using Post = std::function<void(std::function<void()>)>;
    explicit MemoryFiles(Post post) : post_(std::move(post)) {}

    // --- what a test does to them
    void put(const std::string& path, net::Bytes bytes);
    [[nodiscard]] std::optional<net::Bytes> bytes_of(const std::string& path) const;
    [[nodiscard]] std::vector<std::string> paths() const;
    std::set<std::string> forbidden;                    // may not be read
    std::uint64_t free = std::uint64_t{1} << 40U;       // what is left
    std::optional<FileError::Kind> fails_to_append;     // the next time
    std::optional<FileError::Kind> fails_to_publish{};  // the next time

    std::unique_ptr<Source> open(const std::string& path) override;
    std::unique_ptr<Part> make_part(const std::string& path) override;
    std::unique_ptr<Part> open_part(const std::string& path) override;
    void remove(const std::string& path) override;
    [[nodiscard]] bool is_taken(const std::string& path) const override;
    [[nodiscard]] bool is_folder(const std::string& path) const override;
    void make_folder(const std::string&) override {}
    [[nodiscard]] std::uint64_t free_bytes(const std::string&) const override { return free; }
    [[nodiscard]] std::vector<FoundFile> list(const std::string& folder) const override;
    void touch(const std::string& path) override;
    JobId digest(const std::string& path, std::function<void(HashedOrNot)> done) override;
    JobId copy(const std::string& path, const std::string& part,
               std::function<void(HashedOrNot)> done) override;
    JobId publish(const std::string& part, const std::string& path, Target target,
                  std::function<void(PublishedOrNot)> done) override;
    void cancel(JobId job) override { open_jobs_.erase(job); }

  private:
    struct Content {
        net::Bytes bytes;
        std::int64_t changed = 0;
        [[nodiscard]] Stamp stamp() const { return {bytes.size(), changed}; }
    };
    class MemorySource;
    class MemoryPart;
    const Content& content(const std::string& path) const;
    JobId add(std::function<void()> work);

    Post post_;
    std::map<std::string, Content> files_;
    std::int64_t clock_ = 0;
    JobId last_job_;
    std::set<JobId> open_jobs_;
};

}  // namespace crosstalk::files
