#include "net/discovery/advertised_service.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "net/text/hexadecimal.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::discovery {
namespace {

const dns::Name& service_type() {
    static const dns::Name name{"_crosstalk", "_tcp", "local"};
    return name;
}
// RFC 6763 9: the list of all kinds of services.
const dns::Name& service_types() {
    static const dns::Name name{"_services", "_dns-sd", "_udp", "local"};
    return name;
}

// RFC 6762 10: what depends on a host's name or address, and all else.
constexpr std::uint32_t host_ttl_s = 120;
constexpr std::uint32_t other_ttl_s = 4500;
// RFC 6762 6.7: who knows ordinary DNS only would never be told of a change.
constexpr std::uint32_t legacy_ttl_s = 10;
constexpr std::size_t digits_bytes = 6;
constexpr std::size_t most_services = 8;
constexpr std::size_t most_addresses = 8;
constexpr std::size_t most_legacy_questions = 4;

std::string digits_of(const Advertisement& server) {
    return text::hexadecimal(std::span(server.key).first(digits_bytes));
}

dns::Name instance_name(const Advertisement& server) {
    const std::string suffix = " (" + digits_of(server) + ")";
    const std::string_view name = text::first_bytes(server.name, dns::max_label_bytes - suffix.size());
    dns::Name instance = service_type();
    instance.insert(instance.begin(), std::string(name) + suffix);
    return instance;
}

dns::Name host_name(const Advertisement& server) {
    return {"crosstalk-" + digits_of(server), "local"};
}

dns::Txt txt_of(const Advertisement& server) {
    return {{"txtvers=1", "id=" + text::hexadecimal(server.key), "name=" + server.name,
             "ver=" + server.version,
             "proto=" + std::to_string(server.min_protocol) + "-" + std::to_string(server.max_protocol),
             "users=" + std::to_string(server.users), "max=" + std::to_string(server.max_sessions),
             server.lock == Lock::GeneratedPasskey ? "lock=made" : "lock=own"}};
}

struct Records {
    dns::Record type;                  // one shared record (RFC 6762 10.2): others may have the same name
    dns::Record instance;              // likewise
    std::vector<dns::Record> service;  // SRV, TXT
    std::vector<dns::Record> host;
};

Records records_of(const Advertisement& server, std::span<const IpAddress> addresses) {
    const dns::Name instance = instance_name(server);
    const dns::Name host = host_name(server);
    Records records{.type = {service_types(), false, other_ttl_s, dns::Ptr{service_type()}},
                    .instance = {service_type(), false, other_ttl_s, dns::Ptr{instance}},
                    .service = {{instance, true, host_ttl_s, dns::Srv{0, 0, server.port, host}},
                                {instance, true, other_ttl_s, txt_of(server)}},
                    .host = {}};
    for (const IpAddress& address : addresses.first(std::min(addresses.size(), most_addresses))) {
        dns::Content content = address.is_ipv4() ? dns::Content(dns::A{address.as_ipv4()})
                                                 : dns::Content(dns::Aaaa{address.bytes});
        records.host.push_back({host, true, host_ttl_s, std::move(content)});
    }
    return records;
}

void append(std::vector<dns::Record>& to, const std::vector<dns::Record>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

bool fits(dns::Type asked, dns::Type type) {
    return asked == type || asked == dns::Type::Any;
}

// What somebody wants to know.
struct Wanted {
    bool type = false;
    bool instance = false;
    bool service = false;
    bool host = false;
};

Wanted wanted_by(const dns::Message& question, const Advertisement& server) {
    const dns::Name instance = instance_name(server);
    Wanted wanted;
    for (const dns::Question& each : question.questions) {
        const bool ptr = fits(each.type, dns::Type::Ptr);
        wanted.type |= ptr && dns::same_name(each.name, service_types());
        wanted.instance |= ptr && dns::same_name(each.name, service_type());
        wanted.service |= (fits(each.type, dns::Type::Srv) || each.type == dns::Type::Txt) &&
                          dns::same_name(each.name, instance);
        wanted.host |= (fits(each.type, dns::Type::A) || each.type == dns::Type::Aaaa) &&
                       dns::same_name(each.name, host_name(server));
    }
    // RFC 6762 7.1: what the asker knows for at least half its time is not said again.
    for (const dns::Record& known : question.answers) {
        const auto* ptr = std::get_if<dns::Ptr>(&known.content);
        if (ptr && known.ttl_s >= other_ttl_s / 2 && dns::same_name(known.name, service_type()) &&
            dns::same_name(ptr->name, instance))
            wanted.instance = false;
    }
    return wanted;
}

// Ordinary DNS wants its number and question back, and knows no cache-flush bit.
void make_legacy(dns::Message& answer, const dns::Message& question) {
    answer.id = question.id;
    answer.questions = question.questions;
    for (dns::Question& each : answer.questions)
        each.wants_unicast = false;
    for (std::vector<dns::Record>* section : {&answer.answers, &answer.additional}) {
        for (dns::Record& record : *section) {
            record.flush = false;
            record.ttl_s = legacy_ttl_s;
        }
    }
}

template <class Number>
bool read_number(std::string_view text, Number& into) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc() && end == text.data() + text.size();
}

bool read_key(std::string_view digits, net::ServerKeyHash& into) {
    const auto key = text::from_hexadecimal<net::ServerKeyHash>(digits);
    if (key) into = *key;
    return key.has_value();
}

// False: the value is none. Keys that are not known belong to a later version.
bool read_attribute(std::string_view key, std::string_view value, Advertisement& server) {
    if (key == "id") return read_key(value, server.key);
    if (key == "name") return server.name = value, true;
    if (key == "ver") return server.version = value, true;
    if (key == "users") return read_number(value, server.users);
    if (key == "max") return read_number(value, server.max_sessions);
    if (key == "lock") server.lock = value == "made" ? Lock::GeneratedPasskey : Lock::ChosenPasskey;
    if (key != "proto") return true;
    const std::size_t dash = value.find('-');
    return dash != std::string_view::npos && read_number(value.substr(0, dash), server.min_protocol) &&
           read_number(value.substr(dash + 1), server.max_protocol);
}

bool read_txt(const dns::Txt& txt, Advertisement& server) {
    for (const std::string_view string : txt.strings) {
        const std::size_t equals = string.find('=');
        if (equals == std::string_view::npos) continue;
        if (!read_attribute(string.substr(0, equals), string.substr(equals + 1), server)) return false;
    }
    return true;
}

using AllRecords = std::vector<const dns::Record*>;

template <class Kind>
const dns::Record* find_record(const AllRecords& all, const dns::Name& name) {
    const auto found = std::ranges::find_if(all, [&](const dns::Record* record) {
        return std::holds_alternative<Kind>(record->content) && dns::same_name(record->name, name);
    });
    return found == all.end() ? nullptr : *found;
}

std::vector<IpAddress> addresses_of(const AllRecords& all, const dns::Name& host) {
    std::vector<IpAddress> addresses;
    for (const dns::Record* record : all) {
        if (addresses.size() == most_addresses || !dns::same_name(record->name, host)) continue;
        if (const auto* a = std::get_if<dns::A>(&record->content))
            addresses.push_back(IpAddress::ipv4(a->address));
        if (const auto* aaaa = std::get_if<dns::Aaaa>(&record->content))
            addresses.push_back({aaaa->address, 0});
    }
    return addresses;
}

std::optional<AdvertisedService> service_of(const AllRecords& all, const dns::Record& pointer) {
    const dns::Name& instance = std::get<dns::Ptr>(pointer.content).name;
    const dns::Record* const srv = find_record<dns::Srv>(all, instance);
    const dns::Record* const txt = find_record<dns::Txt>(all, instance);
    if (!srv || !txt) return std::nullopt;
    const auto& place = std::get<dns::Srv>(srv->content);
    AdvertisedService service;
    service.server.port = place.port;
    if (!read_txt(std::get<dns::Txt>(txt->content), service.server) || !is_sound(service.server))
        return std::nullopt;
    service.addresses = addresses_of(all, place.target);
    service.is_leaving = pointer.ttl_s == 0;
    return service;
}

}  // namespace

