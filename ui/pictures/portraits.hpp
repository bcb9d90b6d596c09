// Who has a portrait, by the upload that it came by: another upload is another picture.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "net/files.hpp"

namespace crosstalk::ui {

class Portraits {
  public:
    void clear() { of_user_.clear(); }
    void set(std::uint64_t user, net::UploadId picture) {
        if (picture) of_user_[user] = picture;
    }
    /// 0: none.
    [[nodiscard]] net::UploadId of(std::uint64_t user) const {
        const auto found = of_user_.find(user);
        return found == of_user_.end() ? net::UploadId{} : found->second;
    }

  private:
    std::unordered_map<std::uint64_t, net::UploadId> of_user_;  // only who has one
};

}  // namespace crosstalk::ui
