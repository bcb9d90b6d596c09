// Each sentence of the contract in server/ports/blobs.hpp, for every store there is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "net/hashing/sha256.hpp"
#include "tests/conformance/blob_stores.hpp"

namespace crosstalk::testing {
namespace {

using ports::BlobFault;
using ports::BlobName;
using ports::UploadId;

constexpr net::Milliseconds hour{3'600'000};

net::Bytes body_of(std::size_t size, std::uint8_t first = 0) {
    net::Bytes body(size);
    for (std::size_t index = 0; index < size; ++index)
        body[index] = static_cast<std::uint8_t>(first + index * 7 + index / 251);
    return body;
}

// What was answered: a value or a fault.
template <class T>
struct Answered {
    std::optional<T> value;
    std::optional<BlobFault> fault;
    bool came = false;

    ports::Blobs::Answer<T> callback() {
        return [this](std::optional<T> with_value, std::optional<BlobFault> with_fault) {
            EXPECT_FALSE(came);
            EXPECT_NE(with_value.has_value(), with_fault.has_value());
            value = std::move(with_value);
            fault = with_fault;
            came = true;
        };
    }
};

template <class Stores>
class BlobsContract : public ::testing::Test {
  protected:
    void crash() { blobs_ = nullptr; }
    void restart() {
        crash();
        blobs_ = stores_.open();
    }
    template <class T, class Call>
    Answered<T> ask(Call call) {
        Answered<T> answered;
        call(answered.callback());
        EXPECT_FALSE(answered.came) << "inside the call";
        EXPECT_TRUE(stores_.run_until([&] { return answered.came; }));
        return answered;
    }
    Answered<std::uint64_t> begin(UploadId upload, const BlobName& name, std::uint64_t size) {
        return ask<std::uint64_t>([&](auto callback) { blobs_->begin(upload, name, size, callback); });
    }
    Answered<std::uint64_t> begin(UploadId upload, const net::Bytes& body) {
        return begin(upload, net::sha256(body), body.size());
    }
    Answered<std::uint64_t> write(UploadId upload, std::uint64_t offset, const net::Bytes& bytes) {
        return ask<std::uint64_t>([&](auto callback) { blobs_->write(upload, offset, bytes, callback); });
    }
    Answered<BlobName> finish(UploadId upload) {
        return ask<BlobName>([&](auto callback) { blobs_->finish(upload, callback); });
    }
    Answered<net::Bytes> read(const BlobName& name, std::uint64_t offset = 0, std::size_t count = 1U << 20U) {
        return ask<net::Bytes>([&](auto callback) { blobs_->read(name, offset, count, callback); });
    }
    BlobName store(const net::Bytes& body, UploadId upload = {99}) {
        EXPECT_EQ(begin(upload, body).value, 0u);
        EXPECT_EQ(write(upload, 0, body).value, body.size());
        EXPECT_EQ(finish(upload).value, net::sha256(body));
        return net::sha256(body);
    }
    bool exists(const BlobName& name) { return read(name, 0, 1).value.has_value(); }
    // Sweeps, and waits for what was begun after it.
    void sweep(net::Milliseconds age, const std::set<BlobName>& named, const std::set<UploadId>& known = {}) {
        blobs_->sweep(age, {.blob = [named](const BlobName& name) { return named.contains(name); },
                            .upload = [known](UploadId upload) { return known.contains(upload); }});
        // One question to find what is old, one more to have it removed.
        read({});
        read({});
    }

