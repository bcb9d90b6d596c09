// Transfers against a server that is played by hand, and the two ends of the bare copy against each other.
#include "bench/transfers/transfer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include <stdexcept>
#include <thread>

#include "bench/load/crowd.hpp"
#include "bench/transfers/bare_copy.hpp"
#include "bench/transfers/bare_server.hpp"
#include "net/codec.hpp"
#include "net/frame.hpp"
#include "net/upload_window.hpp"

namespace {

using namespace crosstalk;
using namespace crosstalk::bench;

constexpr net::UploadId upload_id{9};
constexpr std::uint64_t size = 3 * net::file_window_bytes + 5;

// What one connection was told.
struct Wire {
    std::vector<net::FromClient> said;
    Transfer::Send send() {
        return [this](const net::Bytes& frame) {
            const net::FrameHeader header =
                net::read_header(std::span(frame).first<net::frame_header_bytes>());
            auto decoded =
                net::decode_from_client({header, std::span(frame).subspan(net::frame_header_bytes)});
            said.push_back(std::get<net::FromClient>(std::move(decoded)));
        };
    }
    template <class M>
    [[nodiscard]] std::vector<M> all() const {
        std::vector<M> found;
        for (const auto& message : said) {
            if (const auto* one = std::get_if<M>(&message)) found.push_back(*one);
        }
        return found;
    }
};

struct AnUpload : testing::Test {
    Content content{ContentSeed{1}, size};
    Upload upload{upload_id, content};
    Wire wire;
    void begin() {
        upload.begin(wire.send());
        upload.receive(net::PutProgress{upload_id, 0});
    }
};

TEST_F(AnUpload, sends_nothing_before_the_server_says_from_where_and_then_one_window) {
    upload.begin(wire.send());
    EXPECT_TRUE(wire.all<net::PutChunk>().empty());
    upload.receive(net::PutProgress{upload_id, 0});
    EXPECT_EQ(wire.all<net::PutChunk>().size(), net::upload_window_bytes / net::file_chunk_bytes);
    EXPECT_EQ(upload.begun(), net::upload_window_bytes);
}

TEST_F(AnUpload, sends_all_bytes_in_order_and_is_done_when_the_server_says_so) {
    begin();
    while (upload.arrived() < size) {
        EXPECT_FALSE(upload.is_done());
        upload.receive(net::PutProgress{upload_id, upload.begun()});
    }
    upload.receive(net::PutDone{upload_id});
    EXPECT_TRUE(upload.is_done());
    net::Sha256 hash;
    std::uint64_t at = 0;
    for (const net::PutChunk& chunk : wire.all<net::PutChunk>()) {
        EXPECT_EQ(chunk.offset, at);
        at += chunk.bytes.size();
        hash.add(chunk.bytes);
    }
    EXPECT_EQ(at, size);
    EXPECT_EQ(hash.finish(), content.hash());
}

TEST_F(AnUpload, counts_after_a_cut_what_it_has_to_send_again) {
    begin();
    upload.receive(net::PutProgress{upload_id, net::file_chunk_bytes});
    Wire next;
    upload.begin(next.send());
    EXPECT_FALSE(upload.goes_on());
    upload.receive(net::PutProgress{upload_id, 3 * net::file_chunk_bytes});
    EXPECT_TRUE(upload.goes_on());
    EXPECT_EQ(upload.repeated(), net::upload_window_bytes - 2 * net::file_chunk_bytes);
    EXPECT_EQ(next.all<net::PutChunk>().front().offset, 3 * net::file_chunk_bytes);
}

TEST_F(AnUpload, fails_when_the_server_loses_what_was_durable_or_breaks_off) {
    begin();
    upload.receive(net::PutProgress{upload_id, 2 * net::file_chunk_bytes});
    EXPECT_THROW(upload.receive(net::PutProgress{upload_id, net::file_chunk_bytes}), std::runtime_error);
    EXPECT_THROW(upload.receive(net::PutDone{upload_id}), std::runtime_error);
    EXPECT_THROW(upload.receive(net::FileFault{upload_id, {}, net::FileProblem::NoSpace}),
                 std::runtime_error);
}

struct ADownload : testing::Test {
    static constexpr net::FileHandle handle{4};
    Content content{ContentSeed{1}, size};
    net::File file{.name = "bench.bin", .size = size, .hash = content.hash(), .width = 0, .height = 0};
    Wire wire;

