#include "server/app/owner_code.hpp"

#include <cstdint>
#include <span>
#include <system_error>

#include "net/transport/credentials/private_file.hpp"
#include "server/runtime/proofs.hpp"

namespace crosstalk::server {

namespace {

// Nothing if there is none, or none that could be one.
std::optional<transport::Passkey> code_in(const std::filesystem::path& file) {
    const auto found = transport::read_private_file(file);
    if (!found) return std::nullopt;
    auto code = transport::Passkey::parse(found->content.text(), transport::PasskeyKind::Generated);
    if (!code) return std::nullopt;
    return *code;
}

void write(const std::filesystem::path& file, const transport::Passkey& code) {
    const std::string line = code.spelled_out() + "\n";
    transport::replace_private_file(
        file, std::span(reinterpret_cast<const std::uint8_t*>(line.data()), line.size()));
}

}  // namespace

OwnerCode::OwnerCode(const DataFolder& folder, const transport::FillRandom& random)
    : folder_(folder),
      stored_(code_in(folder.owner_code())),
      offered_(stored_ ? *stored_ : transport::Passkey::generate(random)),
      left_(code_in(folder.next_owner_code())) {}

std::optional<transport::Passkey> OwnerCode::settle(Owner owner, const net::Digest& valid) {
    if (owner == Owner::Somebody) {
        // It was claimed, and the server ended before it had removed the file.
        if (stored_ && digest_of(*stored_) != valid) remove();
        return std::nullopt;
    }
    if (stored_ || left_) return std::nullopt;
    write(folder_.owner_code(), offered_);
    return offered_;
}

void OwnerCode::replace(const transport::Passkey& code) {
    write(folder_.owner_code(), code);
    std::error_code error;
    std::filesystem::remove(folder_.next_owner_code(), error);
}

void OwnerCode::remove() {
    std::error_code error;
    std::filesystem::remove(folder_.owner_code(), error);
}

void leave_owner_code(const DataFolder& folder, const transport::Passkey& code) {
    write(folder.next_owner_code(), code);
}

}  // namespace crosstalk::server
