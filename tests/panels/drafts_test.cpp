// What is written and not sent: it waits in its room, over a restart too.
#include "ui/panels/drafts.hpp"

#include <gtest/gtest.h>

#include "tests/panels/stage.hpp"
#include "ui/panels/conversation.hpp"

namespace crosstalk::ui {
namespace {

struct Writer {
    twin::Stage stage;
    Conversation conversation;

    void frames(int count) {
        for (int each = 0; each < count; ++each) {
            stage.frame([this](const Scene& scene) {
                conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
            });
        }
    }
    void write(const std::string& text) {
        frames(3);
        stage.screen.type(text);
        frames(3);
    }
    std::string kept() {
        return stage.preferences.kept(draft_name(stage.preferences, stage.model, stage.here));
    }
};

TEST(Drafts, are_kept_a_second_after_the_last_letter_and_not_with_each) {
    Writer writer;
    writer.write("half a thought");
    EXPECT_EQ(writer.kept(), "");
    writer.frames(1000 / 16 + 1);
    EXPECT_EQ(writer.kept(), "half a thought");
    const auto* told = writer.stage.last_sent<model::KeepSetting>();
    ASSERT_NE(told, nullptr);
    EXPECT_EQ(told->value, "half a thought");
}

TEST(Drafts, stand_in_the_composer_of_the_next_start) {
    Writer writer;
    writer.stage.preferences.keep(draft_name(writer.stage.preferences, writer.stage.model, net::lobby),
                                  "from yesterday", writer.stage.commands);
    writer.frames(3);
    EXPECT_EQ(writer.conversation.composer().draft(), "from yesterday");
}

TEST(Drafts, are_gone_with_what_was_sent) {
    Writer writer;
    writer.write("hello");
    writer.frames(80);
    EXPECT_EQ(writer.kept(), "hello");
    writer.stage.screen.press_key(ImGuiKey_Enter);
    writer.frames(4);
    EXPECT_EQ(writer.kept(), "");
}

TEST(Drafts, with_a_passkey_never_reach_the_disk) {
    Writer writer;
    writer.write("/join den 7K4-MP2-QXS");
    writer.frames(80);
    EXPECT_EQ(writer.kept(), "");
    EXPECT_EQ(writer.stage.last_sent<model::KeepSetting>(), nullptr);
}

TEST(Drafts, are_kept_at_once_when_the_program_ends) {
    Writer writer;
    writer.write("in a hurry");
    writer.conversation.keep_draft(writer.stage.preferences,
                                   draft_name(writer.stage.preferences, writer.stage.model, net::lobby),
                                   writer.stage.commands);
    EXPECT_EQ(writer.kept(), "in a hurry");
}

TEST(Drafts, of_a_room_say_so_in_the_list) {
    twin::Stage stage;
    stage.preferences.keep(draft_name(stage.preferences, stage.model, model::den), "later", stage.commands);
    stage.frame([](const Scene& scene) {
        EXPECT_TRUE(has_draft(scene, model::den));
        EXPECT_FALSE(has_draft(scene, net::lobby));
    });
}

}  // namespace
}  // namespace crosstalk::ui
