// What became of questions and commands, and whose failures are told where they were asked.
#include "ui/panels/errands.hpp"

#include <gtest/gtest.h>

namespace crosstalk::ui {
namespace {

struct Asked {
    Errands errands{"run"};
    Commands commands;

    template <typename Command>
    std::string newest_ref() {
        const std::vector<model::LinkCommand> sent = commands.take_link();
        return std::get<Command>(sent.back()).ref;
    }
};

TEST(Errands, what_an_earlier_run_asked_is_none_of_this_run) {
    Asked asked;
    Errands earlier{"before"};
    earlier.perform(net::OpenDirect{{7}}, asked.commands);
    const std::string old = asked.newest_ref<model::Perform>();
    const ErrandId id = asked.errands.perform(net::OpenDirect{{7}}, asked.commands);
    asked.errands.hear(model::Acknowledged{old, {}});
    EXPECT_EQ(asked.errands.find(id)->state, Errand::State::UnderWay);
    EXPECT_FALSE(asked.errands.tells(old));
    EXPECT_TRUE(asked.errands.tells(asked.newest_ref<model::Perform>()));

    Errands one;
    Errands other;
    one.perform(net::OpenDirect{{7}}, asked.commands);
    EXPECT_FALSE(other.tells(asked.newest_ref<model::Perform>())) << "each run has its own name";
}

TEST(Errands, a_failure_is_told_where_it_was_asked_only_if_somebody_waited_for_it) {
    Asked asked;
    const ErrandId id = asked.errands.perform(net::OpenDirect{{7}}, asked.commands);
    const std::string ref = asked.newest_ref<model::Perform>();
    asked.errands.hear(model::Failed{ref, net::Status::NotAllowed, "no", {}});
    EXPECT_EQ(asked.errands.find(id)->why, "no");
    asked.errands.forget(id);
    EXPECT_TRUE(asked.errands.tells(ref)) << "the dialog said so before it was closed";
    asked.errands.hear(model::Failed{ref, net::Status::NotAllowed, "no", {}});
    EXPECT_FALSE(asked.errands.tells(ref)) << "tried again, and nobody waits";

    const ErrandId gone = asked.errands.perform(net::OpenDirect{{7}}, asked.commands);
    asked.errands.forget(gone);
    EXPECT_FALSE(asked.errands.tells(asked.newest_ref<model::Perform>()));
    EXPECT_FALSE(asked.errands.tells("errand-run-"));
    EXPECT_FALSE(asked.errands.tells("of somebody else"));
}

TEST(Errands, a_question_that_is_done_without_an_answer_has_failed) {
    Asked asked;
    const ErrandId id = asked.errands.ask(net::Directory{}, asked.commands);
    asked.errands.hear(model::Acknowledged{asked.newest_ref<model::Ask>(), {}});
    EXPECT_EQ(asked.errands.find(id)->state, Errand::State::Failed);
    EXPECT_FALSE(asked.errands.find(id)->why.empty());
}

}  // namespace
}  // namespace crosstalk::ui
