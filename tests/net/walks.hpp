// Five things to do with every field of a message, by the same serialize() that the archives use: write it as
// a newer peer would, see that it is within its limits, picture it alone, find what is at its default, and fill
// it as full as it may be.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "net/archive.hpp"
#include "net/codec.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::net::testing_wire {

// The wire format written down a second time, from its description and not from the archive. What follows the
// known fields in `later_fields` is added to the payload, to every struct, and so to every list element and
// alternative.
class NewerPeer {
  public:
    explicit NewerPeer(Bytes later_fields) : later_fields_(std::move(later_fields)) {}

    template <class T>
    Bytes payload(const T& message) {
        out_.clear();
        fields_of(message);
        return out_;
    }

    template <class... Fields>
    void operator()(Fields&&... fields) {
        (put(fields), ...);
    }

  private:
    template <class T>
    void fields_of(const T& value) {
        const_cast<T&>(value).serialize(*this);
        out_.insert(out_.end(), later_fields_.begin(), later_fields_.end());
    }
    void number(std::uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            out_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    template <class T>
    requires(!WireVariant<T>) void put(const T& value) {
        if constexpr (std::is_enum_v<T> || std::same_as<T, bool>) {
            number(static_cast<std::uint64_t>(value), 1);
        } else if constexpr (std::integral<T>) {
            number(static_cast<std::uint64_t>(value), sizeof value);
        } else {
            NewerPeer inner(later_fields_);
            inner.fields_of(value);
            number(inner.out_.size(), 4);
            out_.insert(out_.end(), inner.out_.begin(), inner.out_.end());
        }
    }
    template <class Tag, class Rep>
    void put(const Number<Tag, Rep>& value) {
        put(value.value);
    }
    template <std::size_t Size>
    void put(const std::array<std::uint8_t, Size>& bytes) {
        out_.insert(out_.end(), bytes.begin(), bytes.end());
    }
    template <class T>
    void put(const Bounded<T>& list) {
        number(list.value.size(), 4);
        for (const auto& element : list.value) {
            if constexpr (std::same_as<T, std::string>) {
                out_.push_back(static_cast<std::uint8_t>(element));
            } else {
                put(element);
            }
        }
    }
    template <class T>
    void put(const std::optional<T>& value) {
        put(value.has_value());
        if (value) put(*value);
    }
    template <class... Others>
    void put(const std::variant<Unknown, Others...>& variant) {
        number(variant.index(), 2);
        std::visit(
            [&]<class T>(const T& value) {
                if constexpr (!std::same_as<T, Unknown>) put(value);
            },
            variant);
    }

    Bytes later_fields_;
    Bytes out_;
};

// What a decoded value may be: within every limit that its declaration names.
class LimitWalk {
  public:
    // Empty if all is well.
    [[nodiscard]] const std::string& complaint() const { return complaint_; }
    // Whether a variant holds what cannot be written again.
    [[nodiscard]] bool met_unknown() const { return met_unknown_; }

    template <class... Fields>
    void operator()(Fields&&... fields) {
        (look(fields), ...);
    }

  private:
    template <class T>
    requires(!WireVariant<T>) void look(const T& value) {
        if constexpr (WireEnum<T>) {
            if (value > last_of(T{})) complaint_ = "an enumerator is beyond the last";
        } else if constexpr (WireStruct<T>) {
            const_cast<T&>(value).serialize(*this);
        }
    }
    void look(const bool& value) {
        std::uint8_t byte = 0;
        std::memcpy(&byte, &value, 1);
        if (byte > 1) complaint_ = "a bool is neither true nor false";
    }
    void look(const Bounded<std::string>& text) {
        if (text.value.size() > text.limit) complaint_ = "a text is longer than its limit";
        if (!text::is_valid_utf8(text.value)) complaint_ = "a text is not UTF-8";
    }
    template <class T>
    void look(const Bounded<std::vector<T>>& list) {
        if (list.value.size() > list.limit) complaint_ = "a list is longer than its limit";
        for (const T& element : list.value)
            look(element);
    }
    template <class T>
    void look(const std::optional<T>& value) {
        if (value) look(*value);
    }
    template <class... Others>
    void look(const std::variant<Unknown, Others...>& variant) {
        met_unknown_ = met_unknown_ || std::holds_alternative<Unknown>(variant);
        std::visit([&](const auto& value) { look(value); }, variant);
    }

