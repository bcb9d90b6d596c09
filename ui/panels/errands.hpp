// What panels have asked the server, and what came of it: questions with their answers, commands with their outcome.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "client/model/link_event.hpp"
#include "ui/panels/commands.hpp"

namespace crosstalk::ui {

/// 0: none.
using ErrandId = net::Number<struct ErrandTag>;

struct Errand {
    enum class State : std::uint8_t { UnderWay, Done, Failed };
    State state = State::UnderWay;
    bool is_question = false;
    std::string why;                      // of Failed, for people
    std::optional<model::Answer> answer;  // of a question that is Done
    net::Outcome outcome;                 // of a command that is Done
};

/// Thread: the one that draws. Whoever asks forgets the errand when it is of no use any more.
class Errands {
  public:
    /// The outbox repeats commands of earlier runs of the program with the refs that they had; a run knows its own by a name
    /// that no other has.
    Errands();
    explicit Errands(std::string_view run);

    ErrandId ask(model::Question question, Commands& commands);
    ErrandId perform(net::Command command, Commands& commands);
    /// Null if it was forgotten or never was.
    [[nodiscard]] const Errand* find(ErrandId id) const;
    /// Its answer, if it is done and of that kind.
    template <typename Answer>
    [[nodiscard]] const Answer* answer(ErrandId id) const {
        const Errand* errand = find(id);
        return errand == nullptr || !errand->answer ? nullptr : std::get_if<Answer>(&*errand->answer);
    }
    void forget(ErrandId id) { errands_.erase(id); }

    void hear(const model::LinkEvent& event);
    /// Whether the failure of this command is told where it was asked: whoever asked waits still, or did when it failed.
    [[nodiscard]] bool tells(const std::string& ref) const;

  private:
    ErrandId begin(bool is_question);
    [[nodiscard]] std::string ref_of(ErrandId id) const;
    [[nodiscard]] ErrandId named(const std::string& ref) const;
    Errand* heard_of(const std::string& ref);
    void fail(const std::string& ref, const std::string& why);

    std::string prefix_;
    std::map<ErrandId, Errand> errands_;
    std::set<ErrandId> told_;  // commands that failed while somebody waited; the newest
    std::uint64_t last_ = 0;
};

}  // namespace crosstalk::ui
