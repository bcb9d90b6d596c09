#include "server/local/tokenizer.hpp"

#include <sqlite3.h>

#include <array>
#include <new>

#include "server/local/search_text.hpp"
#include "server/local/sqlite.hpp"

namespace crosstalk::local {
namespace {

struct Taking {
    std::vector<Token>& tokens;
    std::size_t offset;  // of the piece in the text
};

int take_token(void* context, int, const char* term, int term_size, int from, int to) {
    const Taking& taking = *static_cast<Taking*>(context);
    taking.tokens.push_back({std::string(term, static_cast<std::size_t>(term_size)),
                             taking.offset + static_cast<std::size_t>(from),
                             static_cast<std::size_t>(to - from)});
    return SQLITE_OK;
}

// https://www.sqlite.org/fts5.html#extending_fts5
fts5_api* api_of(sqlite3* database) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?)", -1, &statement, nullptr) != SQLITE_OK) return nullptr;
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
    return api;
}

}  // namespace

// A database of its own, since FTS5 gives its tokenizers only there.
struct Tokenizer::Sqlite {
    sqlite3* database = nullptr;
    fts5_tokenizer functions{};
    Fts5Tokenizer* tokenizer = nullptr;

    Sqlite() = default;
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;
    ~Sqlite() {
        if (tokenizer != nullptr) functions.xDelete(tokenizer);
        sqlite3_close(database);
    }

    bool open() {
        if (sqlite3_open(":memory:", &database) != SQLITE_OK) return false;
        fts5_api* api = api_of(database);
        void* context = nullptr;
        if (api == nullptr || api->xFindTokenizer(api, "unicode61", &context, &functions) != SQLITE_OK)
            return false;
        std::array<const char*, 2> arguments{"remove_diacritics", "2"};
        return functions.xCreate(context, arguments.data(), static_cast<int>(arguments.size()), &tokenizer) ==
               SQLITE_OK;
    }
};

Tokenizer::Tokenizer() : sqlite_(std::make_unique<Sqlite>()) {
    if (!sqlite_->open())
        throw DatabaseError(0, "This program's SQLite has no full-text search (FTS5). Install one that has.");
}

Tokenizer::~Tokenizer() = default;

std::vector<Token> Tokenizer::operator()(std::string_view text) const {
    std::vector<Token> tokens;
    for (const std::string_view piece : search_pieces(text))
        add(tokens, piece, static_cast<std::size_t>(piece.data() - text.data()));
    return tokens;
}

std::vector<Token> Tokenizer::plain(std::string_view text) const {
    std::vector<Token> tokens;
    add(tokens, text, 0);
    return tokens;
}

void Tokenizer::add(std::vector<Token>& tokens, std::string_view piece, std::size_t offset) const {
    if (piece.empty()) return;
    Taking taking{tokens, offset};
    const int code = sqlite_->functions.xTokenize(sqlite_->tokenizer, &taking, FTS5_TOKENIZE_DOCUMENT,
                                                  piece.data(), static_cast<int>(piece.size()), take_token);
    if (code != SQLITE_OK) throw std::bad_alloc();
}

}  // namespace crosstalk::local