    std::string complaint_;
    bool met_unknown_ = false;
};

// Each field of one struct as its bytes on the wire; not those of the structs inside it.
class FieldImages {
  public:
    template <class T>
    static std::vector<Bytes> of(const T& message) {
        FieldImages walk;
        const_cast<T&>(message).serialize(walk);
        return walk.images_;
    }

    template <class... Fields>
    void operator()(Fields&&... fields) {
        (images_.push_back(image(fields)), ...);
    }

  private:
    template <class T>
    static Bytes written(T& field) {
        Bytes bytes;
        Writer writer(bytes);
        writer(field);
        return bytes;
    }
    template <class T>
    requires(!WireVariant<T>) static Bytes image(T& field) { return written(field); }
    // Has no bytes; never the image of anything else.
    template <class... Others>
    static Bytes image(std::variant<Unknown, Others...>& field) {
        if (std::holds_alternative<Unknown>(field)) return {};
        return written(field);
    }

    std::vector<Bytes> images_;
};

// The fields of a sample that say nothing because they are as in a new object; "2.0" is the first field of
// the third.
class DefaultWalk {
  public:
    template <class T>
    static std::vector<std::string> of(const T& sample) {
        DefaultWalk walk;
        walk.compare(sample, "");
        return walk.found_;
    }

    template <class... Fields>
    void operator()(Fields&&... fields) {
        (look(fields), ...);
    }

  private:
    template <class T>
    void compare(const T& value, const std::string& path) {
        DefaultWalk inner;
        inner.path_ = path;
        inner.defaults_ = FieldImages::of(T{});
        const std::vector<Bytes> images = FieldImages::of(value);
        for (std::size_t i = 0; i < images.size(); ++i) {
            if (images[i] == inner.defaults_[i]) found_.push_back(path + std::to_string(i));
        }
        const_cast<T&>(value).serialize(inner);
        found_.insert(found_.end(), inner.found_.begin(), inner.found_.end());
    }
    // Only what has fields of its own has to be looked into.
    template <class T>
    requires(!WireVariant<T>) void look(const T& field) {
        const std::string path = path_ + std::to_string(index_++) + ".";
        if constexpr (WireStruct<T>) compare(field, path);
    }
    template <class T>
    void look(const Bounded<std::vector<T>>& list) {
        const std::string path = path_ + std::to_string(index_++) + ".";
        if constexpr (WireStruct<T>) {
            for (const T& element : list.value)
                compare(element, path);
        }
    }
    template <class... Others>
    void look(const std::variant<Unknown, Others...>& variant) {
        const std::string path = path_ + std::to_string(index_++) + ".";
        std::visit(
            [&]<class T>(const T& value) {
                if constexpr (WireStruct<T>) compare(value, path);
            },
            variant);
    }

    std::string path_;
    std::size_t index_ = 0;
    std::vector<Bytes> defaults_;
    std::vector<std::string> found_;
};

// Every text and list as long as it may be, of a variant the largest alternative. Messages, hits and former texts, which
// are counted by their bytes, are as many as a page may hold.
class Filler {
  public:
    template <class T>
    static T full() {
        T value{};
        Filler filler;
        filler.fill(value);
        return value;
    }

    template <class... Fields>
    void operator()(Fields&&... fields) {
        (fill(fields), ...);
    }

  private:
    template <class T>
    requires(!WireVariant<T>) void fill(T& value) {
        if constexpr (WireEnum<T>) {
            value = last_of(T{});
        } else if constexpr (WireStruct<T>) {
            value.serialize(*this);
        }
    }
    void fill(Bounded<std::string>& text) { text.value.assign(text.limit, 'x'); }
    void fill(Bounded<Bytes>& bytes) { bytes.value.assign(bytes.limit, 0xff); }
    template <class T>
    void fill(Bounded<std::vector<T>>& list) {
        list.value.assign(list.limit, full<T>());
        if constexpr (std::same_as<T, Message> || std::same_as<T, FormerText> || std::same_as<T, Hit>) {
            list.value.resize(std::min(list.limit, max_page_bytes / wire_size(list.value.front())));
        }
    }
    template <class... Others>
    void fill(std::variant<Unknown, Others...>& variant) {
        std::size_t largest = 0;
        const auto offer = [&]<class T>(T alternative) {
            const std::size_t size = wire_size(alternative);
            if (size <= largest) return;
            largest = size;
            variant = std::move(alternative);
        };
        (offer(full<Others>()), ...);
    }
};

}  // namespace crosstalk::net::testing_wire
