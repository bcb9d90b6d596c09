// Which files are saved by themselves when they arrive, and which nobody should open without a thought. Pure; goes by the
// name, which is all that anybody knows before the file is there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/files.hpp"

namespace crosstalk::model {

enum class FileKind : std::uint8_t {
    Picture,
    Media,     // audio, video
    Document,  // texts, tables, slides
    Program,   // what a system would execute or install
    Other,
};

// By the last extension, whatever the case of its letters.
FileKind kind_of_file(std::string_view name);

// Opening it would run what somebody else has written.
bool is_program(std::string_view name);

// "This is a program. Open it only if you trust NAME."
std::string warning_of_program(std::string_view author);

// Programs are never among them.
struct SavingRule {
    bool pictures = false;
    bool media = false;
    bool documents = false;
    bool others = false;
    std::uint64_t most_bytes = 100U << 20U;
    friend bool operator==(const SavingRule&, const SavingRule&) = default;
};

bool saves(const SavingRule& rule, const net::File& file);

// "pictures,documents:20": kinds and how many MiB at most; "all" for every kind, "none" for none. Nothing if it is no rule.
std::optional<SavingRule> parse_saving_rule(std::string_view typed);

}  // namespace crosstalk::model
