#include "server/app/printing.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/text/utf8.hpp"
#include "server/app/reload.hpp"

namespace crosstalk::server {

namespace {

void put(const std::string& line) {
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size() || std::fputc('\n', stdout) == EOF)
        throw std::runtime_error(
            "The answer could not be written: the output is closed or the disk is full.");
}

void flush() {
    if (std::fflush(stdout) != 0)
        throw std::runtime_error(
            "The answer could not be written: the output is closed or the disk is full.");
}

// 2026-11-20T14:11:05.123Z as people read it; "never" if there is no time.
std::string moment(const Json& time, std::size_t length = std::size("2026-11-20 14:11") - 1) {
    if (!time.is_string()) return "never";
    std::string text = time.get<std::string>().substr(0, length);
    std::ranges::replace(text, 'T', ' ');
    return text;
}

class JsonLines final : public Printer {
  public:
    void row(const Json& row) override { put(row.dump(-1, ' ', false, Json::error_handler_t::replace)); }
    void end() override { flush(); }
};

// --- export

class Conversation final : public Printer {
  public:
    void row(const Json& row) override {
        const std::string room = row.value("room_id", "");
        if (room != room_) {
            put((room_.empty() ? "" : "\n") + std::string("=== ") + row.value("room", "") + " (room " + room +
                ") ===");
            room_ = room;
        }
        std::string line =
            "[" + moment(row.value("time", Json()), std::size("2026-11-20 14:11:05") - 1) + "] ";
        line += row.contains("from") ? row["from"].value("name", "") : "";
        line += ": " + text_of(row);
        put(line);
    }
    void end() override { flush(); }

  private:
    static std::string text_of(const Json& row) {
        if (row.value("deleted", false)) return "(deleted)";
        std::string text;
        // What begins a line is always what the program says.
        for (const char each : row.value("text", "")) {
            text += each;
            if (each == '\n') text += "    ";
        }
        if (row.contains("edited")) text += " (edited)";
        for (const Json& file : row.value("files", Json::array())) {
            if (!text.empty()) text += "\n    ";
            text += "(file: " + file.value("name", "") + ", " +
                    std::to_string(file.value("size", std::uint64_t{0})) + " bytes)";
        }
        if (row.contains("game")) {
            if (!text.empty()) text += "\n    ";
            text += "(" + row["game"].value("text", "a game of a newer version") + ")";
        }
        return text;
    }

    std::string room_;
};

// --- users

class UserTable final : public Printer {
  public:
    void row(const Json& user) override {
        std::string seen = moment(user.value("seen", Json()));
        if (user.value("online", false)) seen = "online";
        rows_.push_back({user.value("name", ""), user.value("role", ""),
                         moment(user.value("created", Json())), seen,
                         std::to_string(user.value("devices", 0)), remarks(user)});
    }

    void end() override {
        Columns widths{};
        for (const Row& row : rows_) {
            for (std::size_t i = 0; i < row.size(); ++i)
                widths[i] = std::max(widths[i], text::count_code_points(row[i]));
        }
        for (const Row& row : rows_) {
            std::string line;
            for (std::size_t i = 0; i < row.size(); ++i) {
                line += row[i];
                line.append(widths[i] + 2 - text::count_code_points(row[i]), ' ');
            }
            line.erase(line.find_last_not_of(' ') + 1);
            put(line);
        }
        flush();
    }

  private:
    using Row = std::array<std::string, 6>;
    using Columns = std::array<std::size_t, 6>;

    static std::string remarks(const Json& user) {
        std::string text;
        const auto add = [&text](const std::string& remark) { text += (text.empty() ? "" : "; ") + remark; };
        if (user.contains("muted_until")) add("muted " + until(user["muted_until"]));
        for (const Json& ban : user.value("bans", Json::array())) {
            std::string remark =
                ban.value("room", "") == "#lobby" ? "banned" : "banned from " + ban.value("room", "");
            remark += " " + until(ban.value("until", Json())) + " by " + ban.value("by", "");
            if (const std::string reason = ban.value("reason", ""); !reason.empty()) remark += ": " + reason;
            add(remark);
        }
        return text;
    }
    static std::string until(const Json& time) {
        return time.is_string() ? "until " + moment(time) : std::string("for good");
    }

