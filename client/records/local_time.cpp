#include "client/records/local_time.hpp"

namespace crosstalk::records {

namespace {

std::string two_digits(int number) {
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

std::tm local_time(net::Timestamp time) {
    const auto seconds = static_cast<std::time_t>(time.value / 1000);
    // The main thread alone asks for times.
    const std::tm* local = std::localtime(&seconds);
    return local ? *local : std::tm{};
}

std::string date_of(const std::tm& time) {
    return std::to_string(time.tm_year + 1900) + "-" + two_digits(time.tm_mon + 1) + "-" +
           two_digits(time.tm_mday);
}

std::string time_of_day(const std::tm& time) {
    return two_digits(time.tm_hour) + ":" + two_digits(time.tm_min);
}

}  // namespace crosstalk::records
