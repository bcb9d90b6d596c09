// The two cereal archives of the wire: little-endian, flat, bounded. Stock cereal archives never see the
// network.
//
// A payload is the fields of its message in order. Scalars and byte arrays have fixed width; bool and enums
// are one byte; text and byte strings are u32 length + bytes; a list is u32 count + elements; an optional is
// a bool, then the value if true; a struct inside a message, wherever it stands, is u32 length + fields; a
// variant is u16 alternative + the alternative, which is a struct.
//
// Append-only evolution: at the end of a payload and of every struct, fields that are missing keep their
// defaults and bytes that are left over are skipped. Ending inside a field is an error.
//
// Every text and list names its limit where the message is declared: `ar(bounded(text, max_text_bytes))`. A
// count is checked against that limit, against the bytes left and against the frame's budget before anything
// grows. The writer holds itself to the same limits: what it writes, a reader accepts.
#pragma once

#include <array>
#include <cereal/access.hpp>
#include <cereal/cereal.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "net/ids.hpp"
#include "net/limits.hpp"

namespace crosstalk::net {

// Thrown by the reader only; the codec turns it into a value.
struct ArchiveError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A field with a limit: text and bytes in bytes, lists in elements.
template <class T>
struct Bounded {
    T& value;
    std::size_t limit;
};
template <class T>
Bounded<T> bounded(T& value, std::size_t limit) {
    return {value, limit};
}

// The highest enumerator, found by argument-dependent lookup: constexpr E last_of(E).
template <class E>
concept WireEnum = std::is_enum_v<E> && requires(E e) {
    { last_of(e) } -> std::same_as<E>;
};

template <class T>
inline constexpr bool is_number = false;
template <class Tag, class Rep>
inline constexpr bool is_number<Number<Tag, Rep>> = true;

// One that only tells what somebody may know: what a newer peer says is read as unknown_of(E), found in the same way.
// Enumerations that commands and facts carry have none: two programs must never understand the same entry differently.
template <class E>
concept ForgivingEnum = WireEnum<E> && requires(E e) {
    { unknown_of(e) } -> std::same_as<E>;
};

// Fixed width, no length.
template <class T>
concept WireScalar = std::integral<T> || is_number<T> || WireEnum<T>;

class Writer;

// Lists its fields in serialize(); inside another struct it has a length of its own.
template <class T>
concept WireStruct = std::is_class_v<T> && requires(T value, Writer& ar) {
    value.serialize(ar);
};

// A variant, or a struct that is one, as net::Fact is, so that its members can be compiled once.
template <class T>
concept WireVariant = requires {
    typename T::variant;
};

// Where a variant holds what a newer peer sent and this program does not know.
struct Unknown {
    std::uint16_t alternative = 0;
    friend bool operator==(const Unknown&, const Unknown&) = default;
};

namespace detail {
// Strict UTF-8; defined beside the text rules so that this header stays free of them.
bool valid_text(std::string_view text);
}  // namespace detail

// What breaks a limit of its own message is a bug of ours: std::logic_error, and what was written is useless.
class Writer : public cereal::OutputArchive<Writer, cereal::AllowEmptyClassElision> {
  public:
    explicit Writer(Bytes& out) : OutputArchive(this), out_(out) {}

    void put(std::span<const std::uint8_t> bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }

    template <std::unsigned_integral T>
    void put_integer(T value) {
        std::array<std::uint8_t, sizeof(T)> bytes{};
        for (std::size_t i = 0; i < sizeof(T); ++i)
            bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
        put(bytes);
    }

    // The length or count of a bounded field.
    void put_count(std::size_t count, std::size_t limit) {
        if (count > limit) throw std::length_error("a field is longer than its limit");
        put_integer(static_cast<std::uint32_t>(count));
    }

    // The fields of a message, without a length: a whole payload.
    template <WireStruct T>
    void fields(const T& message) {
        // cereal's way too: serialize() serves both directions and changes nothing when it writes.
        cereal::access::member_serialize(*this, const_cast<T&>(message));
    }

    // The same behind a u32 length, which is filled in afterwards.
    template <WireStruct T>
    void measured_fields(const T& value) {
        const std::size_t at = out_.size();
        put_integer(std::uint32_t{0});
        fields(value);
        const auto size = static_cast<std::uint32_t>(out_.size() - at - 4);
        for (std::size_t i = 0; i < 4; ++i)
            out_[at + i] = static_cast<std::uint8_t>(size >> (8 * i));
    }

