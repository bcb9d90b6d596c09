#include "ui/panels/errands.hpp"

#include <charconv>
#include <random>
#include <string_view>
#include <utility>

namespace crosstalk::ui {

namespace {

constexpr std::size_t most_told = 1'000;
constexpr std::string_view no_answer = "The server did not answer the question.";

std::string name_of_run() {
    std::random_device chance;
    return std::to_string(chance()) + "." + std::to_string(chance());
}

}  // namespace

Errands::Errands() : Errands(name_of_run()) {}

Errands::Errands(std::string_view run) : prefix_("errand-" + std::string(run) + "-") {}

std::string Errands::ref_of(ErrandId id) const {
    return prefix_ + std::to_string(id.value);
}

ErrandId Errands::begin(bool is_question) {
    const ErrandId id{++last_};
    errands_.emplace(id, Errand{}).first->second.is_question = is_question;
    return id;
}

ErrandId Errands::ask(model::Question question, Commands& commands) {
    const ErrandId id = begin(true);
    commands.send(model::Ask{std::move(question), ref_of(id)});
    return id;
}

ErrandId Errands::perform(net::Command command, Commands& commands) {
    const ErrandId id = begin(false);
    commands.send(model::Perform{std::move(command), ref_of(id)});
    return id;
}

const Errand* Errands::find(ErrandId id) const {
    const auto found = errands_.find(id);
    return found == errands_.end() ? nullptr : &found->second;
}

// 0: it is of another run, or of somebody else.
ErrandId Errands::named(const std::string& ref) const {
    if (!ref.starts_with(prefix_)) return {};
    const std::string_view digits = std::string_view(ref).substr(prefix_.size());
    std::uint64_t number = 0;
    const auto [rest, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc{} || rest != digits.data() + digits.size()) return {};
    return {number};
}

Errand* Errands::heard_of(const std::string& ref) {
    const auto found = errands_.find(named(ref));
    return found == errands_.end() ? nullptr : &found->second;
}

bool Errands::tells(const std::string& ref) const {
    const ErrandId id = named(ref);
    return errands_.contains(id) || told_.contains(id);
}

void Errands::hear(const model::LinkEvent& event) {
    if (const auto* answered = std::get_if<model::Answered>(&event)) {
        Errand* errand = heard_of(answered->ref);
        if (errand == nullptr) return;
        errand->state = Errand::State::Done;
        errand->answer = answered->answer;
    } else if (const auto* failed = std::get_if<model::QuestionFailed>(&event)) {
        fail(failed->ref, failed->text);
    } else if (const auto* done = std::get_if<model::Acknowledged>(&event)) {
        Errand* errand = heard_of(done->ref);
        if (errand == nullptr) return;
        if (errand->is_question) return fail(done->ref, std::string(no_answer));
        errand->state = Errand::State::Done;
        errand->outcome = done->outcome;
    } else if (const auto* refused = std::get_if<model::Failed>(&event)) {
        fail(refused->ref, refused->text);
    }
}

void Errands::fail(const std::string& ref, const std::string& why) {
    const ErrandId id = named(ref);
    const auto found = errands_.find(id);
    if (found == errands_.end()) {
        told_.erase(id);
        return;
    }
    found->second.state = Errand::State::Failed;
    found->second.why = why;
    if (found->second.is_question) return;
    told_.insert(id);
    if (told_.size() > most_told) told_.erase(told_.begin());
}

}  // namespace crosstalk::ui
