// The one-time code that makes whoever knows it the owner of the server. It stands in the data folder while it is valid;
// the hub knows its digest only, and says when somebody has claimed it.
#pragma once

#include <optional>
#include <string>

#include "net/ids.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "server/app/data_folder.hpp"

namespace crosstalk::server {

// Thread: one at a time; blocks on the disk. Throws CredentialError with a text for people.
class OwnerCode {
  public:
    // `folder` must outlive it.
    OwnerCode(const DataFolder& folder, const transport::FillRandom& random);

    // To be offered at the start, where it counts as long as nobody owns the server: the one in the folder, or a new one.
    [[nodiscard]] const transport::Passkey& offered() const { return offered_; }
    // Left by `reset-owner` while no server ran: to be made valid, whoever the owner is.
    [[nodiscard]] const std::optional<transport::Passkey>& left() const { return left_; }

    // The server serves; `valid` is the digest of the code that the hub knows. Answers the code if it came to be at this
    // start and somebody may still claim it: that is the very first one.
    enum class Owner : bool { Nobody, Somebody };
    [[nodiscard]] std::optional<transport::Passkey> settle(Owner owner, const net::Digest& valid);

    // This one is valid now, and no other.
    void replace(const transport::Passkey& code);
    // Nobody can claim it any more.
    void remove();

  private:
    const DataFolder& folder_;
    std::optional<transport::Passkey> stored_;
    transport::Passkey offered_;
    std::optional<transport::Passkey> left_;
};

// Without a server: for the next start. An older one that was left is forgotten.
void leave_owner_code(const DataFolder& folder, const transport::Passkey& code);

}  // namespace crosstalk::server
