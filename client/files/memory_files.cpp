#include "client/files/memory_files.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::files {

class MemoryFiles::MemorySource final : public Source {
  public:
    MemorySource(const MemoryFiles& files, std::string path) : files_(files), path_(std::move(path)) {}
    [[nodiscard]] Stamp stamp() const override { return files_.content(path_).stamp(); }
    void read(std::uint64_t offset, std::span<std::uint8_t> out) override {
        const net::Bytes& bytes = files_.content(path_).bytes;
        if (offset > bytes.size() || out.size() > bytes.size() - offset) {
            throw FileError(FileError::Kind::Changed, "The file has changed. Send it again.");
        }
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
    }

  private:
    const MemoryFiles& files_;
    std::string path_;
};

class MemoryFiles::MemoryPart final : public Part {
  public:
    MemoryPart(MemoryFiles& files, std::string path) : files_(files), path_(std::move(path)) {}
    [[nodiscard]] std::uint64_t size() const override { return files_.content(path_).bytes.size(); }
    void append(std::span<const std::uint8_t> bytes) override {
        if (const auto kind = std::exchange(files_.fails_to_append, std::nullopt)) {
            throw FileError(*kind, "The disk is full. Make room, then try again.");
        }
        if (bytes.size() > files_.free) {
            throw FileError(FileError::Kind::NoSpace, "The disk is full. Make room, then try again.");
        }
        files_.free -= bytes.size();
        Content& content = files_.files_[path_];
        content.bytes.insert(content.bytes.end(), bytes.begin(), bytes.end());
        content.changed = ++files_.clock_;
    }

  private:
    MemoryFiles& files_;
    std::string path_;
};

void MemoryFiles::put(const std::string& path, net::Bytes bytes) {
    files_[path] = {std::move(bytes), ++clock_};
}

std::optional<net::Bytes> MemoryFiles::bytes_of(const std::string& path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? std::nullopt : std::optional(found->second.bytes);
}

std::vector<std::string> MemoryFiles::paths() const {
    std::vector<std::string> paths;
    for (const auto& [path, content] : files_)
        paths.push_back(path);
    return paths;
}

const MemoryFiles::Content& MemoryFiles::content(const std::string& path) const {
    const auto found = files_.find(path);
    if (found == files_.end()) {
        throw FileError(FileError::Kind::NotFound, "There is no file \"" + path + "\". Check where it is.");
    }
    if (forbidden.contains(path)) {
        throw FileError(FileError::Kind::NotAllowed,
                        "You may not read \"" + path + "\". Choose another file, or change its permissions.");
    }
    return found->second;
}

std::unique_ptr<Source> MemoryFiles::open(const std::string& path) {
    if (is_folder(path)) {
        throw FileError(FileError::Kind::NotAFile, "\"" + path + "\" is no ordinary file. Choose a file.");
    }
    static_cast<void>(content(path));
    return std::make_unique<MemorySource>(*this, path);
}

std::unique_ptr<Part> MemoryFiles::make_part(const std::string& path) {
    if (files_.contains(path)) {
        throw FileError(FileError::Kind::Exists, "There is something at \"" + path + "\" already.");
    }
    put(path, {});
    return std::make_unique<MemoryPart>(*this, path);
}

std::unique_ptr<Part> MemoryFiles::open_part(const std::string& path) {
    static_cast<void>(content(path));
    return std::make_unique<MemoryPart>(*this, path);
}

void MemoryFiles::remove(const std::string& path) {
    const auto found = files_.find(path);
    if (found == files_.end()) return;
    free += found->second.bytes.size();
    files_.erase(found);
}

bool MemoryFiles::is_taken(const std::string& path) const {
    return files_.contains(path) || is_folder(path);
}

bool MemoryFiles::is_folder(const std::string& path) const {
    const std::string beginning = join(path, "");
    const auto inside = files_.lower_bound(beginning);
    return inside != files_.end() && inside->first.starts_with(beginning);
}

std::vector<FoundFile> MemoryFiles::list(const std::string& folder) const {
    std::vector<FoundFile> found;
    for (const auto& [path, content] : files_) {
        if (folder_of(path) == folder) found.push_back({path, content.stamp()});
    }
    return found;
}

void MemoryFiles::touch(const std::string& path) {
    const auto found = files_.find(path);
    if (found != files_.end()) found->second.changed = ++clock_;
}

JobId MemoryFiles::digest(const std::string& path, std::function<void(HashedOrNot)> done) {
    return add([this, path, done = std::move(done)] {
        try {
            const Content& whole = content(path);
            Hashed hashed{{}, whole.stamp()};
            hashed.hash.add(whole.bytes);
            done(std::move(hashed));
        } catch (const FileError& error) {
            done(error);
        }
    });
}

JobId MemoryFiles::copy(const std::string& path, const std::string& part,
                        std::function<void(HashedOrNot)> done) {
    return add([this, path, part, done = std::move(done)] {
        try {
            const net::Bytes bytes = content(path).bytes;
            Hashed hashed{{}, content(path).stamp()};
            hashed.hash.add(bytes);
            open_part(part)->append(bytes);
            done(std::move(hashed));
        } catch (const FileError& error) {
            done(error);
        }
    });
}

JobId MemoryFiles::publish(const std::string& part, const std::string& path, Target target,
                           std::function<void(PublishedOrNot)> done) {
    return add([this, part, path, target, done = std::move(done)] {
        if (const auto kind = std::exchange(fails_to_publish, std::nullopt)) {
            return done(FileError(*kind, "The disk is full. Make room, then try again."));
        }
        if (target == Target::FreeName && is_taken(path)) {
            return done(
                FileError(FileError::Kind::Exists, "There is something at \"" + path + "\" already."));
        }
        auto node = files_.extract(part);
        if (node.empty())
            return done(FileError(FileError::Kind::NotFound, "There is no file \"" + part + "\"."));
        files_[path] = std::move(node.mapped());
        done(Published{});
    });
}

JobId MemoryFiles::add(std::function<void()> work) {
    last_job_ = last_job_.next();
    open_jobs_.insert(last_job_);
    post_([this, id = last_job_, work = std::move(work)] {
        if (open_jobs_.erase(id) != 0) work();
    });
    return last_job_;
}

}  // namespace crosstalk::files
