#include "client/model/lookup.hpp"

#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

Model world() {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "Den")});
    model.apply(InvitationArrived{summary(net::RoomId{4096}, "attic"), bob});
    model.apply(members({member(bob)}));
    model.apply(RoomSynced{{.room = mine(den, "Den", 1, 1),
                            .have = {},
                            .from = net::Sequence{1},
                            .messages = {message(1, "hi", alice)},
                            .mark = {}}});
    return model;
}

TEST(Lookup, a_room_is_found_by_name_by_a_name_in_other_case_and_by_number) {
    const Model model = world();
    for (const char* typed : {"Den", "#Den", "den", "#DEN", "2048"}) {
        ASSERT_NE(find_room(model, typed), nullptr) << typed;
        EXPECT_EQ(find_room(model, typed)->id, den) << typed;
    }
    EXPECT_EQ(find_room(model, "nowhere"), nullptr);
    EXPECT_EQ(find_room(model, ""), nullptr);
    EXPECT_EQ(find_room(model, std::string(100'000, 'x')), nullptr);
}

TEST(Lookup, a_direct_room_is_found_by_the_name_of_the_other_one_and_behind_rooms_of_that_name) {
    Model model = world();
    model.apply(RoomAdded{direct(net::RoomId{7000}, {net::UserId{13}, "carol"})});
    EXPECT_EQ(find_room(model, "@carol")->id, net::RoomId{7000});
    EXPECT_EQ(find_room(model, "carol")->id, net::RoomId{7000});
    EXPECT_EQ(find_room(model, "#carol"), nullptr);
    model.apply(RoomAdded{mine(net::RoomId{8000}, "carol")});
    EXPECT_EQ(find_room(model, "carol")->id, net::RoomId{8000});
    EXPECT_EQ(find_room(model, "@carol")->id, net::RoomId{7000});
    EXPECT_EQ(find_room(model, "@den"), nullptr);
    EXPECT_EQ(find_user(model, *model.room(den), "@carol")->id, net::UserId{13}) << "one's peer is known";
}

TEST(Lookup, an_exact_name_comes_before_a_similar_one_and_a_name_before_a_number) {
    Model model = world();
    model.apply(RoomAdded{mine(net::RoomId{5000}, "den")});
    model.apply(RoomAdded{mine(net::RoomId{6000}, "2048")});
    EXPECT_EQ(find_room(model, "den")->id, net::RoomId{5000});
    EXPECT_EQ(find_room(model, "Den")->id, den);
    EXPECT_EQ(find_room(model, "2048")->id, net::RoomId{6000});
}

TEST(Lookup, an_invitation_is_found_by_its_room) {
    const Model model = world();
    ASSERT_NE(find_invitation(model, "#attic"), nullptr);
    EXPECT_EQ(find_invitation(model, "Den"), nullptr);
}

TEST(Lookup, a_user_is_found_among_members_and_authors) {
    const Model model = world();
    ASSERT_NE(find_user(model, *model.room(den), "@Bob"), nullptr);
    EXPECT_EQ(find_user(model, *model.room(den), "@Bob")->id, bob.id);
    EXPECT_EQ(find_user(model, *model.room(den), "alice")->id, alice.id);
    EXPECT_EQ(find_user(model, *model.room(den), "carol"), nullptr);
}

}  // namespace
}  // namespace crosstalk::model
