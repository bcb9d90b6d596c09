#include "tests/client/toy_files.hpp"

#include <algorithm>
#include <utility>

#include "net/hashing/sha256.hpp"

namespace crosstalk::testing {

net::Outcome ToyFiles::begin(const net::BeginUpload& begun) {
    if (begin_outcome) return {.status = *begin_outcome};
    const net::UploadId id{++last_upload_};
    uploads[id].begun = begun;
    return {.status = net::Status::Done, .upload = id};
}

std::optional<std::vector<net::File>> ToyFiles::take(const std::vector<net::PostedFile>& files) {
    std::vector<net::File> taken;
    for (const net::PostedFile& file : files) {
        const auto upload = uploads.find(file.upload);
        if (upload == uploads.end() || !upload->second.is_finished) return std::nullopt;
        const net::BeginUpload& begun = upload->second.begun;
        taken.push_back({begun.name, begun.size, begun.hash, file.width, file.height});
    }
    for (const net::PostedFile& file : files) {
        bodies[uploads[file.upload].begun.hash] = uploads[file.upload].bytes;
        uploads.erase(file.upload);
    }
    return taken;
}

net::File ToyFiles::add(const std::string& name, net::Bytes bytes, const net::FileSource& source) {
    const net::File file{name, bytes.size(), net::sha256(bytes), 0, 0};
    bodies[file.hash] = std::move(bytes);
    named[source] = file;
    return file;
}

void ToyFiles::Session::send(net::FromServer message, net::Tag tag) {
    if (files_.twists) files_.twists(message);
    send_(message, tag);
}

void ToyFiles::Session::take(const net::FromClient& message, net::Tag tag) {
    if (const auto* put = std::get_if<net::PutFile>(&message)) take(*put);
    if (const auto* chunk = std::get_if<net::PutChunk>(&message)) take(*chunk);
    if (const auto* open = std::get_if<net::OpenFile>(&message)) take(*open, tag);
    if (const auto* pull = std::get_if<net::PullFile>(&message)) take(*pull);
    if (const auto* close = std::get_if<net::CloseFile>(&message)) handles_.erase(close->handle);
}

void ToyFiles::Session::take(const net::PutFile& put) {
    if (!files_.upload_faults.empty()) {
        const net::FileProblem problem = files_.upload_faults.front();
        files_.upload_faults.pop_front();
        if (problem == net::FileProblem::NotFound) files_.uploads.erase(put.upload);
        return send(net::FileFault{put.upload, {}, problem});
    }
    const auto upload = files_.uploads.find(put.upload);
    if (upload == files_.uploads.end())
        return send(net::FileFault{put.upload, {}, net::FileProblem::NotFound});
    unanswered_[put.upload] = 0;
    send(net::PutProgress{put.upload, upload->second.bytes.size()});
    finish(put.upload);
}

void ToyFiles::Session::take(const net::PutChunk& chunk) {
    const auto upload = files_.uploads.find(chunk.upload);
    if (upload == files_.uploads.end()) return;
    files_.bytes_put += chunk.bytes.size();
    net::Bytes& bytes = upload->second.bytes;
    if (chunk.offset != bytes.size()) {
        return send(net::FileFault{chunk.upload, {}, net::FileProblem::WrongOffset});
    }
    bytes.insert(bytes.end(), chunk.bytes.begin(), chunk.bytes.end());
    std::uint64_t& unanswered = unanswered_[chunk.upload];
    unanswered += chunk.bytes.size();
    files_.most_outstanding = std::max<std::size_t>(files_.most_outstanding, unanswered);
    if (unanswered >= files_.answers_each || bytes.size() == upload->second.begun.size) {
        unanswered = 0;
        send(net::PutProgress{chunk.upload, bytes.size()});
    }
    finish(chunk.upload);
}

void ToyFiles::Session::finish(net::UploadId id) {
    Upload& upload = files_.uploads[id];
    if (upload.bytes.size() < upload.begun.size) return;
    if (net::sha256(upload.bytes) != upload.begun.hash) {
        files_.uploads.erase(id);
        return send(net::FileFault{id, {}, net::FileProblem::WrongHash});
    }
    upload.is_finished = true;
    send(net::PutDone{id});
}

void ToyFiles::Session::take(const net::OpenFile& open, net::Tag tag) {
    files_.opened.push_back(open.source);
    if (!files_.download_faults.empty()) {
        const net::FileProblem problem = files_.download_faults.front();
        files_.download_faults.pop_front();
        return send(net::FileFault{{}, {}, problem}, tag);
    }
    const auto named = files_.named.find(open.source);
    if (named == files_.named.end()) return send(net::FileFault{{}, {}, net::FileProblem::NotFound}, tag);
    const net::FileHandle handle{++last_handle_};
    handles_[handle] = named->second.hash;
    send(net::FileOpened{handle, named->second.size, named->second.hash}, tag);
}

void ToyFiles::Session::take(const net::PullFile& pull) {
    const auto handle = handles_.find(pull.handle);
    if (handle == handles_.end()) return;
    const net::Bytes& body = files_.bodies[handle->second];
    const std::uint64_t from = std::min<std::uint64_t>(pull.offset, body.size());
    const std::uint64_t count = std::min<std::uint64_t>(pull.count, body.size() - from);
    files_.bytes_pulled += count;
    const auto begin = body.begin() + static_cast<std::ptrdiff_t>(from);
    send(net::FileChunk{pull.handle, pull.offset,
                        net::Bytes(begin, begin + static_cast<std::ptrdiff_t>(count))});
}

}  // namespace crosstalk::testing
