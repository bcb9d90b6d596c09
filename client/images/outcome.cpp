#include "client/images/outcome.hpp"

namespace crosstalk::images {

std::string words_for(const DecodeEnd& end) {
    const std::string elsewhere = " Save the file to open it with another program.";
    switch (end.outcome) {
        case DecodeOutcome::Decoded:
            return {};
        case DecodeOutcome::NotAPicture:
            return "This file is no picture that can be shown here." + elsewhere;
        case DecodeOutcome::Broken:
            return "This picture is broken. Ask for it to be sent again.";
        case DecodeOutcome::TooLarge:
            if (end.picture.width == 0) return "This picture is too large to be shown here." + elsewhere;
            return "This picture is too large to be shown here: " + std::to_string(end.picture.width) +
                   " x " + std::to_string(end.picture.height) + " pixels." + elsewhere;
        case DecodeOutcome::OutOfMemory:
            return "This picture needs too much memory to be shown here." + elsewhere;
        case DecodeOutcome::TooSlow:
            return "This picture takes too long to be shown here." + elsewhere;
        case DecodeOutcome::NoDecoder:
            return "Pictures can't be shown now: they are decoded in a safe process of their own, and that "
                   "could not "
                   "be started." +
                   elsewhere;
        case DecodeOutcome::PutOff:
            return "Too many pictures came at once. Scroll back to this one to see it.";
    }
    return {};
}

}  // namespace crosstalk::images
