// What panels have asked the server, and what came of it: questions with their answers, commands with their outcome.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "client/model/link_event.hpp"
#include "ui/panels/commands.hpp"

namespace crosstalk::ui {

/// 0: none.
using ErrandId = net::Number<struct ErrandTag>;

struct Errand {
    enum class State : std::uint8_t { UnderWay, Done, Failed };
    State state = State::UnderWay;
    std::string why;                      // of Failed, for people
    std::optional<model::Answer> answer;  // of a question that is Done
    net::Outcome outcome;                 // of a command that is Done
};

/// Thread: the one that draws. Whoever asks forgets the errand when it is of no use any more.
class Errands {
  public:
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
    /// Whether the ref of a command is of here: then its failure is told where it was asked.
    static bool is_own(const std::string& ref);

  private:
    ErrandId begin();
    Errand* named(const std::string& ref);

    std::map<ErrandId, Errand> errands_;
    std::uint64_t last_ = 0;
};

}  // namespace crosstalk::ui
