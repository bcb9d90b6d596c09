// The members of the large variants, compiled once, as in net/variants.cpp.
#include "client/model/link_command.hpp"
#include "client/model/link_event.hpp"

namespace crosstalk::model {

LinkCommand::LinkCommand() noexcept = default;
LinkCommand::LinkCommand(const LinkCommand& other) = default;
LinkCommand::LinkCommand(LinkCommand&& other) noexcept = default;
LinkCommand& LinkCommand::operator=(const LinkCommand& other) = default;
LinkCommand& LinkCommand::operator=(LinkCommand&& other) noexcept = default;
LinkCommand::~LinkCommand() = default;

LinkEvent::LinkEvent() noexcept = default;
LinkEvent::LinkEvent(const LinkEvent& other) = default;
LinkEvent::LinkEvent(LinkEvent&& other) noexcept = default;
LinkEvent& LinkEvent::operator=(const LinkEvent& other) = default;
LinkEvent& LinkEvent::operator=(LinkEvent&& other) noexcept = default;
LinkEvent::~LinkEvent() = default;

}  // namespace crosstalk::model
