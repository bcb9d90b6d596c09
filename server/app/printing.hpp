// How the answers to subcommands look on a terminal and in a pipe.
#pragma once

#include <memory>

#include "server/app/reply.hpp"
#include "server/app/settings.hpp"

namespace crosstalk::server {

// Writes to stdout, row by row. Throws std::runtime_error if nobody reads it any more.
class Printer {
  public:
    virtual ~Printer() = default;
    virtual void row(const Json& row) = 0;
    // All rows were told.
    virtual void end() {}
};

std::unique_ptr<Printer> printer_for(const Subcommand& subcommand);

}  // namespace crosstalk::server
