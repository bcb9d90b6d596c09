// crosstalk-bench-window: what one frame of the window costs before it becomes pixels, beside a plain list of Dear ImGui that
// shows the same messages. Writes one JSON object.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <deque>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "bench/window/stage.hpp"
#include "bench/window/texts.hpp"
#include "client/app/thinker.hpp"
#include "net/inbox.hpp"
#include "ui/list/message_list_view.hpp"
#include "ui/panels/shell.hpp"

namespace crosstalk::bench {
namespace {

constexpr float width = 1200;
constexpr float height = 800;
constexpr std::size_t warm_up = 60;

struct Plan {
    std::string scenario;
    std::string server = "crosstalk";
    std::size_t messages = 100'000;
    std::size_t frames = 600;
};

nlohmann::json summary(std::vector<Nanoseconds> frames) {
    std::ranges::sort(frames);
    const auto at = [&](double share) {
        const auto index = static_cast<std::size_t>(share * static_cast<double>(frames.size() - 1));
        return std::chrono::duration<double, std::milli>(frames[index]).count();
    };
    const int corners = ImGui::GetCurrentContext() == nullptr ? 0 : ImGui::GetDrawData()->TotalVtxCount;
    return {{"corners_in_the_last", corners},
            {"p50_ms", at(0.5)},
            {"p99_ms", at(0.99)},
            {"worst_ms", at(1.0)},
            {"frames", frames.size()}};
}

// All messages of a room in memory, as the list reads them.
class Archive final : public ui::MessageSource {
  public:
    explicit Archive(std::size_t count) : messages_(messages_between(1, count)) {}
    std::size_t count() const override { return messages_.size(); }
    ui::MessageView at(std::size_t index) const override {
        const net::Message& message = messages_[index];
        ui::MessageView view{.id = message.id.value,
                             .revision = 1,
                             .author = message.author.id.value,
                             .author_name = message.author.name,
                             .time_ms = message.at.value,
                             .text = message.text};
        view.edited_ms = message.edited_at.value;
        view.reactions = message.reactions;
        if (message.reply_to) {
            const net::Message& answered = messages_[message.reply_sequence.value - 1];
            view.reply = {ui::ReplyState::Known, answered.sequence.value, answered.author.id.value,
                          answered.author.name, answered.text};
        }
        return view;
    }
    std::uint64_t id_at(std::size_t index) const override { return messages_[index].id.value; }
    std::optional<std::size_t> index_of(std::uint64_t id) const override {
        const std::uint64_t first = messages_.front().id.value;
        if (id < first || id - first >= messages_.size()) return std::nullopt;
        return static_cast<std::size_t>(id - first);
    }
    std::uint64_t version() const override { return 1; }
    bool changes_since(std::uint64_t, std::vector<ui::SourceChange>&) const override { return true; }

    const net::Message& message(std::size_t index) const { return messages_[index]; }

