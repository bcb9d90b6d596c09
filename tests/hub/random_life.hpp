// People who do everything that can be asked, sensible or not, from a seed: with ids that mean nothing or something
// else, numbers that repeat, skip and go back, and devices that are not theirs.
#pragma once

#include <map>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {

// So narrow that every limit is met.
net::ServerStarted narrow_limits();

class RandomLife {
  public:
    explicit RandomLife(std::uint64_t seed) : random_(seed) {}

    Effects step(HubWorld& world);

    // How often each command was carried out, by its number.
    [[nodiscard]] const std::map<std::size_t, unsigned>& done() const { return done_; }

  private:
    template <class C>
    using Of = std::type_identity<C>;

    struct Said {
        net::RoomId room;
        net::MessageTarget target;
        bool deleted = false;
    };

    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    bool one_in(std::uint64_t count) { return below(count) == 0; }
    template <class T>
    T one_of(std::initializer_list<T> values) {
        return values.begin()[below(values.size())];
    }
    template <class Map>
    auto some_key_of(const Map& map) {
        auto it = map.begin();
        std::advance(it, static_cast<std::ptrdiff_t>(below(map.size())));
        return it->first;
    }

    net::DeviceId some_device(const State& state);
    net::Command some_command(const State& state);
    net::Origin some_origin(const State& state, const net::Command& command);
    void learn(const Effects& effects, const net::LoggedCommand& logged);

    std::uint64_t nonsense();
    net::RoomId some_room(const State& state);
    net::UserId some_user(const State& state);
    net::UserId some_user_of(const State& state, net::RoomId room);
    net::MessageTarget some_target(const State& state, net::RoomId room);
    net::Digest some_digest();
    net::UploadId some_upload(const State& state);
    net::MessageId some_game(const State& state);
    net::RoomId room_of(const State& state, net::MessageId game);
    net::Milliseconds some_span();
    std::string some_name(const char* kind, unsigned count);

    // A command without its line here does not compile.
    net::CreateRoom make(Of<net::CreateRoom>, const State& state);
    net::OpenDirect make(Of<net::OpenDirect>, const State& state);
    net::JoinRoom make(Of<net::JoinRoom>, const State& state);
    net::LeaveRoom make(Of<net::LeaveRoom>, const State& state);
    net::InviteUser make(Of<net::InviteUser>, const State& state);
    net::RenameRoom make(Of<net::RenameRoom>, const State& state);
    net::SetTopic make(Of<net::SetTopic>, const State& state);
    net::SetRoomKind make(Of<net::SetRoomKind>, const State& state);
    net::SetPosters make(Of<net::SetPosters>, const State& state);
    net::SetSlowMode make(Of<net::SetSlowMode>, const State& state);
    net::SetRoomPasskey make(Of<net::SetRoomPasskey>, const State& state);
    net::DissolveRoom make(Of<net::DissolveRoom>, const State& state);
    net::PostMessage make(Of<net::PostMessage>, const State& state);
    net::EditMessage make(Of<net::EditMessage>, const State& state);
    net::DeleteMessage make(Of<net::DeleteMessage>, const State& state);
    net::React make(Of<net::React>, const State& state);
    net::PinMessage make(Of<net::PinMessage>, const State& state);
    net::PurgeMessages make(Of<net::PurgeMessages>, const State& state);
    net::KickUser make(Of<net::KickUser>, const State& state);
    net::BanUser make(Of<net::BanUser>, const State& state);
    net::UnbanUser make(Of<net::UnbanUser>, const State& state);
    net::MuteUser make(Of<net::MuteUser>, const State& state);
    net::UnmuteUser make(Of<net::UnmuteUser>, const State& state);
    net::SetRole make(Of<net::SetRole>, const State& state);
    net::Rename make(Of<net::Rename>, const State& state);
    net::SetProfile make(Of<net::SetProfile>, const State& state);
    net::ClaimOwner make(Of<net::ClaimOwner>, const State& state);
    net::RemoveDevice make(Of<net::RemoveDevice>, const State& state);
    net::MakeInvite make(Of<net::MakeInvite>, const State& state);
    net::RevokeInvite make(Of<net::RevokeInvite>, const State& state);
    net::CreateUser make(Of<net::CreateUser>, const State& state);
    net::AddDevice make(Of<net::AddDevice>, const State& state);
    net::SetOwnerCode make(Of<net::SetOwnerCode>, const State& state);
    net::KeepMarks make(Of<net::KeepMarks>, const State& state);
    net::ServerStarted make(Of<net::ServerStarted>, const State& state);
    net::SetRules make(Of<net::SetRules>, const State& state);
    net::RecordDeed make(Of<net::RecordDeed>, const State& state);
    net::BeginUpload make(Of<net::BeginUpload>, const State& state);
    net::DropUpload make(Of<net::DropUpload>, const State& state);
    net::FinishUpload make(Of<net::FinishUpload>, const State& state);
    net::OfferGame make(Of<net::OfferGame>, const State& state);
    net::AnswerOffer make(Of<net::AnswerOffer>, const State& state);
    net::MakeMove make(Of<net::MakeMove>, const State& state);
    net::ActInGame make(Of<net::ActInGame>, const State& state);
    net::Tick make(Of<net::Tick>, const State& state);
    net::NotePlayer make(Of<net::NotePlayer>, const State& state);

    std::mt19937_64 random_;
    net::DeviceId device_;  // whose turn it is
    std::vector<Said> said_;
    std::map<std::pair<net::DeviceId, net::RunId>, std::uint64_t> numbers_;
    std::map<std::size_t, unsigned> done_;
};

}  // namespace crosstalk::hub
