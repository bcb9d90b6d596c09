// Lets a callback find out that the object it was made for is gone: a late callback then does nothing.
#pragma once

#include <memory>

namespace crosstalk::transport {

// A member of the object; a callback keeps `watch()` and returns at once when that has expired. Thread: one,
// the loop's, so what has not expired stays during the callback.
class Lifetime {
  public:
    Lifetime() = default;
    Lifetime(const Lifetime&) = delete;
    Lifetime& operator=(const Lifetime&) = delete;

    [[nodiscard]] std::weak_ptr<const void> watch() const { return token_; }

  private:
    std::shared_ptr<const char> token_ = std::make_shared<const char>();
};

}  // namespace crosstalk::transport