  private:
    std::vector<net::Message> messages_;
};

// Scrolls a list of that many messages by three lines each frame.
nlohmann::json scroll_list(const Plan& plan) {
    Stage stage(width, height);
    const Archive archive(plan.messages);
    const ui::Theme theme = ui::make_theme({});
    const bool is_bare = plan.server == "bare";
    const ui::Fonts fonts = ui::Fonts::load(*ImGui::GetIO().Fonts);
    if (!is_bare) ui::apply_theme(theme);
    const ui::FixedZone zone(0);
    ui::MessageListView view;
    std::vector<Nanoseconds> frames;
    ImGui::GetIO().AddMousePosEvent(600, 400);
    for (std::size_t count = 0; count < warm_up + plan.frames; ++count) {
        ImGui::GetIO().AddMouseWheelEvent(0, count % 400 < 200 ? 1.0F : -1.0F);
        const Nanoseconds spent = stage.frame([&] {
            ImGui::SetNextWindowPos({0, 0});
            ImGui::SetNextWindowSize({width, height});
            ImGui::Begin("list", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
            if (is_bare) {
                ImGui::BeginChild("messages");
                if (count == 0) ImGui::SetScrollY(1e9F);
                ImGuiListClipper clipper;
                clipper.Begin(static_cast<int>(archive.count()));
                while (clipper.Step()) {
                    for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
                        const net::Message& message = archive.message(static_cast<std::size_t>(row));
                        ImGui::TextUnformatted(message.author.name.c_str());
                        ImGui::SameLine();
                        ImGui::TextUnformatted(message.text.c_str(),
                                               message.text.c_str() + message.text.find('\n'));
                    }
                }
                ImGui::EndChild();
            } else {
                ui::FrameNeeds needs;
                const ui::Context context{theme, fonts, needs, stage.now_ms(), {}};
                ui::draw_message_list(context, view, archive, {{0, 0}, {width, height}}, {.zone = zone});
            }
            ImGui::End();
        });
        if (count >= warm_up) frames.push_back(spent);
    }
    return summary(std::move(frames));
}

// The whole window with a model that is fed as by the link.
class Window {
  public:
    explicit Window(std::uint64_t head, std::uint64_t loaded)
        : stage_(width, height), fonts_(ui::Fonts::load(*ImGui::GetIO().Fonts)), shell_({}) {
        model::Online online;
        online.me = {net::UserId{1}, "me"};
        online.server.name = "Attic LAN";
        online.server.key.fill(1);
        hear(online);
        net::MyRoom lobby;
        lobby.room.id = net::lobby;
        lobby.room.name = "lobby";
        lobby.room.kind = net::RoomKind::Lobby;
        lobby.room.head = {head};
        lobby.room.posts = {head};
        hear(model::RoomsListed{{lobby}, {}});
        net::RoomState state;
        state.room = lobby;
        state.from = {head - loaded + 1};
        state.messages = messages_between(head - loaded + 1, head);
        hear(model::RoomSynced{std::move(state)});
        head_ = head;
    }
    void hear(const model::LinkEvent& event) {
        model_.apply(event);
        shell_.hear(event);
    }
    Nanoseconds frame() {
        ui::apply_theme(shell_.theme());
        ui::Moment now{.zone = zone_};
        now.steady_ms = stage_.now_ms();
        now.wall_ms = 1'795'286'100'000;
        const Nanoseconds spent = stage_.frame([&] { shell_.draw(fonts_, now, model_, commands_); });
        return spent;
    }
    std::uint64_t messages() const { return model_.room(net::lobby)->posts.value; }
    std::vector<model::LinkCommand> asked() { return commands_.take_link(); }
    void show(ui::WindowCommand command) { commands_.show(std::move(command)); }
    model::Happened next_post() {
        const net::Message message = message_number(++head_);
        net::MessagePosted fact;
        fact.id = message.id;
        fact.author = message.author;
        fact.text = message.text;
        net::Event event;
        event.room = net::lobby;
        event.sequence = message.sequence;
        event.posts = {message.sequence.value};
        event.at = message.at;
        event.mark = {{head_}, {head_}};
        event.fact = std::move(fact);
        return {std::move(event)};
    }

