#include "net/text/console.hpp"

namespace crosstalk::text {

std::shared_ptr<const void> print_utf8() {
    return nullptr;
}

}  // namespace crosstalk::text
