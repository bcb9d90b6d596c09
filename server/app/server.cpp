#include "server/app/server.hpp"

#include <cstdio>
#include <deque>
#include <exception>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "net/text/log_text.hpp"
#include "net/text/names.hpp"
#include "net/transport/credentials/certificate.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "net/transport/credentials/private_file.hpp"
#include "net/transport/credentials/tls.hpp"
#include "net/transport/listener.hpp"
#include "net/transport/loop.hpp"
#include "net/transport/loop_runtime.hpp"
#include "net/version.hpp"
#include "server/app/administration.hpp"
#include "server/app/announcement.hpp"
#include "server/app/announcer.hpp"
#include "server/app/caretaker.hpp"
#include "server/app/control_socket.hpp"
#include "server/app/log.hpp"
#include "server/app/noticeboard.hpp"
#include "server/app/own_addresses.hpp"
#include "server/app/owner_code.hpp"
#include "server/app/platform.hpp"
#include "server/app/reload.hpp"
#include "server/app/reload_signal.hpp"
#include "server/app/watch.hpp"
#include "server/local/disk_blobs.hpp"
#include "server/local/local_bus.hpp"
#include "server/local/sqlite_journal.hpp"
#include "server/local/sqlite_view.hpp"
#include "server/runtime/node.hpp"
#include "server/runtime/proofs.hpp"

namespace crosstalk::server {

namespace {

void complain(const std::string& text) {
    std::fprintf(stderr, "crosstalk-server: %s\n", text.c_str());
}

// One server from its start to its end. Made and run once; everything in it lives as long as it, in this order.
class Service {
  public:
    Service(const Settings& settings, const ReadSettings& read, const transport::Passkey& passkey,
            const transport::FillRandom& random);
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    // The exit status.
    int run();

  private:
    [[nodiscard]] NodeOptions node_options();
    [[nodiscard]] transport::ListenerHooks listener_hooks();
    [[nodiscard]] Caretaker::Means caretaker_means();
    void ready();
    void announce(const std::optional<transport::Passkey>& owner_code);
    void moved(const std::vector<transport::Address>& addresses);
    [[nodiscard]] nlohmann::ordered_json status();
    void open_control_socket();
    [[nodiscard]] Operations operations();
    ReloadReport reload();
    void reload_or_end();
    void start_announcing();
    void applied(const hub::AppliedEntry& entry);
    void owner_code_is(const net::Digest& digest);
    void reset_owner(std::function<void(std::string code)> done);
    // A file that cannot be written is no reason to end: the log says so.
    void try_to(const std::function<void()>& write) const;
    void stop();
    void answer(const Request& request, Reply reply);

    Settings settings_;  // what the server runs with
    const ReadSettings& read_settings_;
    const transport::FillRandom& random_;
    const transport::Passkey passkey_;  // of the start
    transport::PasskeyKind passkey_kind_;
    LogFile log_file_;
    const Log log_;
    const transport::ServerCertificate certificate_;
    const transport::Secret invite_token_;
    OwnerCode owner_code_;
    Noticeboard noticeboard_;
    transport::Loop loop_;
    transport::LoopRuntime runtime_;
    local::SqliteJournal journal_;
    local::SqliteView view_;
    local::LocalBus bus_;
    local::DiskBlobs blobs_;
    Node node_;
    Caretaker caretaker_;
    transport::Listener listener_;
    std::vector<transport::Address> listening_;
    std::uint16_t port_;
    const Records records_;
    const Operations operations_;
    const ReloadSignal reload_signal_;
    Watch watch_;
    std::optional<ControlSocket> control_;
    std::optional<OwnAddresses> own_addresses_;  // from the moment it serves
    std::optional<Announcer> announcer_;

