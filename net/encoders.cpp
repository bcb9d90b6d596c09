// encode() of every message, once for all sources; a message that is missing here does not link.
#include "net/codec.hpp"

namespace crosstalk::net {

template <class M>
Bytes encode(const M& message, Tag tag) {
    Bytes frame(frame_header_bytes);
    Writer(frame).fields(message);
    const std::size_t size = frame.size() - frame_header_bytes;
    if (size > max_frame_bytes) throw std::length_error("a message is larger than a frame may be");
    const FrameHeader header{.size = static_cast<std::uint32_t>(size),
                             .type = static_cast<std::uint16_t>(M::type),
                             .flags = 0,
                             .tag = tag};
    write_header(header, std::span<std::uint8_t, frame_header_bytes>(frame.data(), frame_header_bytes));
    return frame;
}

template Bytes encode(const Admitted&, Tag);
template Bytes encode(const Audit&, Tag);
template Bytes encode(const AuditPage&, Tag);
template Bytes encode(const Authenticate&, Tag);
template Bytes encode(const Bans&, Tag);
template Bytes encode(const BansPage&, Tag);
template Bytes encode(const CloseFile&, Tag);
template Bytes encode(const CodeMade&, Tag);
template Bytes encode(const DeviceList&, Tag);
template Bytes encode(const Devices&, Tag);
template Bytes encode(const Directory&, Tag);
template Bytes encode(const DirectoryPage&, Tag);
template Bytes encode(const Edits&, Tag);
template Bytes encode(const EditsPage&, Tag);
template Bytes encode(const Error&, Tag);
template Bytes encode(const Event&, Tag);
template Bytes encode(const FileChunk&, Tag);
template Bytes encode(const FileFault&, Tag);
template Bytes encode(const FileOpened&, Tag);
template Bytes encode(const FilesReady&, Tag);
template Bytes encode(const GameDetail&, Tag);
template Bytes encode(const GameFound&, Tag);
template Bytes encode(const Games&, Tag);
template Bytes encode(const GamesPage&, Tag);
template Bytes encode(const Goodbye&, Tag);
template Bytes encode(const Hello&, Tag);
template Bytes encode(const History&, Tag);
template Bytes encode(const HistoryPage&, Tag);
template Bytes encode(const InviteList&, Tag);
template Bytes encode(const Invited&, Tag);
template Bytes encode(const Invites&, Tag);
template Bytes encode(const Leaderboard&, Tag);
template Bytes encode(const LeaderboardPage&, Tag);
template Bytes encode(const Spectate&, Tag);
template Bytes encode(const Spectators&, Tag);
template Bytes encode(const MakeCode&, Tag);
template Bytes encode(const MemberProgress&, Tag);
template Bytes encode(const Members&, Tag);
template Bytes encode(const MembersPage&, Tag);
template Bytes encode(const OpenFile&, Tag);
template Bytes encode(const PasskeyConfirm&, Tag);
template Bytes encode(const PasskeyReply&, Tag);
template Bytes encode(const PasskeyRotated&, Tag);
template Bytes encode(const PasskeyStart&, Tag);
template Bytes encode(const Person&, Tag);
template Bytes encode(const PersonFound&, Tag);
template Bytes encode(const Ping&, Tag);
template Bytes encode(const Pins&, Tag);
template Bytes encode(const PinsPage&, Tag);
template Bytes encode(const Pong&, Tag);
template Bytes encode(const Presence&, Tag);
template Bytes encode(const Progress&, Tag);
template Bytes encode(const PullFile&, Tag);
template Bytes encode(const PutChunk&, Tag);
template Bytes encode(const PutDone&, Tag);
template Bytes encode(const PutFile&, Tag);
template Bytes encode(const PutProgress&, Tag);
template Bytes encode(const Register&, Tag);
template Bytes encode(const Result&, Tag);
template Bytes encode(const Resume&, Tag);
template Bytes encode(const Resumed&, Tag);
template Bytes encode(const RoomAdded&, Tag);
template Bytes encode(const RoomList&, Tag);
template Bytes encode(const RoomRemoved&, Tag);
template Bytes encode(const RoomState&, Tag);
template Bytes encode(const RotatePasskey&, Tag);
template Bytes encode(const Search&, Tag);
template Bytes encode(const SearchPage&, Tag);
template Bytes encode(const ServerHello&, Tag);
template Bytes encode(const SetPresence&, Tag);
template Bytes encode(const StandingSet&, Tag);
template Bytes encode(const Stats&, Tag);
template Bytes encode(const StatsReport&, Tag);
template Bytes encode(const Submit&, Tag);
template Bytes encode(const Typing&, Tag);
template Bytes encode(const TypingUsers&, Tag);
template Bytes encode(const Unread&, Tag);
template Bytes encode(const Watch&, Tag);
template Bytes encode(const Welcome&, Tag);

}  // namespace crosstalk::net
