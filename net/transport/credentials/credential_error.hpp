// The unfortunate: a key file, the disk under it or the crypto library failed. what() is written for people.
#pragma once

#include <stdexcept>
#include <string>

namespace crosstalk::transport {

class CredentialError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace crosstalk::transport
