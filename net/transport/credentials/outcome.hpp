// Either what was wanted or the reason why not: for input that people type or peers send, where failing is expected.
#pragma once

#include <cassert>
#include <utility>
#include <variant>

namespace crosstalk::transport {

/// `Fault` is an enum with an explain() beside it. Looking at the side that is not there is a mistake of the program.
template <class Value, class Fault>
class Outcome {
  public:
    Outcome(Value value) : content_(std::in_place_index<0>, std::move(value)) {}
    Outcome(Fault fault) : content_(std::in_place_index<1>, fault) {}

    bool has_value() const { return content_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    const Value& operator*() const {
        assert(has_value());
        return *std::get_if<0>(&content_);
    }
    Value& operator*() {
        assert(has_value());
        return *std::get_if<0>(&content_);
    }
    const Value* operator->() const { return &**this; }
    Value* operator->() { return &**this; }

    Fault fault() const {
        assert(!has_value());
        return *std::get_if<1>(&content_);
    }

  private:
    std::variant<Value, Fault> content_;
};

}  // namespace crosstalk::transport
