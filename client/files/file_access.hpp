// Port: the files of this machine that transfers read and make. The disk in a program (disk_files.hpp), memory in tests.
//
// A file that comes is written under a temporary name and gets its own only when it is whole: never over another file,
// never through a link, never with the right to be executed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "net/hashing/sha256.hpp"
#include "net/ids.hpp"

namespace crosstalk::files {

// What temporary names end in.
inline constexpr std::string_view part_suffix = ".crosstalk-part";

// what() is for people: what happened, then what to do.
class FileError : public std::runtime_error {
  public:
    enum class Kind : std::uint8_t {
        NotFound,
        NotAllowed,
        NotAFile,  // a folder, a device, a link where none may be
        Exists,    // there is something of that name already
        Changed,   // since it was looked at
        NoSpace,
        Failed,
    };
    FileError(Kind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
    [[nodiscard]] Kind kind() const { return kind_; }

  private:
    Kind kind_;
};

// By which one sees that a file is still the same.
struct Stamp {
    std::uint64_t size = 0;
    std::int64_t changed = 0;  // nanoseconds, of the system's clock for files

    template <class Archive>
    void serialize(Archive& ar) {
        ar(size, changed);
    }
    friend bool operator==(const Stamp&, const Stamp&) = default;
};

// Open for reading.
class Source {
  public:
    virtual ~Source() = default;
    [[nodiscard]] virtual Stamp stamp() const = 0;
    // All of `out`, or FileError: Changed if the file ends before.
    virtual void read(std::uint64_t offset, std::span<std::uint8_t> out) = 0;
};

// A file that grows at its end, under a temporary name. It stays when this is destroyed.
class Part {
  public:
    virtual ~Part() = default;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    // All of it; after an error nobody knows how much.
    virtual void append(std::span<const std::uint8_t> bytes) = 0;
};

// Of a whole file.
struct Hashed {
    net::Sha256 hash;  // more can be added
    Stamp stamp;
};

struct FoundFile {
    std::string path;
    Stamp stamp;
};

enum class Target : std::uint8_t {
    FreeName,  // FileError Exists if something is there; the system is told that the file comes from elsewhere
    Cache,     // what is there is replaced
};

using JobId = net::Number<struct FileJobTag>;
using HashedOrNot = std::variant<Hashed, FileError>;
struct Published {};
using PublishedOrNot = std::variant<Published, FileError>;

// Contract, kept by every implementation and checked by the conformance suite. Thread: the loop's. Paths are UTF-8, and
// absolute or relative to where the program was started. Everything throws FileError but what says otherwise.
class FileAccess {
  public:
    virtual ~FileAccess() = default;

    // An ordinary file that may be read; links to one are followed. Calls of the source take as long as the disk does.
    virtual std::unique_ptr<Source> open(const std::string& path) = 0;
    // A new empty one; Exists if there is anything of that name, be it a link to nowhere.
    virtual std::unique_ptr<Part> make_part(const std::string& path) = 0;
    // One that was made before; NotFound if something else stands there now.
    virtual std::unique_ptr<Part> open_part(const std::string& path) = 0;
    // No errors: what cannot be removed stays. Removes no folders.
    virtual void remove(const std::string& path) = 0;
    // A link to nowhere counts. No errors.
    [[nodiscard]] virtual bool is_taken(const std::string& path) const = 0;
    [[nodiscard]] virtual bool is_folder(const std::string& path) const = 0;
    virtual void make_folder(const std::string& path) = 0;
    // What a user of this account may still write there.
    [[nodiscard]] virtual std::uint64_t free_bytes(const std::string& folder) const = 0;
    // The ordinary files right in it; none if there is no such folder.
    [[nodiscard]] virtual std::vector<FoundFile> list(const std::string& folder) const = 0;
    // It was used just now: in list() it is the newest. No errors.
    virtual void touch(const std::string& path) = 0;

    // --- what may take long: beside the loop; the callback comes later, on the loop, exactly once unless cancelled

    // Reads the whole file: an ordinary one, or a part.
    virtual JobId digest(const std::string& path, std::function<void(HashedOrNot)> done) = 0;
    // Appends the whole file to a part, and gives the hash of what was appended.
    virtual JobId copy(const std::string& path, const std::string& part,
                       std::function<void(HashedOrNot)> done) = 0;
    // Brings the part to the disk and gives it that name, in the same folder.
    virtual JobId publish(const std::string& part, const std::string& path, Target target,
                          std::function<void(PublishedOrNot)> done) = 0;
    // What has begun may still happen; nobody is told. A job that is over or never was: nothing.
    virtual void cancel(JobId job) = 0;
};

// --- paths, by the rules of this system

std::string join(const std::string& folder, const std::string& name);
std::string folder_of(const std::string& path);
std::string name_of(const std::string& path);
// The first of "name.ext", "name (2).ext", ... that is not taken.
std::string free_path(const FileAccess& files, const std::string& folder, const std::string& name);

}  // namespace crosstalk::files
