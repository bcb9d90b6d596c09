// Moves files between this machine and a server, on a connection of its own and beside the chat: what is sent and saved
// goes on after every interruption, of the network, of the server and of this program.
//
//   Send   hashed -> BeginUpload (outbox) -> PutFile, PutChunk... -> PutDone -> with the last of its message: PostMessage
//   fetch  OpenFile -> part file: PullFile, FileChunk... -> whole and of the right hash -> its own name
//
// Each step is in the profile before the next one is taken, so every one can be taken a second time: an upload goes on where
// the server says, a part file where it ends. Previews are kept by their hash and forgotten with the program.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/files/file_access.hpp"
#include "client/link/file_connection.hpp"
#include "client/link/profile.hpp"
#include "client/link/sender.hpp"
#include "client/link/token_bucket.hpp"
#include "client/link/uploads.hpp"
#include "client/model/link_command.hpp"
#include "client/model/link_event.hpp"
#include "net/transport/dialer.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

// At once; the rest wait in order.
inline constexpr std::size_t most_sends = 3;
inline constexpr std::size_t most_fetches = 3;
// Of the fetches: whoever looks at a picture does not wait for three films.
inline constexpr std::size_t most_saves = 2;
inline constexpr std::uint64_t max_preview_bytes = 16U << 20U;
inline constexpr std::uint64_t max_cache_bytes = 256U << 20U;
inline constexpr std::size_t max_transfers = 10'000;
// Of what is over, the oldest goes.
inline constexpr std::size_t max_done_transfers = 500;

// What transfers need besides the ports of the link.
struct FilePorts {
    transport::Dialer& dialer;  // a second one
    files::FileAccess& files;
    std::string downloads;  // the folder of this system, UTF-8; empty if there is none
};

// Thread: the loop's.
class Transfers final : public Uploads, private FileConnectionOwner {
  public:
    struct Ways {
        std::function<void(model::LinkEvent)> tell;
        std::function<void()> settled;   // after what was told by itself, not in answer to a call
        std::function<void(Wish)> give;  // to the outbox
        std::function<std::string()> new_ref;
        std::function<bool(net::RoomId)> is_in;
        // One's own profile, if the connection lasts.
        std::function<void(std::function<void(const net::PersonFound&)>)> ask_myself;
    };
    Transfers(FilePorts ports, transport::Runtime& runtime, Profile& profile, Ways ways);
    Transfers(const Transfers&) = delete;
    Transfers& operator=(const Transfers&) = delete;
    ~Transfers() override;

    // --- the chat connection
    // Everything from now on concerns this server. Tells of all transfers.
    void open(const net::ServerKeyHash& server);
    void online(FilePlace place, const net::Limits& limits);
    void cut();
    // Another server is meant from here on.
    void close();
    // Nobody is to look at its files any more.
    void left(net::RoomId room);
    // What was begun there leaves nothing behind.
    void forget(const net::ServerKeyHash& server);
    [[nodiscard]] bool is_gone() const { return connection_.is_gone(); }

    // --- from windows and terminals
    void take(const model::SendFiles& command);
    void take(const model::SendPicture& command);
    void take(const model::FetchFile& command);
    void take(const model::SteerTransfer& command);
    void take(const model::LimitTransfers& command);
    // False if the reference is none of a message that is still being prepared.
    bool retry(const std::string& ref);
    bool cancel(const std::string& ref);

    // --- from the outbox
    void upload_answered(const std::string& ref, const net::Outcome& outcome,
                         const std::string& text) override;
    PostFate post_answered(const std::string& ref, const net::Outcome& outcome) override;
    [[nodiscard]] std::vector<net::File> files_of(const std::string& ref) const override;

  private:
    // What goes on with it just now; none of it outlives the connection or the program but through `stored`.
    struct Moving {
        StoredTransfer stored;
        enum class Step : std::uint8_t {
            None,
            Reading,     // for its hash
            Beginning,   // BeginUpload is in the outbox
            Opening,     // PutFile, OpenFile
            Flowing,     //
            Publishing,  // the part gets its name
        } step = Step::None;
        files::JobId job;  // Reading, Publishing
        std::unique_ptr<files::Source> source;
        std::unique_ptr<files::Part> part;
        std::optional<net::Sha256> hash;  // fetch: of what the part has
        std::uint64_t asked = 0;          // put, or pulled, so far
        net::FileHandle handle;
        net::Tag tag;  // of OpenFile
        net::Milliseconds not_before;
        unsigned failures = 0;          // since something moved
        unsigned restarts = 0;          // uploads that were lost
        std::uint64_t rated = 0;        // `moved` at the last look
        bool is_told = true;            // as it is now
        bool mistrusts_copies = false;  // fetch: one was not what it seemed
        bool is_posted = false;         // Send, Picture: the server has answered, and nothing of it is kept

        [[nodiscard]] bool is_send() const {
            return stored.shown.kind == model::TransferKind::Send ||
                   stored.shown.kind == model::TransferKind::Picture;
        }
        [[nodiscard]] bool is_kept() const { return stored.shown.kind != model::TransferKind::Preview; }
        [[nodiscard]] bool is_waiting() const { return stored.shown.state == model::TransferState::Waiting; }
    };
    using Group = std::vector<Moving*>;
    enum class Again : std::uint8_t { Never, May };