  private:
    Bytes& out_;
};

class Reader : public cereal::InputArchive<Reader, cereal::AllowEmptyClassElision> {
  public:
    // `budget` bounds the memory that decoding may take, in bytes. The bytes must outlive the reader.
    explicit Reader(std::span<const std::uint8_t> bytes, std::size_t budget = max_decoded_bytes)
        : InputArchive(this), rest_(bytes), budget_(budget) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] std::size_t left() const { return rest_.size(); }

    std::span<const std::uint8_t> take(std::size_t count) {
        if (count > rest_.size()) throw ArchiveError("a field is cut off");
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }

    template <std::unsigned_integral T>
    T take_integer() {
        const auto bytes = take(sizeof(T));
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i)
            value |= std::uint64_t{bytes[i]} << (8 * i);
        return static_cast<T>(value);
    }

    void spend(std::size_t bytes) {
        if (bytes > budget_) throw ArchiveError("the frame would grow beyond its budget");
        budget_ -= bytes;
    }

    // The fields of a message, without a length: a whole payload.
    template <WireStruct T>
    void fields(T& message) {
        cereal::access::member_serialize(*this, message);
    }

    // Takes a u32 length and the fields from exactly that many bytes; those left over are skipped.
    template <WireStruct T>
    void measured_fields(T& value) {
        const auto inner = take_measured();
        const auto outer = std::exchange(rest_, inner);
        fields(value);
        rest_ = outer;
    }

    // A u32 length and that many bytes.
    std::span<const std::uint8_t> take_measured() { return take(take_integer<std::uint32_t>()); }

  private:
    std::span<const std::uint8_t> rest_;
    std::size_t budget_;
};

namespace detail {
template <class Variant, std::size_t Index = 0>
void load_alternative(Reader& ar, Variant& variant, std::uint16_t alternative) {
    if constexpr (Index == std::variant_size_v<Variant>) {
        ar.take_measured();
        variant = Unknown{alternative};
    } else if (Index != alternative) {
        load_alternative<Variant, Index + 1>(ar, variant, alternative);
    } else if constexpr (std::is_same_v<std::variant_alternative_t<Index, Variant>, Unknown>) {
        throw ArchiveError("a variant names no alternative");
    } else {
        ar.measured_fields(variant.template emplace<Index>());
    }
}

// How few bytes an element of a list can have.
template <class T>
constexpr std::size_t least_bytes() {
    if constexpr (std::integral<T> && !std::same_as<T, bool>) {
        return sizeof(T);
    } else if constexpr (is_number<T>) {
        return sizeof(typename T::rep);
    } else if constexpr (WireScalar<T>) {
        return 1;
    } else {
        static_assert(WireStruct<T>, "lists hold scalars or structs");
        return 4;
    }
}
}  // namespace detail

// --- scalars
// -------------------------------------------------------------------------------------------------

template <std::integral T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const T& value) {
    ar.put_integer(static_cast<std::make_unsigned_t<T>>(value));
}
inline void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const bool& value) {
    ar.put_integer(std::uint8_t{value});
}

template <std::integral T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, T& value) {
    if (!ar.at_end()) value = static_cast<T>(ar.take_integer<std::make_unsigned_t<T>>());
}
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, bool& value) {
    if (ar.at_end()) return;
    const auto byte = ar.take_integer<std::uint8_t>();
    if (byte > 1) throw ArchiveError("a truth value is neither 0 nor 1");
    value = byte == 1;
}

template <class Tag, class Rep>
void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const Number<Tag, Rep>& number) {
    ar(number.value);
}
template <class Tag, class Rep>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, Number<Tag, Rep>& number) {
    ar(number.value);
}

template <WireEnum E>
void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const E& value) {
    if (value > last_of(E{})) throw std::out_of_range("a choice is out of range");
    ar.put_integer(static_cast<std::uint8_t>(value));
}
template <WireEnum E>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, E& value) {
    if (ar.at_end()) return;
    const auto byte = ar.take_integer<std::uint8_t>();
    const bool is_known = byte <= static_cast<std::uint8_t>(last_of(E{}));
    if constexpr (ForgivingEnum<E>) {
        value = is_known ? static_cast<E>(byte) : unknown_of(E{});
    } else {
        if (!is_known) throw ArchiveError("a choice is out of range");
        value = static_cast<E>(byte);
    }
}

