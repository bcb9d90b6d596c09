// The two cereal archives of the wire: little-endian, flat, bounded. Stock cereal archives never see the
// network.
//
// A payload is its fields in order. Scalars have fixed width; bool and enums are one byte; text and byte
// strings are u32 length + bytes; a list is u32 count + elements, each element that is a struct being u32
// length + fields; an optional is a bool, then the value if true; a variant is u16 alternative + u32 length +
// fields.
//
// Append-only evolution: at the end of a payload, a list element or an alternative, fields that are missing
// keep their defaults and bytes that are left over are skipped. Ending inside a field is an error.
//
// Every text and list names its limit where the message is declared: `ar(bounded(text, max_text_bytes))`. A
// count is checked against that limit, against the bytes left and against the frame's budget before anything
// grows.
#pragma once

#include <array>
#include <cereal/cereal.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "net/ids.hpp"
#include "net/limits.hpp"

namespace crosstalk::net {

// Thrown inside the archive only; decode() turns it into a value.
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

// A list element without its own length prefix.
template <class T>
concept WireScalar = std::is_arithmetic_v<T> || is_number<T> || WireEnum<T>;

// Where a variant holds what a newer peer sent and this program does not know.
struct Unknown {
    std::uint16_t alternative = 0;
    friend bool operator==(const Unknown&, const Unknown&) = default;
};

class Writer : public cereal::OutputArchive<Writer, cereal::AllowEmptyClassElision> {
  public:
    explicit Writer(Bytes& out) : OutputArchive(this), out_(out) {}

    void put(std::span<const std::uint8_t> bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }

    template <std::unsigned_integral T>
    void put_integer(T value) {
        for (std::size_t i = 0; i < sizeof(T); ++i)
            out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }

    // Reserves a u32 length, runs `body`, then fills the length in.
    template <class Body>
    void scope(Body body) {
        const std::size_t at = out_.size();
        put_integer(std::uint32_t{0});
        body();
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

    // Reads a u32 length and runs `body` on exactly that many bytes; what `body` leaves over is skipped.
    template <class Body>
    void scope(Body body) {
        const auto inner = take(take_integer<std::uint32_t>());
        const auto outer = rest_;
        rest_ = inner;
        body();
        rest_ = outer;
    }

  private:
    std::span<const std::uint8_t> rest_;
    std::size_t budget_;
};

namespace detail {
// Strict UTF-8; defined beside the text rules so that this header stays free of them.
bool valid_text(std::string_view text);

template <class Variant, std::size_t Index = 0>
void load_alternative(Reader& ar, Variant& variant, std::uint16_t alternative) {
    if constexpr (Index == std::variant_size_v<Variant>) {
        variant = Unknown{alternative};
    } else if (Index != alternative) {
        load_alternative<Variant, Index + 1>(ar, variant, alternative);
    } else if constexpr (std::is_same_v<std::variant_alternative_t<Index, Variant>, Unknown>) {
        throw ArchiveError("a variant names no alternative");
    } else {
        ar(variant.template emplace<Index>());
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
    ar.put_integer(static_cast<std::uint8_t>(value));
}
template <WireEnum E>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, E& value) {
    if (ar.at_end()) return;
    const auto byte = ar.take_integer<std::uint8_t>();
    if (byte > static_cast<std::uint8_t>(last_of(E{}))) throw ArchiveError("a choice is out of range");
    value = static_cast<E>(byte);
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
    ar.put_integer(static_cast<std::uint32_t>(text.value.size()));
    ar.put({reinterpret_cast<const std::uint8_t*>(text.value.data()), text.value.size()});
}
inline void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, Bounded<std::string>& text) {
    if (ar.at_end()) return;
    const auto size = ar.take_integer<std::uint32_t>();
    if (size > text.limit) throw ArchiveError("a text is too long");
    const auto taken = ar.take(size);
    ar.spend(size);
    text.value.assign(reinterpret_cast<const char*>(taken.data()), taken.size());
    if (!detail::valid_text(text.value)) throw ArchiveError("a text is not valid UTF-8");
}

inline void CEREAL_SAVE_FUNCTION_NAME(Writer& ar, const Bounded<Bytes>& bytes) {
    ar.put_integer(static_cast<std::uint32_t>(bytes.value.size()));
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
    ar.put_integer(static_cast<std::uint32_t>(list.value.size()));
    for (const T& element : list.value) {
        if constexpr (WireScalar<T>) {
            ar(element);
        } else {
            ar.scope([&] { ar(element); });
        }
    }
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, Bounded<std::vector<T>>& list) {
    if (ar.at_end()) return;
    const auto count = ar.take_integer<std::uint32_t>();
    constexpr std::size_t least = WireScalar<T> ? 1 : 4;
    if (count > list.limit || count * least > ar.left()) throw ArchiveError("a list is too long");
    list.value.clear();
    for (std::uint32_t i = 0; i < count; ++i) {
        ar.spend(sizeof(T));
        if constexpr (WireScalar<T>) {
            if (ar.at_end()) throw ArchiveError("a list is cut off");
            ar(list.value.emplace_back());
        } else {
            ar.scope([&] { ar(list.value.emplace_back()); });
        }
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
        throw ArchiveError("an unknown alternative cannot be written");
    ar.put_integer(static_cast<std::uint16_t>(variant.index()));
    ar.scope([&] {
        std::visit(
            [&]<class T>(const T& value) {
                if constexpr (!std::is_same_v<T, Unknown>) ar(value);
            },
            variant);
    });
}
template <class... Others>
void CEREAL_LOAD_FUNCTION_NAME(Reader& ar, std::variant<Unknown, Others...>& variant) {
    if (ar.at_end()) return;
    const auto alternative = ar.take_integer<std::uint16_t>();
    ar.scope([&] { detail::load_alternative(ar, variant, alternative); });
}

}  // namespace crosstalk::net

CEREAL_SETUP_ARCHIVE_TRAITS(crosstalk::net::Reader, crosstalk::net::Writer)

// cereal has a rule of its own for enums; ours checks the range.
namespace cereal {
template <crosstalk::net::WireEnum E>
struct specialize<crosstalk::net::Writer, E, specialization::non_member_load_save> : std::true_type {};
template <crosstalk::net::WireEnum E>
struct specialize<crosstalk::net::Reader, E, specialization::non_member_load_save> : std::true_type {};
}  // namespace cereal