    net::FileChunk chunk_at(std::uint64_t offset) const {
        net::FileChunk chunk{handle, offset, {}};
        chunk.bytes.resize(std::min<std::uint64_t>(net::file_chunk_bytes, size - offset));
        content.fill(offset, chunk.bytes);
        return chunk;
    }
};

TEST_F(ADownload, asks_for_one_window_and_is_done_with_the_last_byte) {
    Download download({}, file, Repeat::Once);
    download.begin(wire.send());
    download.receive(net::FileOpened{handle, size, file.hash});
    EXPECT_EQ(wire.all<net::PullFile>().size(), net::file_window_bytes / net::file_chunk_bytes);
    for (std::uint64_t at = 0; at < size; at += net::file_chunk_bytes) {
        EXPECT_FALSE(download.is_done());
        download.receive(chunk_at(at));
    }
    EXPECT_TRUE(download.is_done());
    EXPECT_EQ(wire.all<net::CloseFile>().size(), 1u);
}

TEST_F(ADownload, that_repeats_opens_the_file_again) {
    Download download({}, file, Repeat::ForEver);
    download.begin(wire.send());
    for (int round = 0; round < 2; ++round) {
        download.receive(net::FileOpened{handle, size, file.hash});
        for (std::uint64_t at = 0; at < size; at += net::file_chunk_bytes)
            download.receive(chunk_at(at));
    }
    EXPECT_FALSE(download.is_done());
    EXPECT_EQ(wire.all<net::OpenFile>().size(), 3u);
    EXPECT_EQ(download.arrived_in_all(), 2 * size);
}

TEST_F(ADownload, fails_when_a_byte_is_another_one) {
    Download download({}, file, Repeat::Once);
    download.begin(wire.send());
    download.receive(net::FileOpened{handle, size, file.hash});
    const auto give_all = [&] {
        for (std::uint64_t at = 0; at < size; at += net::file_chunk_bytes) {
            net::FileChunk chunk = chunk_at(at);
            if (at == 0) chunk.bytes.at(100) ^= 1;
            download.receive(chunk);
        }
    };
    EXPECT_THROW(give_all(), std::runtime_error);
}

TEST(TheBareCopy, gives_back_what_was_put_whatever_its_size) {
    for (const std::uint64_t bytes : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{3'000'001}}) {
        BareFileServer server("bare-copy.bin");
        std::thread thread([&] {
            for (int connection = 0; connection < 3; ++connection)
                server.serve_one();
        });
        const Content content(ContentSeed{5}, bytes);
        put_bare(server.port(), content, content.hash());
        EXPECT_EQ(std::filesystem::file_size("bare-copy.bin"), bytes);
        get_bare(server.port(), bytes, content.hash(), BareOrder::Get);
        get_bare(server.port(), bytes, content.hash(), BareOrder::GetUnhashed);
        thread.join();
    }
}

TEST(TheBareCopy, fails_when_the_bytes_are_others) {
    BareFileServer server("bare-copy.bin");
    std::thread thread([&] {
        for (int connection = 0; connection < 2; ++connection)
            server.serve_one();
    });
    const Content content(ContentSeed{5}, 100'000);
    put_bare(server.port(), content, content.hash());
    EXPECT_THROW(get_bare(server.port(), 100'000, Content(ContentSeed{6}, 100'000).hash(), BareOrder::Get),
                 RoundFailed);
    thread.join();
}

}  // namespace