    std::vector<Row> rows_{{"NAME", "ROLE", "CREATED", "LAST SEEN", "DEVICES", "REMARKS"}};
};

// --- status

class StatusLines final : public Printer {
  public:
    void row(const Json& row) override {
        const auto line = [](std::string label, const std::string& value) {
            label.resize(label_width, ' ');
            if (!value.empty()) put(label + value);
        };
        line("Name", row.value("name", ""));
        for (const Json& address : row.value("addresses", Json::array()))
            line("Address", address.is_string() ? address.get<std::string>() : "");
        for (const auto& [label, field] : {std::pair{"Passkey", "passkey"},
                                           {"Join code", "join_code"},
                                           {"Invite", "invite"},
                                           {"Fingerprint", "fingerprint"},
                                           {"Owner code", "owner_code"},
                                           {"Metrics", "metrics"}})
            line(label, row.value(field, ""));
        line("Online", std::to_string(row.value("users", std::uint64_t{})));
        line("Program", row.value("program", ""));
        line("Process", std::to_string(row.value("pid", std::uint64_t{})));
    }
    void end() override { flush(); }

  private:
    static constexpr std::size_t label_width = 13;
};

// --- everything else

class Remarks final : public Printer {
  public:
    void row(const Json& row) override {
        if (row.contains("owner_code")) {
            put(row.value("owner_code", ""));
            if (row.value("from_next_start", false))
                note("It is valid from the next start of the server on. Claim it with /claim CODE.");
            else
                note("It is valid now, once. Claim it with /claim CODE.");
        } else if (row.contains("passkey")) {
            put(row.value("passkey", ""));
            note("It admits new devices from now on, until the server ends. The start-up invite has ended.");
        } else if (row.contains("folder")) {
            put("The backup is in " + row.value("folder", "") + ", up to entry " +
                std::to_string(row.value("entry", std::uint64_t{})) +
                ". It is a data folder: to restore it, stop the server and put it in the place of the old "
                "one.");
        } else if (row.contains("checked")) {
            const std::string problem = row.value("problem", "");
            put(row.value("checked", "") + ": " + (problem.empty() ? "good" : problem));
        } else if (row.contains("stopping")) {
            note("The server is stopping.");
        } else if (row.contains("health")) {
            put(row.value("health", ""));
        } else if (row.contains("changed")) {
            put(reloaded(row));
        } else if (row.contains("remedy")) {
            put(row.value("remedy", ""));
        }
    }
    void end() override { flush(); }

  private:
    static std::string reloaded(const Json& row) {
        return in_words(
            ReloadReport{.failure = "",
                         .changed = row.value("changed", std::vector<std::string>{}),
                         .at_next_start = row.value("at_next_start", std::vector<std::string>{})});
    }
    // Beside the answer, so that a script reads the answer alone.
    static void note(const std::string& text) {
        flush();
        std::fprintf(stderr, "%s\n", text.c_str());
    }
};

}  // namespace

std::unique_ptr<Printer> printer_for(const Subcommand& subcommand) {
    if (subcommand.format == Format::JsonLines) return std::make_unique<JsonLines>();
    if (std::holds_alternative<ExportRooms>(subcommand.request)) return std::make_unique<Conversation>();
    if (std::holds_alternative<ListUsers>(subcommand.request)) return std::make_unique<UserTable>();
    if (std::holds_alternative<AskStatus>(subcommand.request)) return std::make_unique<StatusLines>();
    return std::make_unique<Remarks>();
}

}  // namespace crosstalk::server
