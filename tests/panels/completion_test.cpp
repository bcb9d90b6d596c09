// What completion offers for what somebody has typed so far.
#include "ui/panels/completion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::ui {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const net::UserRef jean{net::UserId{20}, "Jean Luc"};
const net::UserRef alina{net::UserId{21}, "alina"};

model::Model world() {
    model::Model model;
    model.apply(model::Online{.me = model::me, .server = {}, .limits = {}, .at = {}});
    model.apply(model::RoomsListed{{model::mine(net::lobby, "lobby"), model::mine(model::den, "den"),
                                    model::mine(model::attic, "board games")},
                                   {}});
    model.apply(model::synced(net::lobby, 0, 1, 3));
    model.apply(
        model::members({model::member(alina, net::PresenceState::Offline), model::member(model::alice),
                        model::member(model::bob), model::member(jean), model::member(model::me)}));
    return model;
}

Completion completed(std::string_view text, Trigger trigger = Trigger::Typing) {
    static const model::Model model = world();
    return complete(text, static_cast<std::uint32_t>(text.size()), model, *model.room(net::lobby), trigger);
}

std::vector<std::string> inserts(const Completion& completion) {
    std::vector<std::string> all;
    for (const Choice& choice : completion.choices)
        all.push_back(choice.insert);
    return all;
}

TEST(Completion, an_at_sign_offers_people_and_those_who_are_here_first) {
    EXPECT_THAT(inserts(completed("hello @al")), ElementsAre("@alice ", "@alina "));
    EXPECT_EQ(completed("hello @al").word.begin, 6U);
    EXPECT_THAT(inserts(completed("@")), Contains("@bob "));
}

TEST(Completion, nobody_is_offered_to_oneself) {
    EXPECT_THAT(inserts(completed("@me")), IsEmpty());
}

TEST(Completion, a_name_with_blanks_is_quoted_and_found_within_quotation_marks) {
    EXPECT_THAT(inserts(completed("@je")), ElementsAre("@\"Jean Luc\" "));
    const Completion quoted = completed("hi @\"Jean L");
    EXPECT_THAT(inserts(quoted), ElementsAre("@\"Jean Luc\" "));
    EXPECT_EQ(quoted.word.begin, 3U);
    EXPECT_THAT(inserts(completed("@luc")), ElementsAre("@\"Jean Luc\" ")) << "by any of its words";
}

TEST(Completion, a_word_becomes_a_name_only_on_tab) {
    EXPECT_THAT(inserts(completed("bo")), IsEmpty());
    EXPECT_THAT(inserts(completed("bo", Trigger::Tab)), ElementsAre("bob: "));
    EXPECT_THAT(inserts(completed("ask bo", Trigger::Tab)), ElementsAre("bob "));
    EXPECT_THAT(inserts(completed("", Trigger::Tab)), IsEmpty());
}

TEST(Completion, a_hash_offers_rooms) {
    EXPECT_THAT(inserts(completed("see #de")), ElementsAre("#den "));
    EXPECT_THAT(inserts(completed("#gam")), ElementsAre("#board games "));
}

TEST(Completion, behind_a_command_the_words_it_knows_are_offered) {
    EXPECT_THAT(inserts(completed("/ttt bob 1")), ElementsAre("15x15 ", "10s ", "15s "));
    EXPECT_EQ(completed("/ttt bob ul").kind, CompletionKind::Command);
    EXPECT_THAT(inserts(completed("/ttt bob ul")), ElementsAre("ultimate "));
    EXPECT_THAT(inserts(completed("/decline 17 b")), ElementsAre("busy "));
    EXPECT_THAT(inserts(completed("/role bob ad")), ElementsAre("admin "));
    EXPECT_THAT(inserts(completed("/decline 17 busy")), IsEmpty()) << "Enter sends it";
    EXPECT_THAT(inserts(completed("/decline 17 ")), IsEmpty());
    EXPECT_THAT(inserts(completed("//decline b")), IsEmpty());
    EXPECT_THAT(inserts(completed("/ttt bo")), IsEmpty());
    EXPECT_THAT(inserts(completed("/ttt bo", Trigger::Tab)), ElementsAre("bob "));
}

TEST(Completion, a_slash_at_the_beginning_offers_commands) {
    const Completion found = completed("/ki");
    EXPECT_EQ(found.kind, CompletionKind::Command);
    EXPECT_THAT(inserts(found), ElementsAre("/kick "));
    EXPECT_THAT(inserts(completed("and /ki")), IsEmpty());
    EXPECT_THAT(inserts(completed("/me")), Contains("/me")) << "nothing may follow, so no blank does";
    EXPECT_LE(completed("/").choices.size(), most_choices);
}

TEST(Completion, two_letters_behind_a_colon_offer_emoji) {
    EXPECT_THAT(inserts(completed(":p")), IsEmpty());
    const Completion found = completed("nice :tad");
    EXPECT_EQ(found.kind, CompletionKind::Emoji);
    EXPECT_THAT(inserts(found), Contains("\U0001F389 "));
    EXPECT_THAT(inserts(completed("12:30")), IsEmpty());
}

TEST(Completion, only_the_word_before_the_caret_counts) {
    static const model::Model model = world();
    const Completion found = complete("@bo and more", 3, model, *model.room(net::lobby), Trigger::Typing);
    EXPECT_EQ(found.word.begin, 0U);
    EXPECT_EQ(found.word.end, 3U);
    EXPECT_THAT(inserts(found), ElementsAre("@bob "));
}

TEST(Completion, in_the_middle_of_a_word_offers_nothing_by_itself) {
    const model::Model model = world();
    const model::Room& room = *model.room(net::lobby);
    EXPECT_TRUE(complete("//kick nobody", 1, model, room, Trigger::Typing).empty());
    EXPECT_TRUE(complete("@alice", 1, model, room, Trigger::Typing).empty());
    EXPECT_FALSE(complete("@alice", 1, model, room, Trigger::Tab).empty());
    EXPECT_FALSE(complete("@al and more", 3, model, room, Trigger::Typing).empty());
}

TEST(Completion, whatever_is_typed_it_answers) {
    for (const char* text : {"@\"", "@\"\"", "#", ":::", "@\xFF\xC0", "/\x01", "@@@", "\"@\"x", "@\"a\nb"})
        EXPECT_LE(completed(text, Trigger::Tab).choices.size(), most_choices) << text;
}

}  // namespace
}  // namespace crosstalk::ui