    Stores stores_;
    std::unique_ptr<ports::Blobs> blobs_ = stores_.open();
    net::Bytes body_ = body_of(100'000);
};

using AllStores = ::testing::Types<MemoryBlobStores, DiskBlobStores>;
class StoreNames {
  public:
    template <class T>
    static std::string GetName(int) {
        return std::is_same_v<T, MemoryBlobStores> ? "memory" : "disk";
    }
};
TYPED_TEST_SUITE(BlobsContract, AllStores, StoreNames);

TYPED_TEST(BlobsContract, an_upload_begins_at_zero_and_each_write_answers_how_far_it_is) {
    EXPECT_EQ(this->begin({1}, this->body_).value, 0u);
    EXPECT_EQ(this->write({1}, 0, body_of(1'000)).value, 1'000u);
    EXPECT_EQ(this->write({1}, 1'000, body_of(500)).value, 1'500u);
    EXPECT_EQ(this->begin({1}, this->body_).value, 1'500u);
}

TYPED_TEST(BlobsContract, what_was_acknowledged_survives_a_crash_and_is_gone_on_with) {
    this->begin({1}, this->body_);
    const auto half = this->body_.begin() + 50'000;
    this->write({1}, 0, {this->body_.begin(), half});
    this->restart();
    EXPECT_EQ(this->begin({1}, this->body_).value, 50'000u);
    EXPECT_EQ(this->write({1}, 50'000, {half, this->body_.end()}).value, 100'000u);
    this->restart();
    EXPECT_EQ(this->finish({1}).value, net::sha256(this->body_));
    EXPECT_EQ(this->read(net::sha256(this->body_)).value, this->body_);
}

TYPED_TEST(BlobsContract, the_same_upload_with_another_hash_or_size_is_refused_and_nothing_changes) {
    this->begin({1}, this->body_);
    this->write({1}, 0, body_of(10));
    EXPECT_EQ(this->begin({1}, {}, this->body_.size()).fault, BlobFault::WrongHash);
    EXPECT_EQ(this->begin({1}, net::sha256(this->body_), 5).fault, BlobFault::WrongSize);
    EXPECT_EQ(this->begin({1}, this->body_).value, 10u);
}

TYPED_TEST(BlobsContract, a_write_at_another_offset_is_refused) {
    this->begin({1}, this->body_);
    this->write({1}, 0, body_of(10));
    EXPECT_EQ(this->write({1}, 0, body_of(10)).fault, BlobFault::WrongOffset);
    EXPECT_EQ(this->write({1}, 11, body_of(10)).fault, BlobFault::WrongOffset);
    EXPECT_EQ(this->write({1}, 10, body_of(10)).value, 20u);
}

TYPED_TEST(BlobsContract, a_write_beyond_the_announced_size_is_refused) {
    this->begin({1}, this->body_);
    this->write({1}, 0, {this->body_.begin(), this->body_.end() - 1});
    EXPECT_EQ(this->write({1}, 99'999, body_of(2)).fault, BlobFault::TooLong);
    EXPECT_EQ(this->write({1}, 99'999, {this->body_.back()}).value, 100'000u);
    EXPECT_EQ(this->finish({1}).value, net::sha256(this->body_));
}

TYPED_TEST(BlobsContract, an_upload_that_was_not_begun_is_not_found) {
    EXPECT_EQ(this->write({7}, 0, body_of(1)).fault, BlobFault::NotFound);
    EXPECT_EQ(this->finish({7}).fault, BlobFault::NotFound);
}

TYPED_TEST(BlobsContract, writes_may_be_on_their_way_together_and_those_of_an_upload_are_answered_in_order) {
    this->begin({1}, this->body_);
    this->begin({2}, this->body_);
    std::map<UploadId, std::vector<std::uint64_t>> answers;
    for (std::uint64_t chunk = 0; chunk < 10; ++chunk) {
        for (const UploadId upload : {UploadId{1}, UploadId{2}}) {
            const auto from = this->body_.begin() + static_cast<std::ptrdiff_t>(chunk * 10'000);
            this->blobs_->write(upload, chunk * 10'000, {from, from + 10'000},
                                [&, upload](std::optional<std::uint64_t> durable, std::optional<BlobFault>) {
                                    answers[upload].push_back(durable.value_or(0));
                                });
        }
    }
    // One that is refused does not overtake those before it.
    this->blobs_->write({1}, 5, {}, [&](std::optional<std::uint64_t>, std::optional<BlobFault> fault) {
        EXPECT_EQ(fault, BlobFault::WrongOffset);
        answers[{1}].push_back(1);
    });
    ASSERT_TRUE(this->stores_.run_until([&] { return answers[{1}].size() + answers[{2}].size() == 21; }));
    std::vector<std::uint64_t> in_order;
    for (std::uint64_t chunk = 1; chunk <= 10; ++chunk)
        in_order.push_back(chunk * 10'000);
    EXPECT_EQ(answers[{2}], in_order);
    in_order.push_back(1);
    EXPECT_EQ(answers[{1}], in_order);
    EXPECT_EQ(this->finish({1}).value, net::sha256(this->body_));
    EXPECT_EQ(this->finish({2}).value, net::sha256(this->body_));
}

TYPED_TEST(BlobsContract, a_blob_is_not_there_before_it_was_finished) {
    this->begin({1}, this->body_);
    this->write({1}, 0, this->body_);
    EXPECT_EQ(this->read(net::sha256(this->body_)).fault, BlobFault::NotFound);
    this->finish({1});
    EXPECT_EQ(this->read(net::sha256(this->body_)).value, this->body_);
    EXPECT_EQ(this->finish({1}).fault, BlobFault::NotFound);
}

TYPED_TEST(BlobsContract, a_finished_blob_survives_a_crash) {
    const BlobName name = this->store(this->body_);
    this->restart();
    EXPECT_EQ(this->read(name).value, this->body_);
}

TYPED_TEST(BlobsContract, an_upload_that_is_too_short_is_refused_and_removed) {
    this->begin({1}, this->body_);
    this->write({1}, 0, body_of(10));
    EXPECT_EQ(this->finish({1}).fault, BlobFault::WrongSize);
    EXPECT_EQ(this->write({1}, 10, body_of(10)).fault, BlobFault::NotFound);
    EXPECT_EQ(this->begin({1}, this->body_).value, 0u);
}

TYPED_TEST(BlobsContract, an_upload_with_another_hash_is_refused_and_removed) {
    this->begin({1}, this->body_);
    this->write({1}, 0, body_of(this->body_.size(), 1));
    EXPECT_EQ(this->finish({1}).fault, BlobFault::WrongHash);
    EXPECT_EQ(this->read(net::sha256(this->body_)).fault, BlobFault::NotFound);
    EXPECT_EQ(this->begin({1}, this->body_).value, 0u);
    this->write({1}, 0, body_of(this->body_.size(), 1));
    this->restart();
    EXPECT_EQ(this->finish({1}).fault, BlobFault::WrongHash);
}

TYPED_TEST(BlobsContract, a_blob_of_no_bytes_is_one_too) {
    this->begin({1}, net::Bytes{});
    EXPECT_EQ(this->finish({1}).value, net::sha256({}));
    EXPECT_EQ(this->read(net::sha256({})).value, net::Bytes{});
}

TYPED_TEST(BlobsContract, a_read_has_fewer_bytes_only_at_the_end) {
    const BlobName name = this->store(this->body_);
    const auto part = this->body_.begin() + 99'000;
    EXPECT_EQ(this->read(name, 99'000, 500).value, net::Bytes(part, part + 500));
    EXPECT_EQ(this->read(name, 99'000, 5'000).value, net::Bytes(part, this->body_.end()));
    EXPECT_EQ(this->read(name, 100'000, 10).value, net::Bytes{});
    EXPECT_EQ(this->read(name, ~std::uint64_t{0}, 10).value, net::Bytes{});
    EXPECT_EQ(this->read(name, 0, 0).value, net::Bytes{});
}

TYPED_TEST(BlobsContract, reads_are_answered_in_the_order_they_were_asked_in) {
    const BlobName name = this->store(this->body_);
    std::vector<std::uint64_t> answers;
    for (std::uint64_t chunk = 0; chunk < 10; ++chunk) {
        // Those of which there is nothing do not overtake the others.
        this->blobs_->read(
            chunk % 3 == 2 ? BlobName{} : name, chunk * 10'000, 10'000,
            [&, chunk](std::optional<net::Bytes>, std::optional<BlobFault>) { answers.push_back(chunk); });
    }
    ASSERT_TRUE(this->stores_.run_until([&] { return answers.size() == 10; }));
    EXPECT_TRUE(std::ranges::is_sorted(answers));
}

TYPED_TEST(BlobsContract, writes_are_answered_though_reads_never_end) {
    const BlobName name = this->store(this->body_);
    this->begin({1}, this->body_);
    bool is_written = false;
    std::function<void()> read_on = [&] {
        this->blobs_->read(name, 0, 1000, [&](std::optional<net::Bytes>, std::optional<BlobFault>) {
            if (!is_written) read_on();
        });
    };
    for (int reader = 0; reader < 3; ++reader)
        read_on();
    this->blobs_->write({1}, 0, body_of(10),
                        [&](std::optional<std::uint64_t> durable, std::optional<BlobFault>) {
                            EXPECT_EQ(durable, 10u);
                            is_written = true;
                        });
    ASSERT_TRUE(this->stores_.run_until([&] { return is_written; }));
    this->read(name);
}

TYPED_TEST(BlobsContract, a_cancelled_upload_is_gone) {
    this->begin({1}, this->body_);
    this->write({1}, 0, body_of(10));
    this->blobs_->cancel({1});
    EXPECT_EQ(this->write({1}, 10, body_of(10)).fault, BlobFault::NotFound);
    this->blobs_->cancel({1});
    EXPECT_EQ(this->begin({1}, this->body_).value, 0u);
}

TYPED_TEST(BlobsContract, without_space_nothing_is_lost_and_it_goes_on_when_there_is_room) {
    this->begin({1}, this->body_);
    this->write({1}, 0, {this->body_.begin(), this->body_.begin() + 50'000});
    this->stores_.fill();
    EXPECT_EQ(this->write({1}, 50'000, {this->body_.begin() + 50'000, this->body_.end()}).fault,
              BlobFault::NoSpace);
    this->stores_.make_room();
    EXPECT_EQ(this->begin({1}, this->body_).value, 50'000u);
    this->write({1}, 50'000, {this->body_.begin() + 50'000, this->body_.end()});
    EXPECT_EQ(this->finish({1}).value, net::sha256(this->body_));
}

TYPED_TEST(BlobsContract, sweep_removes_what_is_old_and_has_no_name) {
    const BlobName nameless = this->store(body_of(10, 1));
    const BlobName named = this->store(body_of(10, 2));
    this->stores_.pass({25 * hour.value});
    const BlobName young = this->store(body_of(10, 3));
    this->sweep({24 * hour.value}, {named});
    EXPECT_FALSE(this->exists(nameless));
    EXPECT_TRUE(this->exists(named));
    EXPECT_TRUE(this->exists(young));
}

TYPED_TEST(BlobsContract, storing_a_blob_again_renews_its_age) {
    const BlobName name = this->store(this->body_);
    this->stores_.pass({20 * hour.value});
    this->store(this->body_, {100});
    this->stores_.pass({10 * hour.value});
    this->sweep({24 * hour.value}, {});
    EXPECT_TRUE(this->exists(name));
    this->stores_.pass({15 * hour.value});
    this->sweep({24 * hour.value}, {});
    EXPECT_FALSE(this->exists(name));
}

TYPED_TEST(BlobsContract, sweep_removes_uploads_that_were_not_touched_and_are_not_needed) {
    this->begin({1}, this->body_);
    this->begin({2}, this->body_);
    this->begin({3}, this->body_);
    this->begin({4}, this->body_);
    this->stores_.pass({20 * hour.value});
    this->write({2}, 0, body_of(10));
    this->begin({3}, this->body_);
    this->stores_.pass({10 * hour.value});
    this->sweep({24 * hour.value}, {}, std::set<UploadId>{UploadId{4}});
    EXPECT_EQ(this->write({4}, 0, body_of(10)).value, 10u);
    EXPECT_EQ(this->write({1}, 0, body_of(10)).fault, BlobFault::NotFound);
    EXPECT_EQ(this->write({2}, 10, body_of(10)).value, 20u);
    EXPECT_EQ(this->write({3}, 0, body_of(10)).value, 10u);
}

TYPED_TEST(BlobsContract, nothing_is_answered_after_its_end) {
    this->begin({1}, this->body_);
    this->blobs_->write({1}, 0, body_of(10), [](auto, auto) { ADD_FAILURE() << "an answer of the dead"; });
    this->crash();
    this->restart();
    const auto durable = this->begin({1}, this->body_).value;
    EXPECT_TRUE(durable == 0u || durable == 10u);
}

}  // namespace
}  // namespace crosstalk::testing
