// The colours that people have chosen, as names and portraits show them.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>

#include "tests/panels/stage.hpp"
#include "ui/panels/conversation.hpp"
#include "ui/panels/members_panel.hpp"

namespace crosstalk::ui {
namespace {

std::size_t not_that_of(net::UserId user) {
    return (name_color_index(user.value) + 3) % name_color_count;
}

// A message of alice and the members beside it.
struct Room {
    explicit Room(const ThemeChoice& choice = {}) : stage(900, 700, choice) {
        stage.hear(model::posted(net::lobby, 4, "just now"));
        frames();
    }
    void frames() {
        stage.settle([this](const Scene& scene) {
            conversation.draw(scene, {{0, 0}, {600, 700}}, {}, *scene.room());
            draw_members(scene, {{600, 0}, {900, 700}}, scroll, *scene.room());
        });
    }
    void choose(const net::UserRef& user, std::uint32_t colour) {
        net::ProfileSet fact;
        fact.user = user;
        fact.card.colour = colour;
        stage.hear(model::happened(net::lobby, ++sequence, fact));
        frames();
    }
    std::optional<Color> name_in_list(const std::string& name) { return name_between(name, 0, 600); }
    std::optional<Color> name_in_members(const std::string& name) { return name_between(name, 600, 900); }
    // What fills a portrait of that colour is somewhere between these.
    bool has_portrait(std::size_t index, int left, int right) const {
        const Theme& theme = stage.screen.theme();
        const float share = avatar_shares[static_cast<std::size_t>(theme.palette())].fill;
        const Color fill = mix(theme[Role::Panel], theme.name_color(index), share);
        for (int y = 0; y < stage.screen.height(); ++y) {
            for (int x = left; x < right; ++x) {
                if (stage.screen.pixel(x, y) == fill) return true;
            }
        }
        return false;
    }

    twin::Stage stage;
    Conversation conversation;
    ScrollArea scroll;
    std::uint64_t sequence = 4;

  private:
    std::optional<Color> name_between(const std::string& name, float left, float right) {
        for (const WrittenText& each : stage.screen.writing()) {
            if (each.text == name && each.at.x >= left && each.at.x < right) return each.color;
        }
        return std::nullopt;
    }
};

TEST(PeopleColors, who_has_chosen_none_is_drawn_in_that_of_the_hash) {
    Room room;
    const Color by_hash = room.stage.screen.theme().name_color(name_color_index(model::alice.id.value));
    EXPECT_EQ(room.name_in_list("alice"), by_hash);
    EXPECT_EQ(room.name_in_members("alice"), by_hash);
}

TEST(PeopleColors, a_chosen_one_is_drawn_in_messages_and_among_the_members) {
    Room room;
    const std::size_t index = not_that_of(model::alice.id);
    const Color chosen = room.stage.screen.theme().name_color(index);
    EXPECT_FALSE(room.has_portrait(index, 0, 600));
    room.choose(model::alice, name_colors[index].hex[0]);
    EXPECT_EQ(room.name_in_list("alice"), chosen);
    EXPECT_EQ(room.name_in_members("alice"), chosen);
    EXPECT_TRUE(room.has_portrait(index, 0, 600));
    EXPECT_TRUE(room.has_portrait(index, 600, 900));
    room.choose(model::alice, 0);
    EXPECT_NE(room.name_in_list("alice"), chosen) << "it was taken back";
}

TEST(PeopleColors, somebody_who_is_not_known_here_is_drawn_in_that_of_the_hash) {
    Room room;
    room.choose(model::alice, name_colors[not_that_of(model::alice.id)].hex[0]);
    room.stage.hear(model::members({model::member(model::bob)}));
    room.frames();
    EXPECT_EQ(room.name_in_list("alice"),
              room.stage.screen.theme().name_color(name_color_index(model::alice.id.value)));
}

TEST(PeopleColors, plain_names_stay_plain_while_portraits_show_the_choice) {
    Room room({.names = NameColoring::Plain});
    const std::size_t index = not_that_of(model::alice.id);
    room.choose(model::alice, name_colors[index].hex[0]);
    const Color plain = room.stage.screen.theme()[Role::Text];
    EXPECT_EQ(room.name_in_list("alice"), plain);
    EXPECT_EQ(room.name_in_members("alice"), plain);
    EXPECT_TRUE(room.has_portrait(index, 600, 900));
}

}  // namespace
}  // namespace crosstalk::ui
