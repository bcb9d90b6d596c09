#include "client/model/connection.hpp"

namespace crosstalk::model {

ConnectField field_of(Refusal refusal) {
    switch (refusal) {
        case Refusal::Address:
            return ConnectField::Address;
        case Refusal::PasskeyNeeded:
        case Refusal::Passkey:
        case Refusal::TooManyGuesses:
        case Refusal::OtherServer:
        case Refusal::NotProven:
            return ConnectField::Passkey;
        case Refusal::NameInvalid:
        case Refusal::NameTaken:
            return ConnectField::Name;
        case Refusal::Code:
            return ConnectField::Code;
        case Refusal::Version:
        case Refusal::Banned:
        case Refusal::Full:
        case Refusal::Stopped:
            return ConnectField::None;
    }
    return ConnectField::None;
}

}  // namespace crosstalk::model
