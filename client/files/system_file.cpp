// What is said about files that fail, the same on every system.
#include "client/files/system_file.hpp"

#include "net/text/paths.hpp"

namespace crosstalk::files {

namespace {

std::string quoted(const std::filesystem::path& path) {
    return "\"" + text::utf8_of(path) + "\"";
}

}  // namespace

FileError unreadable(FileError::Kind kind, const std::filesystem::path& path, const std::string& cause) {
    switch (kind) {
        case FileError::Kind::NotFound:
            return {kind, "There is no file " + quoted(path) + ". Check where it is."};
        case FileError::Kind::NotAllowed:
            return {kind,
                    "You may not read " + quoted(path) + ". Choose another file, or change its permissions."};
        case FileError::Kind::NotAFile:
            return {kind, quoted(path) + " is no ordinary file. Choose a file."};
        case FileError::Kind::Changed:
            return {kind, quoted(path) + " was changed while it was being read. Send it again."};
        default:
            return {kind, quoted(path) + " cannot be read: " + cause + ". Check the disk."};
    }
}

FileError unwritable(FileError::Kind kind, const std::filesystem::path& path, const std::string& cause) {
    switch (kind) {
        case FileError::Kind::NotFound:
            return {kind, "There is no folder " + quoted(path.parent_path()) + ". Choose another one."};
        case FileError::Kind::NotAllowed:
            return {kind, "You may not write in " + quoted(path.parent_path()) +
                              ". Choose another folder for downloads."};
        case FileError::Kind::Exists:
            return {kind, "There is something at " + quoted(path) + " already. Choose another name."};
        case FileError::Kind::NoSpace:
            return {kind,
                    "The disk with " + quoted(path.parent_path()) + " is full. Make room, then try again."};
        default:
            return {kind, quoted(path) + " cannot be written: " + cause + ". Check the disk."};
    }
}

}  // namespace crosstalk::files
