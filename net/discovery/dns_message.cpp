#include "net/discovery/dns_message.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <map>
#include <utility>

namespace crosstalk::discovery::dns {
namespace {

constexpr std::size_t header_bytes = 12;
constexpr std::uint16_t class_in = 1;
constexpr std::uint16_t class_any = 255;
// Of the class: cache-flush in records, wants unicast in questions.
constexpr std::uint16_t top_bit = 0x8000;
constexpr std::uint16_t response_bit = 0x8000;
constexpr std::uint16_t authoritative_bit = 0x0400;
constexpr std::uint16_t opcode_bits = 0x7800;
constexpr std::uint8_t pointer_bits = 0xC0;
constexpr std::size_t most_pointer = 0x3FFF;

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// What was not there makes everything after it nothing; who reads looks once at the end.
class Input {
  public:
    explicit Input(std::span<const std::uint8_t> message) : message_(message), end_(message.size()) {}

    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] std::size_t left() const { return end_ - at_; }

    std::uint8_t byte() {
        if (failed_ || at_ >= end_) return fail(), std::uint8_t{0};
        return message_[at_++];
    }
    std::uint16_t two() {
        const unsigned high = byte();
        return static_cast<std::uint16_t>(high << 8U | byte());
    }
    std::uint32_t four() {
        const std::uint32_t high = two();
        return high << 16U | two();
    }
    std::string text(std::size_t size) {
        if (failed_ || size > left()) return fail(), std::string();
        const auto* begin = reinterpret_cast<const char*>(message_.data()) + at_;
        at_ += size;
        return {begin, size};
    }
    template <std::size_t Size>
    std::array<std::uint8_t, Size> array() {
        std::array<std::uint8_t, Size> bytes{};
        for (std::uint8_t& each : bytes)
            each = byte();
        return bytes;
    }
    Name name();

    // Reads no further than so many bytes from here, until restore().
    std::size_t narrow(std::size_t size) {
        if (failed_ || size > left()) fail();
        return failed_ ? end_ : std::exchange(end_, at_ + size);
    }
    // All of the narrow part must have been read.
    void restore(std::size_t end) {
        if (at_ != end_) fail();
        end_ = end;
    }
    void skip(std::size_t size) { text(size); }
    void fail() { failed_ = true; }

  private:
    std::span<const std::uint8_t> message_;
    std::size_t at_ = 0;
    std::size_t end_;
    bool failed_ = false;
};

Name Input::name() {
    Name labels;
    std::size_t bytes = 1;   // the zero at the end
    std::size_t from = at_;  // where this stretch began; pointers lead before it
    std::optional<std::size_t> after;
    const std::size_t end = end_;
    for (;;) {
        const std::uint8_t first = byte();
        if (failed_) break;
        if (first == 0) break;
        if ((first & pointer_bits) == pointer_bits) {
            const std::size_t to = (first & ~unsigned{pointer_bits}) << 8U | byte();
            if (failed_ || to < header_bytes || to >= from) {
                fail();
                break;
            }
            if (!after) after = at_;
            at_ = from = to;
            // What it leads to may stand outside of this record.
            end_ = message_.size();
            continue;
        }
        bytes += std::size_t{first} + 1;
        if (first > max_label_bytes || bytes > max_name_bytes) {
            fail();
            break;
        }
        labels.push_back(text(first));
    }
    end_ = end;
    if (after) at_ = *after;
    return labels;
}

Content read_content(Input& input, Type type, std::size_t size) {
    switch (type) {
        case Type::Ptr:
            return Ptr{input.name()};
        case Type::Srv: {
            Srv srv;
            srv.priority = input.two();
            srv.weight = input.two();
            srv.port = input.two();
            srv.target = input.name();
            return srv;
        }
        case Type::Txt: {
            Txt txt;
            while (!input.failed() && input.left() > 0)
                txt.strings.push_back(input.text(input.byte()));
            // The only string of a text without any is empty (RFC 6763 6.1).
            if (txt.strings == std::vector<std::string>{""}) txt.strings.clear();
            return txt;
        }
        case Type::A:
            return A{input.array<4>()};
        case Type::Aaaa:
            return Aaaa{input.array<16>()};
        default:
            input.skip(size);
            return Other{};
    }
}

void read_records(Input& input, std::size_t count, std::vector<Record>* into) {
    for (std::size_t i = 0; i < count && !input.failed(); ++i) {
        Record record;
        record.name = input.name();
        const auto type = static_cast<Type>(input.two());
        const std::uint16_t record_class = input.two();
        record.flush = (record_class & top_bit) != 0;
        record.ttl_s = input.four();
        const std::size_t size = input.two();
        const std::size_t end = input.narrow(size);
        record.content = read_content(input, type, size);
        if (input.failed()) return;
        input.restore(end);
        if (into && (record_class & ~top_bit) == class_in) into->push_back(std::move(record));
    }
}

class Output {
  public:
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    void byte(std::size_t value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }
    void two(std::size_t value) {
        byte(value >> 8U & 0xFFU);
        byte(value & 0xFFU);
    }
    void four(std::uint32_t value) {
        two(value >> 16U);
        two(value & 0xFFFFU);
    }
    void text(std::string_view text) { bytes_.insert(bytes_.end(), text.begin(), text.end()); }
    void counted(std::string_view content) {
        byte(content.size());
        text(content);
    }
    enum class Compression : std::uint8_t { Allowed, None };
    void name(const Name& name, Compression compression = Compression::Allowed);
    // The size of what stands behind the two bytes at `at`.
    void measure(std::size_t at) {
        const std::size_t size = bytes_.size() - at - 2;
        bytes_[at] = static_cast<std::uint8_t>(size >> 8U);
        bytes_[at + 1] = static_cast<std::uint8_t>(size);
    }
    net::Bytes take() { return std::move(bytes_); }

