#include "client/link/network_facts.hpp"

#include <algorithm>

namespace crosstalk::link {

namespace {

using Verdict = model::NetworkFinding::Verdict;

std::string servers(std::size_t count) {
    return count == 1 ? std::string("1 server") : std::to_string(count) + " servers";
}

void judge_lines(const NetworkFacts& facts, std::vector<model::NetworkFinding>& findings) {
    if (facts.lines.empty()) {
        findings.push_back(
            {Verdict::Bad, "This machine is on no network.",
             "Plug the cable in or join the Wi-Fi. Servers on this machine itself can be reached at "
             "127.0.0.1."});
    }
    for (const NetworkFacts::Line& line : facts.lines) {
        const std::string where = "On " + line.name + " as " + line.address;
        if (line.is_self_given) {
            findings.push_back(
                {Verdict::Notice, where + ": nobody has given this machine an address.",
                 "Others with a cable to it may be reached all the same. On a network with a router, "
                 "look at the cable, then at the router."});
        } else {
            findings.push_back({Verdict::Good, where + ".", ""});
        }
    }
}

void judge_finding(const NetworkFacts& facts, std::vector<model::NetworkFinding>& findings) {
    if (!facts.listening_trouble.empty())
        findings.push_back(
            {Verdict::Notice, facts.listening_trouble, "Servers can still be reached by their address."});
    const bool is_deaf = std::ranges::any_of(
        facts.lines, [](const auto& line) { return line.has_multicast && !line.hears_groups; });
    if (is_deaf && facts.answered == 0 && facts.listening_trouble.empty()) {
        findings.push_back(
            {Verdict::Bad, "What is sent to everybody on the network does not arrive on this machine.",
             "Its firewall keeps it out: let Crosstalk, or UDP port 12345, in. Until then servers are "
             "reached by their address or a join code."});
    }
    if (facts.answered > 0) {
        findings.push_back(
            {Verdict::Good,
             servers(facts.answered) + " on this network " + (facts.answered == 1 ? "answers." : "answer."),
             ""});
    }
    if (facts.only_heard_of > 0) {
        findings.push_back(
            {Verdict::Notice,
             servers(facts.only_heard_of) + (facts.only_heard_of == 1 ? " is" : " are") +
                 " heard of and does not answer.",
             "The firewall of that machine lets UDP port 12345 not in. Connecting may work all the "
             "same: it is TCP."});
    }
    if (facts.answered == 0 && facts.only_heard_of == 0 && !facts.lines.empty()) {
        findings.push_back(
            {Verdict::Notice, "No server on this network answers.",
             "If one runs: is it on the same network? Guest Wi-Fi and many hotels keep devices apart "
             "(\"client isolation\"); then only a cable or another access point helps. A firewall on "
             "the server must let port 12345 in, TCP and UDP."});
    }
}

void judge_hosting(const NetworkFacts& facts, std::vector<model::NetworkFinding>& findings) {
    const std::string port = "TCP port " + std::to_string(facts.hosted_port);
    if (facts.hosted_port != 0 && facts.port_is_free) {
        findings.push_back({Verdict::Bad, "Your server runs, but nothing listens on its " + port + ".",
                            "Stop the server and host again."});
    } else if (facts.hosted_port != 0) {
        findings.push_back({Verdict::Good, "Your server has " + port + ".", ""});
    } else if (facts.port_is_free) {
        findings.push_back({Verdict::Good, "TCP port 12345 is free: a server can be hosted here.", ""});
    } else {
        findings.push_back({Verdict::Notice, "TCP port 12345 of this machine is in use.",
                            "A server runs here already, or another program has it: host on another port."});
    }
}

void judge_target(const NetworkFacts& facts, std::vector<model::NetworkFinding>& findings) {
    if (!facts.target) return;
    if (facts.target->failure.empty()) {
        findings.push_back(
            {Verdict::Good, "There is a Crosstalk server at " + facts.target->address + ".", ""});
        return;
    }
    // The first sentence says what happened, the rest what to do.
    const std::string& text = facts.target->failure;
    const std::size_t end = text.find(". ");
    findings.push_back({Verdict::Bad, end == std::string::npos ? text : text.substr(0, end + 1),
                        end == std::string::npos ? std::string() : text.substr(end + 2)});
}

}  // namespace

model::NetworkReport judge(const NetworkFacts& facts) {
    model::NetworkReport report;
    judge_lines(facts, report.findings);
    judge_finding(facts, report.findings);
    judge_hosting(facts, report.findings);
    judge_target(facts, report.findings);
    std::ranges::stable_sort(
        report.findings, [](const auto& left, const auto& right) { return left.verdict > right.verdict; });
    return report;
}

}  // namespace crosstalk::link
