#include "net/frame.hpp"

#include <gtest/gtest.h>

#include <random>

#include "net/codec.hpp"
#include "tests/net/allocations.hpp"
#include "tests/net/said.hpp"

namespace crosstalk::net {
namespace {

using testing_wire::allocations_of;
using NeedMore = FrameSplitter::NeedMore;

// A frame as a value that outlives the splitter's next call.
struct Frame {
    FrameHeader header;
    Bytes payload;
    friend bool operator==(const Frame&, const Frame&) = default;
};

Frame copy(const FrameView& view) {
    return {view.header, Bytes(view.payload.begin(), view.payload.end())};
}

// Everything that can be had now, until more is needed or the stream is faulty.
std::vector<Frame> drain(FrameSplitter& splitter) {
    std::vector<Frame> frames;
    for (;;) {
        const FrameSplitter::Next next = splitter.next();
        const auto* view = std::get_if<FrameView>(&next);
        if (view == nullptr) return frames;
        frames.push_back(copy(*view));
    }
}

bool is_faulted(FrameSplitter& splitter) {
    return std::holds_alternative<FrameFault>(splitter.next());
}

Bytes header_of(std::size_t payload) {
    Bytes bytes(frame_header_bytes);
    write_header({.size = static_cast<std::uint32_t>(payload), .type = 16, .flags = 0, .tag = {}},
                 std::span<std::uint8_t, frame_header_bytes>(bytes));
    return bytes;
}

Bytes frame_of(std::size_t payload) {
    Bytes bytes = header_of(payload);
    bytes.resize(frame_header_bytes + payload, 0x5a);
    return bytes;
}

// All samples one after the other, and the frames that they are.
struct Stream {
    Bytes bytes;
    std::vector<Frame> frames;