    // A new owner code on its way through the journal, and who is to be told when it is valid.
    struct NewOwnerCode {
        transport::Passkey code;
        std::function<void(std::string code)> done;  // may be empty
    };
    std::deque<NewOwnerCode> new_owner_codes_;
    std::vector<std::function<void()>> when_stopped_;
    bool is_ready_ = false;
    bool is_stopping_ = false;
    int status_ = 0;
};

local::Post post_to(transport::Loop& loop) {
    return [&loop](std::function<void()> task) { loop.post(std::move(task)); };
}

Service::Service(const Settings& settings, const ReadSettings& read, const transport::Passkey& passkey,
                 const transport::FillRandom& random)
    : settings_(settings),
      read_settings_(read),
      random_(random),
      passkey_(passkey),
      passkey_kind_(passkey.kind()),
      log_file_(settings.log_file.value_or(settings.data.log()), settings.log_level),
      log_(log_file_.log()),
      certificate_(transport::ServerCertificate::load_or_create(settings.data.key())),
      invite_token_(transport::new_invite_token(random)),
      owner_code_(settings_.data, random),
      noticeboard_(settings_.data, settings.ready_file),
      runtime_(loop_),
      journal_(settings.data.journal(), post_to(loop_)),
      view_(settings.data.view(), post_to(loop_)),
      bus_(runtime_),
      blobs_(settings.data.files(), runtime_, post_to(loop_)),
      node_(node_options(),
            {.journal = journal_, .view = view_, .bus = bus_, .blobs = blobs_, .runtime = runtime_}),
      caretaker_(caretaker_means()),
      listener_(loop_, transport::TlsContext::for_server(certificate_), settings_.limits, listener_hooks()),
      listening_(settings.listen.empty() ? transport::everywhere(transport::default_port) : settings.listen),
      port_(listener_.listen(listening_)),
      records_{settings_.data, journal_, view_,
               [this]() -> const hub::State& { return node_.hub().state(); }},
      operations_(operations()),
      reload_signal_(loop_, [this] { reload_or_end(); }),
      watch_({.folder = settings_.data,
              .node = node_,
              .listener = listener_,
              .view = view_,
              .loop = loop_,
              .log = log_,
              .began = runtime_.wall()}) {
    if (settings_.metrics) watch_.serve(*settings_.metrics);
    if (certificate_.warning()) log_(LogLevel::Warning, *certificate_.warning());
    if (transport::exposure_in(settings.data.path) == transport::Exposure::ReadableByOthers) {
        log_(LogLevel::Warning,
             "other accounts of this computer may read what is kept in the data folder, for it lets them in: "
             "close it as docs/windows.md says, or begin in an empty folder");
    }
    for (const std::string& warning : settings.warnings)
        log_(LogLevel::Warning, warning);
}

Operations Service::operations() {
    return {.is_online = [this](net::UserId user) { return node_.is_online(user); },
            .rotate_passkey = [this] { return node_.rotate_passkey().spelled_out(); },
            .reset_owner = [this](std::function<void(std::string)> done) { reset_owner(std::move(done)); },
            .reload = [this] { return reload(); },
            .trouble = [this] { return watch_.trouble(); },
            .status = [this] { return status(); },
            .stop =
                [this](std::function<void()> stopped) {
                    when_stopped_.push_back(std::move(stopped));
                    stop();
                }};
}

NodeOptions Service::node_options() {
    return {.name = text::normalized_name(settings_.name),
            .limits = settings_.limits,
            .history = static_cast<std::size_t>(settings_.history),
            .passkey = passkey_,
            .invite_token = invite_token_,
            .server = certificate_.fingerprint(),
            .log = log_,
            .owner_code = owner_code_.offered(),
            .passkey_rotated =
                [this](const transport::Passkey& rotated) {
                    passkey_kind_ = rotated.kind();
                    try_to([&] { noticeboard_.passkey_rotated(rotated); });
                },
            .applied = [this](const hub::AppliedEntry& entry) { applied(entry); }};
}

transport::ListenerHooks Service::listener_hooks() {
    return {.admit = [this](const std::string& address) { return node_.admit(address); },
            .left =
                [this](const std::string& address, const std::string& reason) {
                    node_.left(address);
                    log_(LogLevel::Debug, "a connection from " + address + " ended before login: " + reason);
                },
            .opened = [this](transport::Channel& channel,
                             const transport::Peer& peer) { return node_.open(channel, peer); },
            .trouble = [this](const std::string& text) { log_(LogLevel::Warning, text); }};
}

Caretaker::Means Service::caretaker_means() {
    return {.folder = settings_.data,
            .journal = journal_,
            .view = view_,
            .blobs = blobs_,
            .state = [this]() -> const hub::State& { return node_.hub().state(); },
            .runtime = runtime_,
            .log = log_,
            .purge =
                [this](net::Timestamp before) {
                    node_.command(net::PurgeMessages{{}, before});
                },
            .keep = settings_.keep};
}

int Service::run() {
    node_.start([this] { ready(); },
                [this](const std::string& reason) {
                    complain(reason);
                    status_ = 1;
                    loop_.stop();
                });
    loop_.on_stop_signal([this] { stop(); });
    loop_.run();
    return status_;
}

void Service::ready() {
    is_ready_ = true;
    const hub::State& state = node_.hub().state();
    const auto owner = state.owner ? OwnerCode::Owner::Somebody : OwnerCode::Owner::Nobody;
    const auto first_code = owner_code_.settle(owner, state.server.owner_code);
    if (const auto& left = owner_code_.left()) {
        new_owner_codes_.push_back({*left, {}});
        node_.set_owner_code(*left);
    }
    open_control_socket();
    announce(first_code);
    start_announcing();
    caretaker_.start();
    watch_.stage_is(Vitals::Stage::Serving);
    tell_service_manager(ServiceState::Ready);
}

void Service::announce(const std::optional<transport::Passkey>& owner_code) {
    own_addresses_.emplace(OwnAddresses::Means{
        .loop = loop_,
        .listening = listening_,
        .port = port_,
        .changed = [this](const std::vector<transport::Address>& addresses) { moved(addresses); }});
    std::optional<std::string> spelled_out;
    if (owner_code) spelled_out = owner_code->spelled_out();
    noticeboard_.put_up({.server_name = settings_.name,
                         .program = "crosstalk-server " + std::string(version),
                         .addresses = own_addresses_->as_of_last_look(),
                         .port = port_,
                         .passkey = passkey_,
                         .fingerprint = certificate_.fingerprint(),
                         .invite_token = invite_token_,
                         .owner_code = spelled_out,
                         .metrics = watch_.address(),
                         .process_id = process_id()});
    if (is_terminal_output()) {
        std::printf("%sPress Ctrl+C to stop.\n", for_people(*noticeboard_.announcement()).c_str());
    } else {
        std::printf("crosstalk-server listens on port %u. How to join: %s\n", unsigned{port_},
                    settings_.data.join().string().c_str());
    }
    std::fflush(stdout);
    log_(LogLevel::Info, "listening on port " + std::to_string(port_));
}

void Service::moved(const std::vector<transport::Address>& addresses) {
    try_to([&] { noticeboard_.addresses_changed(addresses); });
    log_(LogLevel::Info, "others reach this server at " + transport::format(addresses.front()) + " now");
    if (!is_terminal_output()) return;
    Announcement told = *noticeboard_.announcement();
    told.owner_code.reset();
    std::printf("This machine has another address. How to join from now on:\n%s", for_people(told).c_str());
    std::fflush(stdout);
}

nlohmann::ordered_json Service::status() {
    own_addresses_->look();
    return status_of(*noticeboard_.announcement(), node_.users_seen());
}

void Service::start_announcing() {
    if (settings_.no_discovery) return;
    announcer_.emplace(Announcer::Means{.loop = loop_,
                                        .listening = listening_,
                                        .server =
                                            [this] {
                                                return discovery::Advertisement{
                                                    .key = certificate_.fingerprint().bytes,
                                                    .name = node_.options().name,
                                                    .version = std::string(version),
                                                    .min_protocol = net::protocol_version,
                                                    .max_protocol = net::protocol_version,
                                                    .port = port_,
                                                    .users = static_cast<std::uint32_t>(node_.users_seen()),
                                                    .max_sessions =
                                                        static_cast<std::uint32_t>(settings_.limits.sessions),
                                                    .lock = passkey_kind_ == transport::PasskeyKind::Generated
                                                                ? discovery::Lock::GeneratedPasskey
                                                                : discovery::Lock::ChosenPasskey};
                                            },
                                        .random = random_,
                                        .log = log_});
    announcer_->start();
}

// Chat goes on without one: some file systems hold no sockets.
void Service::open_control_socket() {
    try {
        control_.emplace(loop_, settings_.data.path,
                         [this](const Request& request, Reply reply) { answer(request, std::move(reply)); });
    } catch (const std::system_error& error) {
        log_(LogLevel::Warning, "subcommands like backup cannot reach this server while it runs: " +
                                    text::printable(error.what()));
    }
}

void Service::answer(const Request& request, Reply reply) {
    const bool is_allowed_at_the_end =
        std::holds_alternative<AskHealth>(request) || std::holds_alternative<StopServer>(request);
    if (is_stopping_ && !is_allowed_at_the_end) return reply.end(watch_.trouble());
    answer_running(records_, operations_, request, std::move(reply));
}

void Service::applied(const hub::AppliedEntry& entry) {
    caretaker_.applied(entry);
    // What the replay of a start says of owner codes may be long past.
    if (!is_ready_) return;
    for (const hub::Change& change : entry.changes) {
        if (const auto* row = std::get_if<hub::ServerRow>(&change)) owner_code_is(row->owner_code);
    }
}

void Service::owner_code_is(const net::Digest& digest) {
    if (digest == net::Digest{}) {
        owner_code_.remove();
        return try_to([this] { noticeboard_.owner_code_ended({}); });
    }
    if (new_owner_codes_.empty() || digest_of(new_owner_codes_.front().code) != digest) return;
    const NewOwnerCode valid = std::move(new_owner_codes_.front());
    new_owner_codes_.pop_front();
    try_to([&] {
        owner_code_.replace(valid.code);
        noticeboard_.owner_code_ended(valid.code);
    });
    if (valid.done) valid.done(valid.code.spelled_out());
}

void Service::reset_owner(std::function<void(std::string code)> done) {
    new_owner_codes_.push_back({transport::Passkey::generate(random_), std::move(done)});
    node_.set_owner_code(new_owner_codes_.back().code);
}

void Service::try_to(const std::function<void()>& write) const {
    try {
        write();
    } catch (const std::exception& error) {
        log_(LogLevel::Warning, text::printable(error.what()));
    }
}

// --- settings that change

// A signal that comes from a terminal which has gone is not meant as one to a service.
void Service::reload_or_end() {
    if (has_lost_its_terminal()) return stop();
    tell_service_manager(ServiceState::Reloading);
    reload();
    if (is_ready_) tell_service_manager(ServiceState::Ready);
}

ReloadReport Service::reload() {
    // First, and whatever becomes of the rest: somebody may have renamed the file.
    try_to([this] { log_file_.reopen(); });
    const auto read = read_settings_();
    ReloadReport report;
    if (const auto* exit = std::get_if<Exit>(&read)) {
        report.failure = exit->reason;
        log_(LogLevel::Warning, in_words(report));
        return report;
    }
    const auto& settings = std::get<Settings>(read);
    const Settings before = settings_;
    report = take_over(settings_, settings);
    log_file_.set_level(settings_.log_level);
    node_.reconfigure(text::normalized_name(settings_.name), static_cast<std::size_t>(settings_.history),
                      settings_.limits);
    if (settings_.keep != before.keep) caretaker_.keep_messages(settings_.keep);
    if (settings_.name != before.name) try_to([this] { noticeboard_.server_renamed(settings_.name); });
    for (const std::string& warning : settings.warnings)
        log_(LogLevel::Warning, warning);
    log_(LogLevel::Info, in_words(report));
    return report;
}

void Service::stop() {
    if (std::exchange(is_stopping_, true)) return;
    watch_.stage_is(Vitals::Stage::Stopping);
    tell_service_manager(ServiceState::Stopping);
    log_(LogLevel::Info, "stopping");
    if (announcer_) announcer_->stop();
    listener_.stop_listening();
    node_.stop("The server is stopping.", [this] {
        for (const auto& tell : when_stopped_)
            tell();
        control_.reset();
        loop_.stop();
    });
}

}  // namespace

int run_server(const Settings& settings, const ReadSettings& read) {
    ignore_broken_pipes();
    raise_open_file_limit();
    try {
        const transport::FillRandom random = transport::system_random();
        auto passkey = settings.passkey ? transport::Passkey::choose(*settings.passkey)
                                        : transport::Outcome<transport::Passkey, transport::PasskeyFault>(
                                              transport::Passkey::generate(random));
        if (!passkey) {
            complain("--passkey: " + explain(passkey.fault()));
            return 2;
        }
        make_data_folder(settings.data);
        return Service(settings, read, *passkey, random).run();
    } catch (const std::exception& error) {
        complain(error.what());
        return 1;
    }
}

}  // namespace crosstalk::server
