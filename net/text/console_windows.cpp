#include <windows.h>

#include "net/text/console.hpp"

namespace crosstalk::text {

namespace {

class Utf8Output {
  public:
    explicit Utf8Output(UINT before) : before_(before) { ::SetConsoleOutputCP(CP_UTF8); }
    Utf8Output(const Utf8Output&) = delete;
    Utf8Output& operator=(const Utf8Output&) = delete;
    ~Utf8Output() { ::SetConsoleOutputCP(before_); }

  private:
    UINT before_;
};

}  // namespace

std::shared_ptr<const void> print_utf8() {
    const UINT before = ::GetConsoleOutputCP();  // zero where there is no console
    if (before == 0) return nullptr;
    return std::make_shared<const Utf8Output>(before);
}

}  // namespace crosstalk::text
