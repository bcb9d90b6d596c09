// HTTP for whoever watches a server: what is answered, and what hostile visitors get.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>
#include <deque>
#include <optional>
#include <string>

#include "net/transport/listener.hpp"
#include "server/app/http_request.hpp"
#include "server/app/http_responder.hpp"
#include "tests/server_app/caller.hpp"

namespace crosstalk::server {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// --- one request, as bytes

int status_of(std::string_view bytes) {
    const auto parsed = parse_http(bytes);
    if (const auto* fault = std::get_if<HttpFault>(&parsed)) return fault->status;
    return std::holds_alternative<HttpGet>(parsed) ? 200 : 0;
}

std::string path_of(std::string_view bytes) {
    const auto parsed = parse_http(bytes);
    const auto* get = std::get_if<HttpGet>(&parsed);
    return get == nullptr ? "" : get->path;
}

TEST(HttpRequest, a_get_has_a_path) {
    EXPECT_EQ(path_of("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"), "/metrics");
    EXPECT_EQ(path_of("GET /metrics HTTP/1.0\r\n\r\n"), "/metrics");
    EXPECT_EQ(path_of("GET /metrics?a=b HTTP/1.1\r\nhOsT:x\r\nAccept: */*\r\n\r\n"), "/metrics");
    EXPECT_EQ(path_of("GET http://127.0.0.1:9464/metrics HTTP/1.1\r\nHost: x\r\n\r\n"), "/metrics");
    EXPECT_EQ(path_of("GET HTTP://x HTTP/1.1\r\nHost: x\r\n\r\n"), "/");
    EXPECT_EQ(path_of("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\nand a body"), "/metrics");
}

TEST(HttpRequest, every_beginning_of_a_request_is_waited_for) {
    const std::string whole = "GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: text/plain\r\n\r\n";
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(status_of(whole.substr(0, size)), 0) << size;
    EXPECT_EQ(status_of(whole), 200);
}

TEST(HttpRequest, what_is_no_request_is_refused) {
    for (const std::string bytes :
         {"GET /metrics\r\n\r\n", "GET  HTTP/1.1\r\nHost: x\r\n\r\n", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
          "G T / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
          "GET / HTTP/1.1\r\n Host: x\r\n\r\n", "GET / HTTP/1.1\r\nnothing\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\nEvil: y\r\n\r\n", "GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET / XTTP/1.1\r\nHost: x\r\n\r\n", "GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\n", "\r\n",
          "\x16\x03\x01"}) {
        EXPECT_EQ(status_of(bytes), 400) << bytes;
    }
    EXPECT_EQ(status_of(std::string("GET / HTTP/1.1\r\nHost: x\0y\r\n\r\n", 29)), 400);
    EXPECT_EQ(status_of(std::string(1, '\0')), 400);
}

TEST(HttpRequest, other_methods_and_versions_have_their_own_answer) {
    for (const std::string method : {"POST", "HEAD", "PUT", "DELETE", "OPTIONS", "get", "X-Y"})
        EXPECT_EQ(status_of(method + " /metrics HTTP/1.1\r\nHost: x\r\n\r\n"), 405) << method;
    EXPECT_EQ(status_of("GET / HTTP/2.0\r\nHost: x\r\n\r\n"), 505);
    EXPECT_EQ(status_of("GET / HTTP/1.9\r\nHost: x\r\n\r\n"), 505);
}

TEST(HttpRequest, four_kib_are_the_limit) {
    const std::string begin = "GET / HTTP/1.1\r\nHost: x\r\nX: ";
    const auto with = [&](std::size_t size) {
        return begin + std::string(size - begin.size() - 4, 'x') + "\r\n\r\n";
    };
    EXPECT_EQ(status_of(with(max_http_head_bytes - 1)), 200);
    EXPECT_EQ(status_of(with(max_http_head_bytes)), 200);
    EXPECT_EQ(status_of(with(max_http_head_bytes + 1)), 431);
    EXPECT_EQ(status_of(with(max_http_head_bytes).substr(0, max_http_head_bytes - 1)), 0);
    EXPECT_EQ(status_of("G" + std::string(100'000, 'E')), 431);
}

TEST(HttpRequest, every_corrupted_byte_is_answered_somehow) {
    const std::string whole = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string changed = whole;
            changed[i] = static_cast<char>(byte);
            const int status = status_of(changed);
            EXPECT_TRUE(status == 0 || status == 200 || (status >= 400 && status <= 505)) << i << ' ' << byte;
        }
    }
}

TEST(HttpAnswer, an_answer_says_how_long_it_is_and_that_it_is_the_last) {
    const std::string answer = http_answer(200, "text/plain", "ok\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\nContent-Length: 3\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\nok\n"));
    EXPECT_THAT(http_answer(405, "text/plain", ""), HasSubstr("\r\nAllow: GET\r\n"));
}

// --- visitors

struct Visitor : Caller<asio::ip::tcp> {
    Visitor(transport::Loop& loop, const transport::Address& address)
        : Caller(loop, {asio::ip::make_address(address.host), address.port}) {}
};

struct HttpResponderTest : ::testing::Test {
    void open(HttpLimits limits = {}) {
        responder.emplace(
            loop, transport::Address{"127.0.0.1", 0},
            [this](std::string_view path) -> std::optional<HttpPage> {
                if (path != "/page") return std::nullopt;
                return HttpPage{200, "text/plain", body};
            },
            limits);
        address = responder->address();
    }
    std::string ask(const std::string& request) {
        Visitor visitor(loop, address);
        visitor.say(request);
        return visitor.hear_all();
    }

