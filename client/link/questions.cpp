#include "client/link/questions.hpp"

#include <exception>
#include <utility>

#include "client/link/texts.hpp"
#include "net/codec.hpp"

namespace crosstalk::link {

namespace {

// Question and answer stand at the same place of their variants.
static_assert(std::variant_size_v<model::Question> == std::variant_size_v<model::Answer>);

Request::What what_of(const model::Question& question) {
    return std::visit([](const auto& known) { return Request::What(known); }, question);
}

model::Question question_in(const Request& request) {
    return std::visit(
        []<class Q>(const Q& known) {
            if constexpr (std::is_constructible_v<model::Question, const Q&>) {
                return model::Question(known);
            } else {
                return model::Question();
            }
        },
        request.what);
}

bool can_be_written(const model::Question& question) {
    try {
        std::visit([](const auto& known) { net::encode(known); }, question);
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace

Questions::Questions(Requests& requests, Tell tell) : requests_(requests), tell_(std::move(tell)) {}

void Questions::fail(const std::string& ref, const model::Question& question, net::ErrorCode code,
                     const std::string& text) {
    tell_(model::QuestionFailed{ref, question, code, text});
}

void Questions::ask(const model::Ask& asked) {
    if (asked.ref.size() > model::max_ref_bytes || !can_be_written(asked.question)) {
        return fail(asked.ref, asked.question, net::ErrorCode::None,
                    "Something in the question is too long, or is no text. Shorten it and ask again.");
    }
    const Asked done = requests_.ask(
        {.purpose = Purpose::Question, .what = what_of(asked.question), .ref = asked.ref, .wanted = {}});
    if (done == Asked::TooMany) {
        fail(asked.ref, asked.question, net::ErrorCode::None,
             "Too much is being asked of the server. Wait a moment, then ask again.");
    }
}

void Questions::refuse_offline(const model::Ask& asked) {
    fail(asked.ref, asked.question, net::ErrorCode::None,
         "There is no connection now. Ask again when it is back.");
}

void Questions::lost(const Request& request) {
    fail(request.ref, question_in(request), net::ErrorCode::None,
         "The connection ended before the answer came. Ask again when it is back.");
}

bool Questions::take(const Request& request, model::Answer answer) {
    model::Question question = question_in(request);
    if (question.index() != answer.index()) return false;
    clean(answer);
    tell_(model::Answered{request.ref, std::move(question), std::move(answer)});
    return true;
}

void Questions::refused(const Request& request, const net::Error& error) {
    fail(request.ref, question_in(request), error.code,
         in_one_line(error.text, "The server does not answer this, or you may not ask it."));
}

}  // namespace crosstalk::link
