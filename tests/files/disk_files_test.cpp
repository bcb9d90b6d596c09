// What only a real folder can do wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "client/files/disk_files.hpp"
#include "tests/files/waiting_tasks.hpp"
#include "tests/support/full_disk.hpp"
#include "tests/support/temporary_folder.hpp"

#ifndef _WIN32
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace crosstalk::files {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class OnDisk : public ::testing::Test {
  protected:
    [[nodiscard]] std::string at(const std::string& name) const { return (folder.path() / name).string(); }
    void write(const std::string& name, const std::string& text) { std::ofstream(at(name)) << text; }
    [[nodiscard]] std::string content(const std::string& name) const {
        std::ifstream stream(at(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    std::optional<FileError::Kind> publish(const std::string& part, const std::string& to) {
        std::optional<PublishedOrNot> result;
        files.publish(at(part), at(to), Target::FreeName, [&](const PublishedOrNot& told) { result = told; });
        tasks.run_until([&] { return result.has_value(); });
        const auto* error = std::get_if<FileError>(&*result);
        return error ? std::optional(error->kind()) : std::nullopt;
    }
    template <class Call>
    static std::optional<FileError> error_of(Call call) {
        try {
            call();
            return std::nullopt;
        } catch (const FileError& error) {
            return error;
        }
    }

    testing::TemporaryFolder folder;
    testing::WaitingTasks tasks;
    DiskFiles files{tasks.post()};
};

TEST_F(OnDisk, a_link_in_the_folder_is_neither_followed_nor_replaced) {
    write("victim", "mine");
    fs::create_symlink(at("victim"), at("photo.png"));
    fs::create_symlink(at("nowhere"), at("dangling.png"));
    EXPECT_TRUE(files.is_taken(at("dangling.png")));
    EXPECT_EQ(error_of([&] { files.make_part(at("photo.png")); })->kind(), FileError::Kind::Exists);
    EXPECT_EQ(error_of([&] { files.make_part(at("dangling.png")); })->kind(), FileError::Kind::Exists);
    files.make_part(at("part"))->append(net::Bytes{1});
    EXPECT_EQ(publish("part", "photo.png"), FileError::Kind::Exists);
    EXPECT_EQ(publish("part", "dangling.png"), FileError::Kind::Exists);
    EXPECT_EQ(content("victim"), "mine");
    EXPECT_FALSE(fs::exists(at("nowhere")));
}

TEST_F(OnDisk, a_part_that_became_a_link_is_not_written_to) {
    write("victim", "mine");
    fs::create_symlink(at("victim"), at("part"));
    EXPECT_TRUE(error_of([&] { files.open_part(at("part")); }));
    fs::create_hard_link(at("victim"), at("twin"));
    EXPECT_EQ(error_of([&] { files.open_part(at("twin")); })->kind(), FileError::Kind::NotFound);
    EXPECT_EQ(content("victim"), "mine");
}

TEST_F(OnDisk, folders_and_devices_are_no_files) {
    EXPECT_EQ(error_of([&] { files.open(folder.path().string()); })->kind(), FileError::Kind::NotAFile);
#ifndef _WIN32
    EXPECT_EQ(error_of([&] { files.open("/dev/null"); })->kind(), FileError::Kind::NotAFile);
    ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
    EXPECT_EQ(error_of([&] { files.open(at("pipe")); })->kind(), FileError::Kind::NotAFile);
#endif
    files.remove(folder.path().string());
    EXPECT_TRUE(fs::exists(folder.path()));
}

#ifndef _WIN32
TEST_F(OnDisk, nobody_may_execute_what_came) {
    const mode_t before = ::umask(0);
    files.make_part(at("part"))->append(net::Bytes{1});
    ::umask(before);
    ASSERT_EQ(publish("part", "program"), std::nullopt);
    constexpr auto executable = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    EXPECT_EQ(fs::status(at("program")).permissions() & executable, fs::perms::none);
}

// As setpriv would run it: in a process that is nobody.
TEST_F(OnDisk, without_permission_it_says_what_to_do) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can become somebody else";
    write("secret", "mine");
    fs::permissions(at("secret"), fs::perms::owner_read);
    fs::permissions(folder.path(), fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        constexpr uid_t nobody = 65534;
        if (::setgid(nobody) != 0 || ::setuid(nobody) != 0) ::_exit(2);
        const auto unread = error_of([&] { files.open(at("secret")); });
        const auto unwritten = error_of([&] { files.make_part(at("new")); });
        const bool is_right = unread && unread->kind() == FileError::Kind::NotAllowed && unwritten &&
                              unwritten->kind() == FileError::Kind::NotAllowed &&
                              std::string(unwritten->what()).find("another folder") != std::string::npos;
        ::_exit(is_right ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
#endif

TEST_F(OnDisk, a_full_disk_is_told_as_one) {
    const auto part = files.make_part(at("part"));
    const testing::FullDisk full(10'000);
    const auto error = error_of([&] { part->append(net::Bytes(20'000, 1)); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), FileError::Kind::NoSpace);
    EXPECT_THAT(error->what(), HasSubstr("Make room"));
}

TEST_F(OnDisk, a_folder_that_cannot_be_made_says_so) {
    write("file", "");
    EXPECT_THAT(error_of([&] { files.make_folder(at("file/below")); })->what(), HasSubstr("another folder"));
    files.make_folder(at("a/b/c"));
    EXPECT_TRUE(files.is_folder(at("a/b/c")));
}

}  // namespace
}  // namespace crosstalk::files