  private:
    Stage stage_;
    ui::Fonts fonts_;
    ui::FixedZone zone_{0};
    ui::Shell shell_;
    model::Model model_;
    ui::Commands commands_;
    std::uint64_t head_ = 0;
};

nlohmann::json scroll_window(const Plan& plan) {
    const std::uint64_t loaded = std::min<std::uint64_t>(plan.messages, model::max_messages_in_memory);
    Window window(plan.messages, loaded);
    ImGui::GetIO().AddMousePosEvent(600, 400);
    std::vector<Nanoseconds> frames;
    for (std::size_t count = 0; count < warm_up + plan.frames; ++count) {
        ImGui::GetIO().AddMouseWheelEvent(0, count % 400 < 200 ? 1.0F : -1.0F);
        const Nanoseconds spent = window.frame();
        static_cast<void>(window.asked());
        if (count >= warm_up) frames.push_back(spent);
    }
    return summary(std::move(frames));
}

// So many messages are there at once; the program takes them in for 4 ms of each frame. A frame is what it takes in and
// what it draws.
nlohmann::json burst(const Plan& plan) {
    constexpr std::chrono::milliseconds news_budget{4};
    Window window(1'000, 200);
    for (std::size_t count = 0; count < warm_up; ++count) {
        window.frame();
        static_cast<void>(window.asked());
    }
    std::deque<model::LinkEvent> news;
    for (std::size_t count = 0; count < plan.messages; ++count)
        news.emplace_back(window.next_post());
    std::vector<Nanoseconds> frames;
    while (!news.empty()) {
        const Nanoseconds before = own_cpu();
        while (!news.empty() && own_cpu() - before < news_budget) {
            window.hear(news.front());
            news.pop_front();
        }
        const Nanoseconds taken = own_cpu() - before;
        frames.push_back(taken + window.frame());
        static_cast<void>(window.asked());
    }
    nlohmann::json result = summary(std::move(frames));
    result["messages_in_the_room"] = window.messages();
    return result;
}

// Places all over a room of that many messages: the page is asked for and arrives, as from a server.
nlohmann::json jump(const Plan& plan) {
    Window window(plan.messages, 200);
    for (std::size_t count = 0; count < warm_up; ++count) {
        window.frame();
        static_cast<void>(window.asked());
    }
    std::vector<Nanoseconds> frames;
    std::uint64_t unanswered = 0;
    for (std::size_t count = 0; count < plan.frames; ++count) {
        const std::uint64_t place = 1 + count * 7'919 % (plan.messages - 400);
        window.show(ui::GoToMessage{net::lobby, net::Sequence{place}});
        bool arrived = false;
        for (int each = 0; each < 6; ++each) {
            frames.push_back(window.frame());
            for (const model::LinkCommand& command : window.asked()) {
                const auto* wanted = std::get_if<model::JumpTo>(&command);
                if (wanted == nullptr) continue;
                net::HistoryPage page;
                page.room = net::lobby;
                page.from = {std::max<std::uint64_t>(place, 50) - 49};
                page.through = {page.from.value + 99};
                page.messages = messages_between(page.from.value, page.through.value);
                const Nanoseconds before = own_cpu();
                window.hear(model::JumpArrived{std::move(page), wanted->sequence});
                frames.back() += own_cpu() - before;
                arrived = true;
            }
        }
        if (!arrived) ++unanswered;
    }
    nlohmann::json result = summary(std::move(frames));
    result["places_without_a_question"] = unanswered;
    return result;
}

// One game of the computer against itself on 15x15, while a frame is drawn 60 times a second. By the clock on the wall: what
// counts is whether somebody waits.
nlohmann::json think(const Plan& plan) {
    Window window(plan.messages, std::min<std::uint64_t>(plan.messages, model::max_messages_in_memory));
    const bool somebody_thinks = plan.server != "bare";
    net::Inbox<ui::MoveThought> told;
    app::Thinker thinker([&](ui::MoveThought thought) { told.push(thought); });
    games::Position position{games::Kind::Gomoku};
    Instant asked;
    const auto ask = [&] {
        if (position.is_over()) position = games::Position{games::Kind::Gomoku};
        asked = now();
        thinker.ask(
            {.game = {1}, .ticket = {1}, .position = position, .level = games::Level::Hard, .seed = 1});
    };
    if (somebody_thinks) ask();
    std::vector<Nanoseconds> frames;
    std::vector<double> moves;
    Instant next = now();
    for (std::size_t count = 0; count < warm_up + plan.frames; ++count) {
        std::this_thread::sleep_until(next += std::chrono::microseconds(16'667));
        const Instant begun = now();
        for (const ui::MoveThought& thought : told.take()) {
            moves.push_back(std::chrono::duration<double, std::milli>(now() - asked).count());
            static_cast<void>(position.play(thought.cell));
            ask();
        }
        window.frame();
        static_cast<void>(window.asked());
        if (count >= warm_up) frames.push_back(now() - begun);
    }
    nlohmann::json result = summary(std::move(frames));
    if (moves.empty()) return result;
    std::ranges::sort(moves);
    result["moves"] = moves.size();
    result["move_ms"] = moves[moves.size() / 2];
    result["longest_move_ms"] = moves.back();
    return result;
}

}  // namespace
}  // namespace crosstalk::bench

int main(int argc, char** argv) {
    using namespace crosstalk::bench;
    CLI::App app{"What a frame of the window costs before it becomes pixels."};
    Plan plan;
    app.add_option("scenario", plan.scenario)
        ->required()
        ->check(CLI::IsMember({"list", "window", "burst", "jump", "thinking"}));
    app.add_option("--server", plan.server,
                   "crosstalk, or bare; list: for a plain list of Dear ImGui; thinking: nobody does");
    app.add_option("--messages", plan.messages, "In the room; burst: that arrive");
    app.add_option("--frames", plan.frames, "Measured; jump: places");
    CLI11_PARSE(app, argc, argv);
    nlohmann::json result;
    if (plan.scenario == "list") result = scroll_list(plan);
    if (plan.scenario == "window") result = scroll_window(plan);
    if (plan.scenario == "burst") result = burst(plan);
    if (plan.scenario == "jump") result = jump(plan);
    if (plan.scenario == "thinking") result = think(plan);
    std::printf("%s\n", result.dump().c_str());
    return 0;
}
