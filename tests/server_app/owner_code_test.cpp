#include "server/app/owner_code.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "server/runtime/proofs.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::server {
namespace {

struct OwnerCodeTest : ::testing::Test {
    testing::TemporaryFolder temporary;
    DataFolder folder{temporary.path()};
    transport::FillRandom random = transport::system_random();

    static std::string content(const std::filesystem::path& file) {
        std::ifstream stream(file);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
};

TEST_F(OwnerCodeTest, the_very_first_start_makes_one_and_tells_it) {
    OwnerCode code(folder, random);
    const auto told = code.settle(OwnerCode::Owner::Nobody, {});
    ASSERT_TRUE(told);
    EXPECT_EQ(told->spelled_out(), code.offered().spelled_out());
    EXPECT_EQ(content(folder.owner_code()), told->spelled_out() + "\n");
}

TEST_F(OwnerCodeTest, a_later_start_offers_the_same_and_tells_nobody) {
    OwnerCode first(folder, random);
    (void)first.settle(OwnerCode::Owner::Nobody, {});
    OwnerCode second(folder, random);
    EXPECT_EQ(digest_of(second.offered()), digest_of(first.offered()));
    EXPECT_FALSE(second.settle(OwnerCode::Owner::Nobody, digest_of(second.offered())));
    EXPECT_TRUE(std::filesystem::exists(folder.owner_code()));
}

TEST_F(OwnerCodeTest, where_there_is_an_owner_none_is_made) {
    OwnerCode code(folder, random);
    EXPECT_FALSE(code.settle(OwnerCode::Owner::Somebody, {}));
    EXPECT_FALSE(std::filesystem::exists(folder.owner_code()));
}

TEST_F(OwnerCodeTest, one_that_was_claimed_right_before_a_crash_is_removed) {
    OwnerCode first(folder, random);
    (void)first.settle(OwnerCode::Owner::Nobody, {});
    OwnerCode second(folder, random);
    EXPECT_FALSE(second.settle(OwnerCode::Owner::Somebody, {}));
    EXPECT_FALSE(std::filesystem::exists(folder.owner_code()));
}

TEST_F(OwnerCodeTest, one_that_is_to_replace_the_owner_stays_until_it_is_claimed) {
    OwnerCode first(folder, random);
    const auto replacement = transport::Passkey::generate(random);
    first.replace(replacement);
    OwnerCode second(folder, random);
    EXPECT_FALSE(second.settle(OwnerCode::Owner::Somebody, digest_of(replacement)));
    EXPECT_EQ(content(folder.owner_code()), replacement.spelled_out() + "\n");
    second.remove();
    EXPECT_FALSE(std::filesystem::exists(folder.owner_code()));
}

TEST_F(OwnerCodeTest, one_that_was_left_without_a_server_is_found_by_the_next) {
    const auto code = transport::Passkey::generate(random);
    leave_owner_code(folder, code);
    OwnerCode next(folder, random);
    ASSERT_TRUE(next.left());
    EXPECT_EQ(digest_of(*next.left()), digest_of(code));
    // It is not announced as the code of a first start is.
    EXPECT_FALSE(next.settle(OwnerCode::Owner::Nobody, {}));
    next.replace(code);
    EXPECT_EQ(content(folder.owner_code()), code.spelled_out() + "\n");
    EXPECT_FALSE(std::filesystem::exists(folder.next_owner_code()));
}

TEST_F(OwnerCodeTest, a_file_that_holds_something_else_counts_as_none) {
    std::ofstream(folder.owner_code()) << "let me in\n";
    OwnerCode code(folder, random);
    EXPECT_TRUE(code.settle(OwnerCode::Owner::Nobody, {}));
}

}  // namespace
}  // namespace crosstalk::server
