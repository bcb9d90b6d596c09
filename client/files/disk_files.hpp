// The files of this machine, for transfers. What takes long is done on one thread of its own, one job after the other.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "client/files/file_access.hpp"

namespace crosstalk::files {

class DiskFiles final : public FileAccess {
  public:
    // Runs a task on the loop, later; called from any thread. It must outlive this, and run nothing after it.
    using Post = std::function<void(std::function<void()>)>;
    explicit DiskFiles(Post post);
    DiskFiles(const DiskFiles&) = delete;
    DiskFiles& operator=(const DiskFiles&) = delete;
    ~DiskFiles() override;

    std::unique_ptr<Source> open(const std::string& path) override;
    std::unique_ptr<Part> make_part(const std::string& path) override;
    std::unique_ptr<Part> open_part(const std::string& path) override;
    void remove(const std::string& path) override;
    [[nodiscard]] bool is_taken(const std::string& path) const override;
    [[nodiscard]] bool is_folder(const std::string& path) const override;
    void make_folder(const std::string& path) override;
    [[nodiscard]] std::uint64_t free_bytes(const std::string& folder) const override;
    [[nodiscard]] std::vector<FoundFile> list(const std::string& folder) const override;
    void touch(const std::string& path) override;
    JobId digest(const std::string& path, std::function<void(HashedOrNot)> done) override;
    JobId copy(const std::string& path, const std::string& part,
               std::function<void(HashedOrNot)> done) override;
    JobId publish(const std::string& part, const std::string& path, Target target,
                  std::function<void(PublishedOrNot)> done) override;
    void cancel(JobId job) override;

  private:
    using Cancelled = std::atomic<bool>;
    struct Job {
        JobId id;
        std::shared_ptr<Cancelled> cancelled;
        // On the thread; returns what is to be done on the loop if nobody has cancelled it.
        std::function<std::function<void()>(const Cancelled&)> work;
    };
    JobId add(std::function<std::function<void()>(const Cancelled&)> work);
    void run();

    Post post_;
    JobId last_job_;
    std::map<JobId, std::shared_ptr<Cancelled>> open_jobs_;  // of the loop
    std::mutex mutex_;                                       // the loop hands jobs to the thread
    std::condition_variable changed_;
    std::deque<Job> jobs_;    // guarded by mutex_
    bool is_ending_ = false;  // guarded by mutex_
    std::thread thread_;      // last: it uses the others
};

}  // namespace crosstalk::files
