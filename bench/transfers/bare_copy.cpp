#include "bench/transfers/bare_copy.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "bench/load/crowd.hpp"
#include "net/hashing/sha256.hpp"
#include "net/limits.hpp"
#include "net/upload_window.hpp"

namespace crosstalk::bench {

namespace {

constexpr Nanoseconds patience_to_connect = std::chrono::seconds(30);
constexpr Nanoseconds patience_to_copy = std::chrono::minutes(10);

struct Wanted {
    BareOrder order = BareOrder::Put;
    std::uint64_t size = 0;
    net::Digest hash{};
    const Content* content = nullptr;  // to be put
};

// One order and what follows from it.
class Copy : public Talk {
  public:
    Copy(TalkOwner& owner, const Wanted& wanted) : owner_(owner), wanted_(wanted) {}

    void opened(SSL*) override {
        const auto kind = static_cast<std::uint8_t>(wanted_.order);
        owner_.send(std::span(&kind, 1));
        owner_.send(to_bare(wanted_.size));
        owner_.joined();
        begin();
    }
    std::size_t take(std::span<const std::uint8_t> bytes) override {
        try {
            return receive(bytes);
        } catch (const std::exception& error) {
            owner_.failed(error.what());
            return bytes.size();
        }
    }
    void post(std::string_view) override {}
    [[nodiscard]] bool is_done() const { return done_; }

  protected:
    virtual void begin() = 0;
    virtual std::size_t receive(std::span<const std::uint8_t> bytes) = 0;
    void finish(std::span<const std::uint8_t> theirs, const net::Digest& due) {
        if (!std::ranges::equal(theirs, due)) throw std::runtime_error("the two ends have different hashes");
        done_ = true;
    }

    TalkOwner& owner_;
    Wanted wanted_;
    bool done_ = false;
};

class Put final : public Copy {
  public:
    using Copy::Copy;

  private:
    void begin() override { go_on(); }

    std::size_t receive(std::span<const std::uint8_t> bytes) override {
        std::size_t taken = 0;
        for (; durable_ < wanted_.size && bytes.size() - taken >= bare_number_bytes;
             taken += bare_number_bytes)
            durable_ = from_bare(bytes.subspan(taken).first<bare_number_bytes>());
        go_on();
        if (durable_ < wanted_.size || bytes.size() - taken < bare_digest_bytes) return taken;
        finish(bytes.subspan(taken, bare_digest_bytes), wanted_.hash);
        return taken + bare_digest_bytes;
    }

    void go_on() {
        std::vector<std::uint8_t> chunk;
        while (sent_ < wanted_.size && sent_ - durable_ < net::upload_window_bytes) {
            chunk.resize(static_cast<std::size_t>(
                std::min<std::uint64_t>(net::file_chunk_bytes, wanted_.size - sent_)));
            wanted_.content->fill(sent_, chunk);
            owner_.send(chunk);
            sent_ += chunk.size();
        }
    }

    std::uint64_t sent_ = 0;
    std::uint64_t durable_ = 0;
};

class Get final : public Copy {
  public:
    using Copy::Copy;

  private:
    void begin() override {}

    std::size_t receive(std::span<const std::uint8_t> bytes) override {
        const auto taken =
            static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), wanted_.size - received_));
        hash_.add(bytes.first(taken));
        received_ += taken;
        if (received_ < wanted_.size || bytes.size() - taken < bare_digest_bytes) return taken;
        if (hash_.finish() != wanted_.hash) throw std::runtime_error("what was received has another hash");
        finish(bytes.subspan(taken, bare_digest_bytes),
               wanted_.order == BareOrder::Get ? wanted_.hash : net::Digest{});
        return taken + bare_digest_bytes;
    }

    std::uint64_t received_ = 0;
    net::Sha256 hash_;
};

// Makes the one talk of a crowd of one.
template <class Kind>
class OneCopy final : public Protocol {
  public:
    explicit OneCopy(const Wanted& wanted) : wanted_(wanted) {}

    std::unique_ptr<Talk> make(TalkOwner& owner, const Seat&) override {
        auto made = std::make_unique<Kind>(owner, wanted_);
        copy_ = made.get();
        return made;
    }

    void run(std::uint16_t port) {
        Crowd crowd(*this, {.port = port});
        crowd.connect(Duty::Send, 1, patience_to_connect);
        if (!crowd.run([this] { return copy_->is_done(); }, now() + patience_to_copy))
            throw RoundFailed("the bare copy did not come to its end");
    }

  private:
    Wanted wanted_;
    Kind* copy_ = nullptr;  // the crowd's
};

}  // namespace

void put_bare(std::uint16_t port, const Content& content, const net::Digest& hash) {
    OneCopy<Put>({.order = BareOrder::Put, .size = content.size(), .hash = hash, .content = &content})
        .run(port);
}

void get_bare(std::uint16_t port, std::uint64_t size, const net::Digest& hash, BareOrder order) {
    OneCopy<Get>({.order = order, .size = size, .hash = hash}).run(port);
}

}  // namespace crosstalk::bench