    // --- transfers.cpp: telling, keeping, steering
    void changed(Moving& moving);
    void keep(Moving& moving);
    void keep_all(const Group& group);
    void forget_all(const Group& group);
    void forget_rows(const std::vector<model::TransferId>& ids);
    // Nobody sends it any more: it goes if it was made only for that, and no other transfer has it.
    void drop_source(const Moving& moving);
    void sweep_outgoing();
    void load();
    void tell_left(const Group& group);
    void tell_queued(const Group& group);
    // What trying again may help with.
    void fail(Moving& moving, const std::string& text, Again again,
              net::Status status = net::Status::Invalid);
    // It waits and tries again.
    void put_off(Moving& moving, const std::string& why);
    // Nothing moves any more; what has moved stays.
    void halt(Moving& moving);
    void halt_all();
    void pause(Moving& moving);
    void resume(Moving& moving);
    void retry(Moving& moving);
    void cancel(Moving& moving);
    void dismiss(Moving& moving);
    void forget_oldest_done();
    [[nodiscard]] Moving* find(model::TransferId id);
    [[nodiscard]] Group group_of(const Moving& moving);
    [[nodiscard]] Group group_of(const std::string& ref);
    void add(std::vector<StoredTransfer> transfers);
    [[nodiscard]] model::TransferId next_preview_id();

    // --- transfers_work.cpp: what is next
    void work_soon();
    void work();
    void start();
    void pump();
    void arm_timers();
    void look();
    [[nodiscard]] bool wants_to_move(const Moving& moving) const;
    void files_ready() override;
    void files_received(net::FromServer message, net::Tag tag) override;
    void files_settled() override;
    void files_lost(net::Milliseconds pause) override;
    void misbehaved(Moving& moving);

    // --- transfers_sending.cpp
    [[nodiscard]] std::optional<StoredTransfer> admit(const model::OutgoingFile& file,
                                                      std::string& objection);
    void prepare_send(Moving& moving);
    void hashed(Moving& moving, files::HashedOrNot result);
    void begin(Moving& moving);
    void start_send(Moving& moving);
    bool put_chunk(Moving& moving);
    void finish_group(const Group& group);
    void give_last(const Group& group, net::Command command);
    void set_picture(const Group& group);
    void begin_anew(Moving& moving);
    void drop_upload(Moving& moving);
    // Of the BeginUpload of a transfer.
    [[nodiscard]] static std::string upload_ref(model::TransferId id);
    void take(const net::PutProgress& progress);
    void take(const net::PutDone& done);
    void take_fault_of_upload(Moving& moving, net::FileProblem problem);
    [[nodiscard]] Moving* running(net::UploadId upload);

    // --- transfers_fetching.cpp
    void prepare_fetch(Moving& moving);
    void read_part(Moving& moving);
    void check_target(Moving& moving);
    void start_fetch(Moving& moving);
    void opened(Moving& moving, const net::FileOpened& opened);
    void open_part(Moving& moving);
    [[nodiscard]] bool take_from_cache(Moving& moving);
    // Where this machine has the same bytes, as far as anybody knows; empty: nowhere.
    [[nodiscard]] std::string copy_of(const Moving& moving) const;
    void take_copy(Moving& moving, const std::string& path);
    void copied(Moving& moving, files::HashedOrNot result);
    void fetch_again(Moving& moving);
    void finish_save(Moving& moving);
    bool pull_chunk(Moving& moving);
    void take(net::FileChunk chunk);
    void take(const net::FileFault& fault, net::Tag tag);
    void complete(Moving& moving);
    void publish(Moving& moving);
    void published(Moving& moving, const files::PublishedOrNot& result);
    void close_file(Moving& moving);
    void remove_part(Moving& moving);
    [[nodiscard]] std::string folder_for(const Moving& moving) const;
    [[nodiscard]] std::string cache_path(const net::Digest& hash) const;
    [[nodiscard]] Moving* known_fetch(const model::FetchFile& command);
    void trim_cache();

    FilePorts ports_;
    transport::Runtime& runtime_;
    Profile& profile_;
    Ways ways_;
    FileConnection connection_;

    net::ServerKeyHash server_{};
    bool is_open_ = false;
    bool queued_are_untold_ = false;  // of earlier runs
    std::optional<FilePlace> place_;  // while the chat is online
    net::Limits limits_;
    std::map<model::TransferId, std::unique_ptr<Moving>> all_;
    std::vector<Moving*> flowing_;  // Opening and Flowing; whose turn it is comes first
    std::uint64_t last_preview_ = 0;
    net::Tag last_tag_;
    TokenBucket up_;
    TokenBucket down_;
    std::string downloads_;               // asked for; empty: the system's
    std::vector<net::UploadId> to_drop_;  // nobody will post them
    bool asks_myself_ = false;

    bool is_working_ = false;
    transport::TimerId work_timer_;   // at once
    transport::TimerId later_timer_;  // when something that was put off is due
    transport::TimerId pump_timer_;   // when bytes may flow again
    transport::TimerId look_timer_;   // rates, signs of life
    net::Milliseconds looked_at_;
    net::Milliseconds connect_at_;  // not before
    net::Milliseconds idle_since_;
};

}  // namespace crosstalk::link