dns::Message service_question() {
    dns::Message question;
    question.questions.push_back({service_type(), dns::Type::Ptr, false});
    return question;
}

std::optional<ServiceAnswer> answer_service_question(const dns::Message& question, Asker asker,
                                                     const Advertisement& server,
                                                     std::span<const IpAddress> addresses) {
    if (question.is_response) return std::nullopt;
    // They are said again, and ordinary DNS has one in a message.
    if (asker == Asker::Legacy && question.questions.size() > most_legacy_questions) return std::nullopt;
    const Wanted wanted = wanted_by(question, server);
    if (!wanted.type && !wanted.instance && !wanted.service && !wanted.host) return std::nullopt;
    const Records records = records_of(server, addresses);
    ServiceAnswer answer;
    dns::Message& message = answer.message;
    message.is_response = true;
    if (wanted.type) message.answers.push_back(records.type);
    if (wanted.instance) message.answers.push_back(records.instance);
    if (wanted.service || wanted.instance)
        append(wanted.service ? message.answers : message.additional, records.service);
    if (wanted.host || wanted.service || wanted.instance)
        append(wanted.host ? message.answers : message.additional, records.host);
    if (asker == Asker::Legacy) make_legacy(message, question);
    answer.to_all =
        asker == Asker::Multicast && !std::ranges::all_of(question.questions, &dns::Question::wants_unicast);
    return answer;
}

dns::Message announce_service(const Advertisement& server, std::span<const IpAddress> addresses) {
    const Records records = records_of(server, addresses);
    dns::Message message;
    message.is_response = true;
    message.answers.push_back(records.instance);
    append(message.answers, records.service);
    append(message.answers, records.host);
    return message;
}

dns::Message end_service(const Advertisement& server, std::span<const IpAddress> addresses) {
    dns::Message message = announce_service(server, addresses);
    for (dns::Record& record : message.answers)
        record.ttl_s = 0;
    return message;
}

std::vector<AdvertisedService> services_in(const dns::Message& response) {
    std::vector<AdvertisedService> services;
    if (!response.is_response) return services;
    AllRecords all;
    for (const std::vector<dns::Record>* section : {&response.answers, &response.additional}) {
        for (const dns::Record& record : *section)
            all.push_back(&record);
    }
    for (const dns::Record* record : all) {
        if (services.size() == most_services) break;
        if (!std::holds_alternative<dns::Ptr>(record->content) ||
            !dns::same_name(record->name, service_type()))
            continue;
        if (auto service = service_of(all, *record)) services.push_back(std::move(*service));
    }
    return services;
}

}  // namespace crosstalk::discovery