  private:
    net::Bytes bytes_;
    std::map<Name, std::size_t> places_;  // where a name, or the end of one, stands
};

void Output::name(const Name& name, Compression compression) {
    for (auto label = name.begin(); label != name.end(); ++label) {
        assert(!label->empty() && label->size() <= max_label_bytes);
        Name rest(label, name.end());
        const auto known = places_.find(rest);
        if (compression == Compression::Allowed && known != places_.end())
            return two(known->second | std::size_t{pointer_bits} << 8U);
        if (size() <= most_pointer) places_.emplace(std::move(rest), size());
        counted(*label);
    }
    byte(0);
}

void write_content(Output&, const Other&) {
    assert(false);
}
void write_content(Output& output, const Ptr& ptr) {
    output.name(ptr.name);
}
void write_content(Output& output, const Srv& srv) {
    output.two(srv.priority);
    output.two(srv.weight);
    output.two(srv.port);
    // RFC 6762 18.14: ordinary DNS knows no other way.
    output.name(srv.target, Output::Compression::None);
}
void write_content(Output& output, const Txt& txt) {
    if (txt.strings.empty()) output.byte(0);
    for (const std::string& string : txt.strings)
        output.counted(string);
}
void write_content(Output& output, const A& a) {
    for (const std::uint8_t byte : a.address)
        output.byte(byte);
}
void write_content(Output& output, const Aaaa& aaaa) {
    for (const std::uint8_t byte : aaaa.address)
        output.byte(byte);
}

std::uint16_t type_of(const Content& content) {
    constexpr std::array types{Type{}, Type::Ptr, Type::Srv, Type::Txt, Type::A, Type::Aaaa};
    static_assert(types.size() == std::variant_size_v<Content>);
    return static_cast<std::uint16_t>(types[content.index()]);
}

void write_record(Output& output, const Record& record) {
    output.name(record.name);
    output.two(type_of(record.content));
    output.two(record.flush ? class_in | top_bit : class_in);
    output.four(record.ttl_s);
    const std::size_t at = output.size();
    output.two(0);
    std::visit([&](const auto& content) { write_content(output, content); }, record.content);
    output.measure(at);
}

}  // namespace

bool same_name(const Name& left, const Name& right) {
    return std::ranges::equal(left, right, [](const std::string& a, const std::string& b) {
        return std::ranges::equal(a, b, {}, small, small);
    });
}

std::optional<Message> read(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < header_bytes || bytes.size() > max_message_bytes) return std::nullopt;
    Input input(bytes);
    Message message;
    message.id = input.two();
    const std::uint16_t flags = input.two();
    message.is_response = (flags & response_bit) != 0;
    const std::size_t questions = input.two();
    const std::size_t answers = input.two();
    const std::size_t authorities = input.two();
    const std::size_t additional = input.two();
    if ((flags & opcode_bits) != 0 || questions > max_questions ||
        answers + authorities + additional > max_records)
        return std::nullopt;
    for (std::size_t i = 0; i < questions && !input.failed(); ++i) {
        Question question;
        question.name = input.name();
        question.type = static_cast<Type>(input.two());
        const std::uint16_t question_class = input.two();
        question.wants_unicast = (question_class & top_bit) != 0;
        const auto plain_class = static_cast<std::uint16_t>(question_class & ~top_bit);
        if (plain_class == class_in || plain_class == class_any)
            message.questions.push_back(std::move(question));
    }
    read_records(input, answers, &message.answers);
    read_records(input, authorities, nullptr);
    read_records(input, additional, &message.additional);
    return input.failed() ? std::nullopt : std::optional(std::move(message));
}

net::Bytes write(const Message& message) {
    Output output;
    output.two(message.id);
    output.two(message.is_response ? response_bit | authoritative_bit : 0);
    output.two(message.questions.size());
    output.two(message.answers.size());
    output.two(0);
    output.two(message.additional.size());
    for (const Question& question : message.questions) {
        output.name(question.name);
        output.two(static_cast<std::uint16_t>(question.type));
        output.two(question.wants_unicast ? class_in | top_bit : class_in);
    }
    for (const Record& record : message.answers)
        write_record(output, record);
    for (const Record& record : message.additional)
        write_record(output, record);
    assert(output.size() <= max_message_bytes);
    return output.take();
}

}  // namespace crosstalk::discovery::dns
