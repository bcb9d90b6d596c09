#include "net/transport/credentials/base64url.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace crosstalk::transport {
namespace {

TEST(Base64url, the_examples_of_rfc_4648_without_padding) {
    const std::pair<std::string, std::string> examples[] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : examples) {
        const Secret bytes{std::string_view(plain)};
        EXPECT_EQ(to_base64url(bytes.bytes()).text(), encoded);
        Secret decoded = Secret::zeros(plain.size());
        EXPECT_TRUE(from_base64url(encoded, decoded.writable()));
        EXPECT_EQ(decoded.text(), plain);
    }
}

TEST(Base64url, only_the_one_spelling_is_read) {
    std::array<std::uint8_t, 2> two{};
    EXPECT_TRUE(from_base64url("Zm8", two));
    for (const char* wrong : {"", "Zm", "Zm8=", "Zm9", "Zm8A", "Zm+", "Z m8", "Zm8 ", "Zm/"}) {
        EXPECT_FALSE(from_base64url(wrong, two)) << wrong;
    }
    std::array<std::uint8_t, 3> three{};
    EXPECT_TRUE(from_base64url("____", three));
    for (int byte = 0x80; byte < 0x100; ++byte) {
        const std::string text = std::string("___") + static_cast<char>(byte);
        EXPECT_FALSE(from_base64url(text, three)) << byte;
    }
}

}  // namespace
}  // namespace crosstalk::transport
