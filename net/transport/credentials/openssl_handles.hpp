// Owners of OpenSSL's objects, and its start. For the sources that must talk to OpenSSL, nobody else.
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace crosstalk::transport {

template <auto Free>
struct FreeWith {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};

using BioHandle = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using BignumHandle = std::unique_ptr<BIGNUM, FreeWith<BN_free>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using CertificateHandle = std::unique_ptr<X509, FreeWith<X509_free>>;
using SslContextHandle = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;
using SslHandle = std::unique_ptr<SSL, FreeWith<SSL_free>>;

/// Starts OpenSSL without the machine's openssl.cnf: what is secure here must not depend on a file that can
/// name other defaults or modules to load. Any thread, any number of times.
void prepare_openssl();

/// OpenSSL's newest error on this thread, e.g. "no start line"; empties the thread's error queue.
std::string take_openssl_error();

}  // namespace crosstalk::transport
