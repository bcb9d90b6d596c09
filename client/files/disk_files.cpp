#include "client/files/disk_files.hpp"

#include <array>
#include <system_error>
#include <utility>

#include "client/files/system_file.hpp"
#include "net/text/paths.hpp"

namespace crosstalk::files {

namespace {

namespace fs = std::filesystem;

class DiskSource final : public Source {
  public:
    explicit DiskSource(const fs::path& path) : path_(path), file_(path, SystemFile::Mode::Read) {}
    [[nodiscard]] Stamp stamp() const override { return file_.stamp(); }
    void read(std::uint64_t offset, std::span<std::uint8_t> out) override {
        if (file_.read(offset, out) < out.size()) throw unreadable(FileError::Kind::Changed, path_, {});
    }

  private:
    fs::path path_;
    SystemFile file_;
};

class DiskPart final : public Part {
  public:
    DiskPart(const fs::path& path, SystemFile::Mode mode) : file_(path, mode), size_(file_.stamp().size) {}
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    void append(std::span<const std::uint8_t> bytes) override {
        file_.append(bytes);
        size_ += bytes.size();
    }

  private:
    SystemFile file_;
    std::uint64_t size_;
};

// What is read is appended to the part, if there is one.
Hashed digest_of(const fs::path& path, SystemFile* part, const std::atomic<bool>& cancelled) {
    SystemFile file(path, SystemFile::Mode::Read);
    Hashed result{{}, file.stamp()};
    std::array<std::uint8_t, 64 * 1024> buffer{};
    for (std::uint64_t offset = 0; offset < result.stamp.size && !cancelled;) {
        const std::size_t count = file.read(offset, buffer);
        result.hash.add(std::span(buffer).first(count));
        if (part != nullptr) part->append(std::span(buffer).first(count));
        offset += count;
        if (count == 0 || offset > result.stamp.size) throw unreadable(FileError::Kind::Changed, path, {});
    }
    if (file.stamp() != result.stamp) throw unreadable(FileError::Kind::Changed, path, {});
    return result;
}

// What is to be said on the loop of what came of it.
template <class Work>
std::function<void()> told_of(Work work, const std::function<void(HashedOrNot)>& done) {
    // std::function wants what can be copied.
    auto result = std::make_shared<HashedOrNot>(FileError(FileError::Kind::Failed, {}));
    try {
        *result = work();
    } catch (const FileError& error) {
        *result = error;
    }
    return [done, result] { done(std::move(*result)); };
}

void publish_now(const fs::path& part, const fs::path& path, Target target) {
    SystemFile(part, SystemFile::Mode::Append).sync();
    if (target == Target::Cache) return rename_over(part, path);
    mark_as_foreign(part);
    rename_to_free_name(part, path);
}

}  // namespace

DiskFiles::DiskFiles(Post post) : post_(std::move(post)), thread_([this] { run(); }) {}

DiskFiles::~DiskFiles() {
    for (auto& [id, cancelled] : open_jobs_)
        *cancelled = true;
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

std::unique_ptr<Source> DiskFiles::open(const std::string& path) {
    return std::make_unique<DiskSource>(text::path_of(path));
}

std::unique_ptr<Part> DiskFiles::make_part(const std::string& path) {
    return std::make_unique<DiskPart>(text::path_of(path), SystemFile::Mode::Make);
}

std::unique_ptr<Part> DiskFiles::open_part(const std::string& path) {
    return std::make_unique<DiskPart>(text::path_of(path), SystemFile::Mode::Append);
}

void DiskFiles::remove(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(text::path_of(path), error);
    if (!error && !fs::is_directory(status)) fs::remove(text::path_of(path), error);
}

bool DiskFiles::is_taken(const std::string& path) const {
    return is_there(text::path_of(path));
}

bool DiskFiles::is_folder(const std::string& path) const {
    std::error_code error;
    return fs::is_directory(text::path_of(path), error);
}

void DiskFiles::make_folder(const std::string& path) {
    std::error_code error;
    fs::create_directories(text::path_of(path), error);
    if (is_folder(path)) return;
    throw FileError(FileError::Kind::NotAllowed,
                    "The folder \"" + path + "\" cannot be made. Choose another folder for downloads.");
}

std::uint64_t DiskFiles::free_bytes(const std::string& folder) const {
    std::error_code error;
    const fs::space_info space = fs::space(text::path_of(folder), error);
    if (error) throw unreadable(FileError::Kind::Failed, text::path_of(folder), error.message());
    return space.available;
}

std::vector<FoundFile> DiskFiles::list(const std::string& folder) const {
    std::vector<FoundFile> found;
    std::error_code error;
    for (fs::directory_iterator each(text::path_of(folder), error), end; !error && each != end;
         each.increment(error)) {
        std::error_code skipped;
        if (!fs::is_regular_file(each->symlink_status(skipped))) continue;
        try {
            found.push_back(
                {text::utf8_of(each->path()), SystemFile(each->path(), SystemFile::Mode::Read).stamp()});
        } catch (const FileError&) {
            continue;  // gone meanwhile, or not ours to read
        }
    }
    return found;
}

void DiskFiles::touch(const std::string& path) {
    mark_as_changed_now(text::path_of(path));
}

JobId DiskFiles::digest(const std::string& path, std::function<void(HashedOrNot)> done) {
    return add([path = text::path_of(path), done = std::move(done)](const Cancelled& cancelled) {
        return told_of([&] { return digest_of(path, nullptr, cancelled); }, done);
    });
}

JobId DiskFiles::copy(const std::string& path, const std::string& part,
                      std::function<void(HashedOrNot)> done) {
    return add([from = text::path_of(path), to = text::path_of(part),
                done = std::move(done)](const Cancelled& cancelled) {
        return told_of(
            [&] {
                SystemFile file(to, SystemFile::Mode::Append);
                return digest_of(from, &file, cancelled);
            },
            done);
    });
}

JobId DiskFiles::publish(const std::string& part, const std::string& path, Target target,
                         std::function<void(PublishedOrNot)> done) {
    return add([from = text::path_of(part), to = text::path_of(path), target,
                done = std::move(done)](const Cancelled&) {
        PublishedOrNot result = Published{};
        try {
            publish_now(from, to, target);
        } catch (const FileError& error) {
            result = error;
        }
        return std::function<void()>([done, result] { done(result); });
    });
}

void DiskFiles::cancel(JobId job) {
    const auto found = open_jobs_.find(job);
    if (found == open_jobs_.end()) return;
    *found->second = true;
    open_jobs_.erase(found);
}

JobId DiskFiles::add(std::function<std::function<void()>(const Cancelled&)> work) {
    last_job_ = last_job_.next();
    auto cancelled = std::make_shared<Cancelled>(false);
    open_jobs_.emplace(last_job_, cancelled);
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back({last_job_, std::move(cancelled), std::move(work)});
    }
    changed_.notify_one();
    return last_job_;
}

void DiskFiles::run() {
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return is_ending_ || !jobs_.empty(); });
        if (is_ending_) return;
        Job job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        if (*job.cancelled) continue;
        std::function<void()> told = job.work(*job.cancelled);
        post_([this, id = job.id, told = std::move(told)] {
            if (open_jobs_.erase(id) != 0) told();
        });
    }
}

}  // namespace crosstalk::files