    Stream() {
        for (const testing_wire::Said& said : testing_wire::everything_said()) {
            if (said.speaker() == testing_wire::Speaker::Journal) continue;
            const Bytes frame = testing_wire::encoded(said.content);
            frames.push_back({read_header(std::span(frame).first<frame_header_bytes>()),
                              Bytes(frame.begin() + frame_header_bytes, frame.end())});
            bytes.insert(bytes.end(), frame.begin(), frame.end());
        }
    }
};

TEST(FrameSplitter, a_header_is_twelve_bytes_little_endian) {
    Bytes bytes(frame_header_bytes);
    const FrameHeader header{.size = 0x04030201, .type = 0x0605, .flags = 0x0807, .tag = {0x0c0b0a09}};
    write_header(header, std::span<std::uint8_t, frame_header_bytes>(bytes));
    EXPECT_EQ(bytes, (Bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    EXPECT_EQ(read_header(std::span(bytes).first<frame_header_bytes>()), header);
}

TEST(FrameSplitter, two_sends_are_never_read_as_one_message_nor_one_as_two) {
    const Submit hello{{1}, {1}, PostMessage{lobby, "hello\n"}};
    const Submit world{{1}, {2}, PostMessage{lobby, "\nworld"}};
    const Bytes one = encode(hello);
    const Bytes two = encode(world);
    Bytes both = one;
    both.insert(both.end(), two.begin(), two.end());
    const auto said = [](const Frame& frame) {
        return std::get<FromClient>(decode_from_client({frame.header, frame.payload}));
    };

    FrameSplitter together(max_frame_bytes);
    together.append(both);
    const std::vector<Frame> frames = drain(together);
    ASSERT_EQ(frames.size(), 2u);
    EXPECT_EQ(said(frames[0]), FromClient(hello));
    EXPECT_EQ(said(frames[1]), FromClient(world));

    for (std::size_t cut = 1; cut < one.size(); ++cut) {
        FrameSplitter apart(max_frame_bytes);
        apart.append(std::span(one).first(cut));
        EXPECT_TRUE(drain(apart).empty()) << "cut at " << cut;
        apart.append(std::span(one).subspan(cut));
        const std::vector<Frame> whole = drain(apart);
        ASSERT_EQ(whole.size(), 1u) << "cut at " << cut;
        EXPECT_EQ(said(whole[0]), FromClient(hello));
    }
}

TEST(FrameSplitter, a_stream_cut_anywhere_gives_the_same_frames) {
    const Stream stream;
    for (std::size_t cut = 0; cut <= stream.bytes.size(); ++cut) {
        FrameSplitter splitter(max_frame_bytes);
        splitter.append(std::span(stream.bytes).first(cut));
        std::vector<Frame> frames = drain(splitter);
        splitter.append(std::span(stream.bytes).subspan(cut));
        for (Frame& frame : drain(splitter))
            frames.push_back(std::move(frame));
        ASSERT_EQ(frames, stream.frames) << "cut at " << cut;
    }
}

TEST(FrameSplitter, a_stream_that_comes_byte_by_byte_gives_the_same_frames) {
    const Stream stream;
    FrameSplitter splitter(max_frame_bytes);
    std::vector<Frame> frames;
    for (const std::uint8_t byte : stream.bytes) {
        splitter.append({&byte, 1});
        for (Frame& frame : drain(splitter))
            frames.push_back(std::move(frame));
    }
    EXPECT_EQ(frames, stream.frames);
}

TEST(FrameSplitter, a_stream_cut_at_random_and_drained_now_and_then_gives_the_same_frames) {
    const Stream stream;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        FrameSplitter splitter(max_frame_bytes);
        std::vector<Frame> frames;
        std::span<const std::uint8_t> rest(stream.bytes);
        while (!rest.empty()) {
            const std::size_t size = std::min<std::size_t>(rest.size(), random() % 200);
            splitter.append(rest.first(size));
            rest = rest.subspan(size);
            // Sometimes only one frame is taken before more bytes come, sometimes none.
            const FrameSplitter::Next next = random() % 3 == 0 ? NeedMore{} : splitter.next();
            if (const auto* view = std::get_if<FrameView>(&next)) frames.push_back(copy(*view));
        }
        for (Frame& frame : drain(splitter))
            frames.push_back(std::move(frame));
        ASSERT_EQ(frames, stream.frames) << "seed " << seed;
    }
}

TEST(FrameSplitter, a_frame_as_large_as_allowed_passes_and_one_byte_more_is_refused) {
    FrameSplitter splitter(100);
    splitter.append(frame_of(99));
    splitter.append(frame_of(100));
    EXPECT_EQ(drain(splitter).size(), 2u);
    splitter.append(header_of(101));
    EXPECT_TRUE(is_faulted(splitter));
}

TEST(FrameSplitter, an_oversized_frame_is_refused_by_its_header_alone_and_takes_no_memory) {
    for (const std::size_t size : {max_frame_bytes + 1, std::size_t{0x7fffffff}, std::size_t{0xffffffff}}) {
        FrameSplitter splitter(max_frame_bytes);
        const Bytes header = header_of(size);
        bool faulted = false;
        const auto taken = allocations_of([&] {
            splitter.append(header);
            faulted = is_faulted(splitter);
        });
        EXPECT_TRUE(faulted);
        EXPECT_LE(taken.bytes, 64u);
    }
}

TEST(FrameSplitter, a_promised_frame_takes_no_memory_before_its_bytes_come) {
    FrameSplitter splitter(max_frame_bytes);
    const Bytes header = header_of(max_frame_bytes);
    const auto taken = allocations_of([&] {
        splitter.append(header);
        EXPECT_TRUE(std::holds_alternative<NeedMore>(splitter.next()));
    });
    EXPECT_LE(taken.bytes, 64u);
}

TEST(FrameSplitter, the_frames_before_an_oversized_one_are_given_first) {
    FrameSplitter splitter(100);
    Bytes bytes = frame_of(10);
    const Bytes large = frame_of(101);
    bytes.insert(bytes.end(), large.begin(), large.end());
    splitter.append(bytes);
    EXPECT_TRUE(std::holds_alternative<FrameView>(splitter.next()));
    EXPECT_TRUE(is_faulted(splitter));
}

TEST(FrameSplitter, a_faulty_stream_stays_faulty_and_keeps_nothing_of_what_follows) {
    FrameSplitter splitter(100);
    splitter.append(header_of(101));
    EXPECT_TRUE(is_faulted(splitter));
    const Bytes good = frame_of(50);
    const auto taken = allocations_of([&] { splitter.append(good); });
    EXPECT_EQ(taken.count, 0u);
    splitter.set_max_payload(1000);
    EXPECT_TRUE(is_faulted(splitter));
    EXPECT_TRUE(is_faulted(splitter));
    EXPECT_FALSE(splitter.inside_frame());
}

TEST(FrameSplitter, the_limit_rises_for_a_frame_that_waits_behind_the_login) {
    FrameSplitter splitter(max_login_frame_bytes);
    Bytes bytes = frame_of(100);
    const Bytes large = frame_of(max_login_frame_bytes + 1);
    bytes.insert(bytes.end(), large.begin(), large.end());
    splitter.append(bytes);
    EXPECT_TRUE(std::holds_alternative<FrameView>(splitter.next()));
    splitter.set_max_payload(max_frame_bytes);
    EXPECT_TRUE(std::holds_alternative<FrameView>(splitter.next()));
}

TEST(FrameSplitter, an_idle_splitter_holds_no_memory) {
    FrameSplitter splitter(max_frame_bytes);
    const Bytes large = frame_of(max_frame_bytes);
    splitter.append(large);
    EXPECT_EQ(drain(splitter).size(), 1u);
    // Whoever holds nothing has to take memory for the next byte.
    const auto taken = allocations_of([&] { splitter.append(std::span(large).first(1)); });
    EXPECT_EQ(taken.count, 1u);
    EXPECT_LE(taken.bytes, 64u);
}

TEST(FrameSplitter, it_knows_whether_a_frame_has_begun) {
    FrameSplitter splitter(max_frame_bytes);
    EXPECT_FALSE(splitter.inside_frame());
    const Bytes frame = frame_of(3);
    for (std::size_t i = 0; i + 1 < frame.size(); ++i) {
        splitter.append({&frame[i], 1});
        EXPECT_TRUE(std::holds_alternative<NeedMore>(splitter.next()));
        EXPECT_TRUE(splitter.inside_frame()) << i;
    }
    splitter.append({&frame.back(), 1});
    EXPECT_EQ(drain(splitter).size(), 1u);
    EXPECT_FALSE(splitter.inside_frame());
}

TEST(FrameSplitter, a_frame_without_payload_is_a_frame) {
    FrameSplitter splitter(max_frame_bytes);
    splitter.append(encode(Ping{}, {5}));
    const std::vector<Frame> frames = drain(splitter);
    ASSERT_EQ(frames.size(), 1u);
    EXPECT_EQ(frames[0], (Frame{{.size = 0, .type = 16, .flags = 0, .tag = {5}}, {}}));
}

TEST(FrameSplitter, a_wrong_byte_anywhere_in_a_stream_gives_faults_or_values_within_their_limits) {
    const Stream stream;
    Bytes bytes = stream.bytes;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        bytes[at] ^= 0x11U;
        FrameSplitter splitter(max_frame_bytes);
        splitter.append(bytes);
        std::size_t total = 0;
        for (const Frame& frame : drain(splitter)) {
            total += frame_header_bytes + frame.payload.size();
            for (const auto speaker : {testing_wire::Speaker::Client, testing_wire::Speaker::Server})
                ASSERT_EQ(testing_wire::complaint_about(speaker, frame.header.type, frame.payload), "")
                    << "byte " << at;
        }
        ASSERT_LE(total, bytes.size());
        bytes[at] ^= 0x11U;
    }
}

}  // namespace
}  // namespace crosstalk::net