template <std::size_t Size>
void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const std::array<std::uint8_t, Size>& bytes) {
    ar.put(bytes);
}
template <std::size_t Size>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, std::array<std::uint8_t, Size>& bytes) {
    if (ar.at_end()) return;
    const auto taken = ar.take(Size);
    std::memcpy(bytes.data(), taken.data(), Size);
}

// --- text, bytes, lists
// --------------------------------------------------------------------------------------

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const Bounded<std::string>& text) {
    if (!detail::valid_text(text.value)) throw std::invalid_argument("a text is not valid UTF-8");
    ar.put_count(text.value.size(), text.limit);
    ar.put({reinterpret_cast<const std::uint8_t*>(text.value.data()), text.value.size()});
}
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, Bounded<std::string>& text) {
    if (ar.at_end()) return;
    const auto size = ar.take_integer<std::uint32_t>();
    if (size > text.limit) throw ArchiveError("a text is too long");
    const auto taken = ar.take(size);
    const std::string_view view(reinterpret_cast<const char*>(taken.data()), taken.size());
    if (!detail::valid_text(view)) throw ArchiveError("a text is not valid UTF-8");
    ar.spend(size);
    text.value.assign(view);
}

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const Bounded<Bytes>& bytes) {
    ar.put_count(bytes.value.size(), bytes.limit);
    ar.put(bytes.value);
}
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, Bounded<Bytes>& bytes) {
    if (ar.at_end()) return;
    const auto size = ar.take_integer<std::uint32_t>();
    if (size > bytes.limit) throw ArchiveError("a byte string is too long");
    const auto taken = ar.take(size);
    ar.spend(size);
    bytes.value.assign(taken.begin(), taken.end());
}

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const Bounded<std::vector<T>>& list) {
    ar.put_count(list.value.size(), list.limit);
    for (const T& element : list.value)
        ar(element);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, Bounded<std::vector<T>>& list) {
    if (ar.at_end()) return;
    const std::size_t count = ar.take_integer<std::uint32_t>();
    if (count > list.limit) throw ArchiveError("a list is too long");
    if (count > ar.left() / detail::least_bytes<T>()) throw ArchiveError("a list is cut off");
    ar.spend(count * sizeof(T));
    list.value.clear();
    list.value.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (ar.at_end()) throw ArchiveError("a list is cut off");
        ar(list.value.emplace_back());
    }
}

// --- optional and variant
// ------------------------------------------------------------------------------------

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const std::optional<T>& value) {
    ar(value.has_value());
    if (value) ar(*value);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, std::optional<T>& value) {
    if (ar.at_end()) return;
    bool present = false;
    ar(present);
    value.reset();
    if (!present) return;
    if (ar.at_end()) throw ArchiveError("an optional field is cut off");
    ar(value.emplace());
}

// The first alternative must be Unknown: it stands for alternatives of a newer peer and is never written.
template <class... Others>
void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const std::variant<Unknown, Others...>& variant) {
    if (std::holds_alternative<Unknown>(variant))
        throw std::invalid_argument("an unknown alternative cannot be written");
    ar.put_integer(static_cast<std::uint16_t>(variant.index()));
    std::visit(
        [&]<class T>(const T& value) {
            if constexpr (!std::is_same_v<T, Unknown>) ar.measured_fields(value);
        },
        variant);
}
template <class... Others>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, std::variant<Unknown, Others...>& variant) {
    if (ar.at_end()) return;
    detail::load_alternative(ar, variant, ar.take_integer<std::uint16_t>());
}

// --- structs
// -------------------------------------------------------------------------------------------------

template <WireStruct T>
void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const T& value) {
    ar.measured_fields(value);
}
template <WireStruct T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, T& value) {
    if (!ar.at_end()) ar.measured_fields(value);
}

}  // namespace crosstalk::net

CEREAL_SETUP_ARCHIVE_TRAITS(crosstalk::net::Reader, crosstalk::net::Writer)

// cereal has rules of its own for enums and for structs with serialize(); ours check the range and measure.
namespace cereal {
template <class T>
requires crosstalk::net::WireEnum<T> || crosstalk::net::WireStruct<T>
struct specialize<crosstalk::net::Writer, T, specialization::non_member_load_save> : std::true_type {
};
template <class T>
requires crosstalk::net::WireEnum<T> || crosstalk::net::WireStruct<T>
struct specialize<crosstalk::net::Reader, T, specialization::non_member_load_save> : std::true_type {
};
}  // namespace cereal
