#include "client/images/sandbox.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <string_view>

#include "client/images/helper_process.hpp"
#include "client/images/helper_wire.hpp"
#include "tests/images/picture_files.hpp"

namespace crosstalk::images {
namespace {

using namespace testing_files;

// How the helper ends that is told to do this.
HelperEnd end_after(std::string_view misdeed) {
    const auto interruption = make_interruption();
    const auto helper = start_helper(CROSSTALK_IMAGE_TEST_HELPER, {}, *interruption);
    if (helper == nullptr) throw std::runtime_error("the test's helper could not be started");
    helper->begin({});
    const Bytes file(misdeed.begin(), misdeed.end());
    helper->write(written(RequestHead{.file_bytes = static_cast<std::uint32_t>(file.size()), .wish = {}}));
    helper->write(file);
    HelperHead head{};
    EXPECT_EQ(helper->read(head), Talk::Ended) << misdeed;
    return helper->end();
}

TEST(Sandbox, ends_a_helper_that_asks_the_system_for_anything) {
    if (!has_sandbox()) GTEST_SKIP() << "no sandbox in this build";
    for (const char* misdeed :
         {"!open", "!openat by number", "!create", "!socket", "!local socket", "!send a message", "!execute",
          "!fork", "!vfork by number", "!kill the parent", "!look around", "!duplicate", "!read the output",
          "!write an error", "!map code", "!map a file", "!make code", "!raise limits"}) {
        EXPECT_EQ(end_after(misdeed).signal, SIGSYS) << misdeed;
    }
    EXPECT_FALSE(std::filesystem::exists("/tmp/crosstalk-was-here"));
}

TEST(Sandbox, tells_how_a_helper_has_ended) {
    const HelperEnd left = end_after("!no sandbox");
    EXPECT_EQ(left.status, 3);
    EXPECT_EQ(left.signal, 0);
    EXPECT_NE(end_after("!crash").signal, 0);
}

}  // namespace
}  // namespace crosstalk::images
