#include "client/cli/printer.hpp"

namespace crosstalk::cli {

std::string_view code_of(model::Refusal refusal) {
    switch (refusal) {
        case model::Refusal::Address:
            return "address";
        case model::Refusal::PasskeyNeeded:
            return "passkey_needed";
        case model::Refusal::Passkey:
            return "passkey";
        case model::Refusal::TooManyGuesses:
            return "too_many_guesses";
        case model::Refusal::NameInvalid:
            return "name_invalid";
        case model::Refusal::NameTaken:
            return "name_taken";
        case model::Refusal::OtherServer:
            return "other_server";
        case model::Refusal::NotProven:
            return "not_proven";
        case model::Refusal::Version:
            return "version";
        case model::Refusal::Banned:
            return "banned";
        case model::Refusal::Full:
            return "full";
        case model::Refusal::Stopped:
            return "stopped";
    }
    return "refused";
}

std::string_view code_of(net::Status status) {
    switch (status) {
        case net::Status::Done:
            return "done";
        case net::Status::Refused:
            return "refused";
        case net::Status::NotFound:
            return "not_found";
        case net::Status::NotAllowed:
            return "not_allowed";
        case net::Status::Invalid:
            return "invalid";
        case net::Status::NameTaken:
            return "name_taken";
        case net::Status::TooMany:
            return "too_many";
        case net::Status::Unknown:
            return "unsupported";
    }
    return "refused";
}

}  // namespace crosstalk::cli