    const std::string get = "GET /page HTTP/1.1\r\nHost: x\r\n\r\n";
    transport::Loop loop;
    std::string body = "the page";
    transport::Address address;
    std::optional<HttpResponder> responder;
};

TEST_F(HttpResponderTest, a_page_is_answered_and_others_are_not_there) {
    open();
    EXPECT_THAT(ask(get), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), EndsWith("\r\n\r\nthe page")));
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(ask("GET /page/../x HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 404 "));
    EXPECT_THAT(ask("POST /page HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 405 "));
    EXPECT_THAT(ask("nonsense\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
    EXPECT_TRUE(responder->is_local());
}

TEST_F(HttpResponderTest, a_request_may_come_byte_by_byte) {
    open();
    Visitor visitor(loop, address);
    for (const char each : get) {
        visitor.say(std::string(1, each));
        loop.poll();
    }
    EXPECT_THAT(visitor.hear_all(), EndsWith("the page"));
}

TEST_F(HttpResponderTest, a_page_that_does_not_fit_the_socket_comes_whole) {
    body = std::string(20'000'000, 'x');
    open();
    EXPECT_THAT(ask(get).size(), ::testing::Gt(body.size()));
}

TEST_F(HttpResponderTest, a_visitor_who_sends_on_and_on_still_hears_the_answer) {
    open();
    Visitor visitor(loop, address);
    visitor.say(get + std::string(50'000, 'x'));
    EXPECT_THAT(visitor.hear_all(), EndsWith("the page"));
    EXPECT_FALSE(visitor.was_reset);
    Visitor endless(loop, address);
    endless.say("GET /" + std::string(100'000, 'x'));
    EXPECT_THAT(endless.hear_all(), StartsWith("HTTP/1.1 431 "));
    EXPECT_FALSE(endless.was_reset);
}

TEST_F(HttpResponderTest, who_does_not_ask_in_time_is_hung_up_on) {
    open({.visitors = 8, .to_ask = {20}, .to_read = {10'000}});
    EXPECT_EQ(ask(""), "");
    EXPECT_EQ(ask("GET /pa"), "");
}

TEST_F(HttpResponderTest, who_does_not_read_in_time_is_cut_off) {
    body = std::string(50'000'000, 'x');
    open({.visitors = 1, .to_ask = {10'000}, .to_read = {20}});
    Visitor lazy(loop, address);
    lazy.say(get);
    // Its place is free again at some time, though it never reads.
    body = "short";
    std::string heard;
    while (heard.empty())
        heard = ask(get);
    EXPECT_THAT(heard, EndsWith("short"));
}

TEST_F(HttpResponderTest, beyond_eight_nobody_is_taken_in_and_a_place_that_is_left_is_free) {
    open();
    std::deque<Visitor> silent;
    for (int i = 0; i < 8; ++i) {
        silent.emplace_back(loop, address);
        silent.back().say("G");
    }
    EXPECT_EQ(ask(get), "");
    silent.front().hang_up();
    std::string heard;
    while (heard.empty())
        heard = ask(get);
    EXPECT_THAT(heard, EndsWith("the page"));
}

TEST_F(HttpResponderTest, it_ends_amid_visitors) {
    open();
    Visitor silent(loop, address);
    Visitor asking(loop, address);
    asking.say("GET /page");
    loop.poll();
    responder.reset();
    loop.poll();
    EXPECT_EQ(silent.hear_all(), "");
}

TEST_F(HttpResponderTest, a_port_that_is_taken_is_an_error_for_people) {
    open();
    EXPECT_THROW(HttpResponder(loop, address, {}), transport::ListenError);
}

}  // namespace
}  // namespace crosstalk::server
