#include "server/local/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "server/local/sqlite.hpp"
#include "tests/local/text_of.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::local {
namespace {

using testing::content_of;
using testing::error_of;
using ::testing::HasSubstr;

void make_notes(Database& database) {
    database.execute("CREATE TABLE notes(text TEXT NOT NULL) STRICT; INSERT INTO notes VALUES ('first')");
}
void add_authors(Database& database) {
    database.execute("ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody'");
}
void go_wrong(Database& database) {
    database.execute("DELETE FROM notes");
    database.execute("INSERT INTO no_such_table VALUES (1)");
}

const Schema first{77, {make_notes}};
const Schema second{77, {make_notes, add_authors}};

struct SchemaTest : ::testing::Test {
    testing::TemporaryFolder folder;
    std::filesystem::path file = folder / "notes.db";

    void bring_to(const Schema& schema) {
        Database database(file, "the notebook", Durability::Full, 100);
        bring_up_to_date(database, schema);
    }
    std::int64_t number(const std::string& sql) {
        Database database(file, "the notebook", Durability::Full, 100);
        return database.integer(sql);
    }
};

TEST_F(SchemaTest, a_new_file_gets_the_newest_format_and_no_copy) {
    bring_to(second);
    EXPECT_EQ(number("PRAGMA user_version"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM notes WHERE author = 'nobody'"), 1);
    EXPECT_FALSE(std::filesystem::exists(folder / "notes.db.format-1"));
}

TEST_F(SchemaTest, a_file_of_the_newest_format_is_left_alone) {
    bring_to(first);
    const std::string before = content_of(file);
    bring_to(first);
    EXPECT_EQ(content_of(file), before);
}

TEST_F(SchemaTest, an_older_file_is_copied_and_then_changed) {
    bring_to(first);
    bring_to(second);
    EXPECT_EQ(number("PRAGMA user_version"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM notes WHERE author = 'nobody'"), 1);
    Database copy(folder / "notes.db.format-1", "the copy", Durability::Full, 100);
    EXPECT_EQ(copy.integer("PRAGMA user_version"), 1);
    EXPECT_EQ(copy.integer("SELECT count(*) FROM notes"), 1);
    EXPECT_EQ(copy.integer("SELECT count(*) FROM pragma_table_info('notes')"), 1);
}

TEST_F(SchemaTest, a_copy_that_was_not_finished_is_no_hindrance) {
    bring_to(first);
    testing::put(folder / "notes.db.format-1.unfinished", "half a file");
    bring_to(second);
    EXPECT_FALSE(std::filesystem::exists(folder / "notes.db.format-1.unfinished"));
    EXPECT_TRUE(std::filesystem::exists(folder / "notes.db.format-1"));
}

TEST_F(SchemaTest, a_file_that_cannot_be_copied_is_not_changed) {
    bring_to(first);
    std::filesystem::create_directories(folder / "notes.db.format-1.unfinished" / "in the way");
    EXPECT_THAT(error_of([&] { bring_to(second); }), HasSubstr("Nothing was changed"));
    EXPECT_EQ(number("PRAGMA user_version"), 1);
}

TEST_F(SchemaTest, a_step_that_fails_leaves_the_file_as_it_was) {
    bring_to(first);
    error_of([&] { bring_to({77, {make_notes, go_wrong}}); });
    EXPECT_EQ(number("PRAGMA user_version"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM notes"), 1);
    bring_to(second);
    EXPECT_EQ(number("PRAGMA user_version"), 2);
}

TEST_F(SchemaTest, a_file_of_a_newer_program_is_refused_and_left_as_it_was) {
    bring_to(second);
    const std::string before = content_of(file);
    const std::string text = error_of([&] { bring_to(first); });
    EXPECT_THAT(text, HasSubstr("newer"));
    EXPECT_THAT(text, HasSubstr("format 2"));
    EXPECT_THAT(text, HasSubstr("notes.db"));
    EXPECT_EQ(content_of(file), before);
}

TEST_F(SchemaTest, a_file_of_another_program_is_refused_and_left_as_it_was) {
    bring_to({78, {make_notes}});
    const std::string before = content_of(file);
    EXPECT_THAT(error_of([&] { bring_to(first); }), HasSubstr("is not the notebook of a Crosstalk server"));
    EXPECT_EQ(content_of(file), before);
}

}  // namespace
}  // namespace crosstalk::local
