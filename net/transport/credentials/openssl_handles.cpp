#include "net/transport/credentials/openssl_handles.hpp"

#include <openssl/err.h>

#include "net/transport/credentials/credential_error.hpp"

namespace crosstalk::transport {

void prepare_openssl() {
    if (OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) != 1) {
        throw CredentialError("OpenSSL could not be started: " + take_openssl_error() + ".");
    }
}

std::string take_openssl_error() {
    const unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    if (code == 0) return "no reason given";
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "error " + std::to_string(code);
}

}  // namespace crosstalk::transport
