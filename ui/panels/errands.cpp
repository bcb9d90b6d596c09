#include "ui/panels/errands.hpp"

#include <charconv>
#include <string_view>
#include <utility>

namespace crosstalk::ui {

namespace {

constexpr std::string_view prefix = "errand-";

std::string ref_of(ErrandId id) {
    return std::string(prefix) + std::to_string(id.value);
}

}  // namespace

bool Errands::is_own(const std::string& ref) {
    return ref.starts_with(prefix);
}

ErrandId Errands::begin() {
    const ErrandId id{++last_};
    errands_.emplace(id, Errand{});
    return id;
}

ErrandId Errands::ask(model::Question question, Commands& commands) {
    const ErrandId id = begin();
    commands.send(model::Ask{std::move(question), ref_of(id)});
    return id;
}

ErrandId Errands::perform(net::Command command, Commands& commands) {
    const ErrandId id = begin();
    commands.send(model::Perform{std::move(command), ref_of(id)});
    return id;
}

const Errand* Errands::find(ErrandId id) const {
    const auto found = errands_.find(id);
    return found == errands_.end() ? nullptr : &found->second;
}

Errand* Errands::named(const std::string& ref) {
    if (!is_own(ref)) return nullptr;
    const std::string_view digits = std::string_view(ref).substr(prefix.size());
    std::uint64_t number = 0;
    const auto [rest, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc{} || rest != digits.data() + digits.size()) return nullptr;
    const auto found = errands_.find(ErrandId{number});
    return found == errands_.end() ? nullptr : &found->second;
}

void Errands::hear(const model::LinkEvent& event) {
    if (const auto* answered = std::get_if<model::Answered>(&event)) {
        Errand* errand = named(answered->ref);
        if (errand == nullptr) return;
        errand->state = Errand::State::Done;
        errand->answer = answered->answer;
    } else if (const auto* failed = std::get_if<model::QuestionFailed>(&event)) {
        Errand* errand = named(failed->ref);
        if (errand == nullptr) return;
        errand->state = Errand::State::Failed;
        errand->why = failed->text;
    } else if (const auto* done = std::get_if<model::Acknowledged>(&event)) {
        Errand* errand = named(done->ref);
        if (errand == nullptr) return;
        errand->state = Errand::State::Done;
        errand->outcome = done->outcome;
    } else if (const auto* refused = std::get_if<model::Failed>(&event)) {
        Errand* errand = named(refused->ref);
        if (errand == nullptr) return;
        errand->state = Errand::State::Failed;
        errand->why = refused->text;
    }
}

}  // namespace crosstalk::ui
