// Reads what stands behind a command, argument by argument. Internal to the composer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/model/composer.hpp"
#include "client/model/composer/typed.hpp"

namespace crosstalk::model {

struct ArgumentFault {
    BadLine::Why why = BadLine::Why::WrongArgument;
    std::string text;  // a sentence
};

// The place of an argument among the others.
struct ReadingPlace {
    bool is_last = false;
    TypedAt at;
};

struct ArgumentRow {
    ArgumentKind kind{};
    std::string_view shown;   // "USER"
    std::string_view wanted;  // "Say whom"
    // Takes what it needs, at the end or before something; an optional one may leave what is not its own.
    std::optional<ArgumentFault> (*read)(Typed& typed, const ReadingPlace& place, Arguments& into) = nullptr;
    bool is_secret = false;
};

const ArgumentRow& row_of(ArgumentKind kind);

}  // namespace crosstalk::model
