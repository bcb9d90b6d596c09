#include "tests/client/memory_network.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::testing {

void MemoryNetwork::End::send(net::SharedFrame frames, transport::Queue) {
    if (!closing) queue_.push_back(std::move(frames));
}

void MemoryNetwork::End::flush() {
    for (const net::SharedFrame& buffer : std::exchange(queue_, {})) {
        net::FrameSplitter splitter(net::max_frame_bytes);
        splitter.append(*buffer);
        for (auto next = splitter.next(); std::holds_alternative<net::FrameView>(next);
             next = splitter.next()) {
            const auto& view = std::get<net::FrameView>(next);
            net::Bytes frame(net::frame_header_bytes);
            net::write_header(view.header, std::span<std::uint8_t, net::frame_header_bytes>(
                                               frame.data(), net::frame_header_bytes));
            frame.insert(frame.end(), view.payload.begin(), view.payload.end());
            if (wire_.network.together) {
                End& other = is_client_ ? wire_.server : wire_.client;
                other.batch.push_back(std::move(frame));
                wire_.network.loop_.after(
                    {1}, [wire = &wire_, to_client = !is_client_] { wire->deliver_batch(to_client); });
                continue;
            }
            wire_.network.loop_.after({1}, [wire = &wire_, to_client = !is_client_,
                                            frame = std::move(frame)] { wire->deliver(to_client, frame); });
        }
    }
}

void MemoryNetwork::End::close() {
    flush();
    closing = true;
    wire_.network.loop_.after({2}, [wire = &wire_] { wire->end(""); });
}

void MemoryNetwork::Wire::deliver(bool to_client, const net::Bytes& bytes) {
    if (ended || network.silent) return;
    End& end = to_client ? client : server;
    ++delivered;
    ++network.delivered_;
    if (!end.closing && end.owner) {
        net::FrameSplitter splitter(net::max_frame_bytes);
        splitter.append(bytes);
        const auto next = splitter.next();
        end.owner->received(std::get<net::FrameView>(next));
        if (!ended) end.owner->received_all();
    }
    if (network.cut_after && delivered >= *network.cut_after) this->end("The cable was cut.");
}

void MemoryNetwork::Wire::deliver_batch(bool to_client) {
    End& end = to_client ? client : server;
    const std::vector<net::Bytes> frames = std::exchange(end.batch, {});
    if (ended || network.silent || end.closing || !end.owner || frames.empty()) return;
    for (const net::Bytes& bytes : frames) {
        net::FrameSplitter splitter(net::max_frame_bytes);
        splitter.append(bytes);
        const auto next = splitter.next();
        end.owner->received(std::get<net::FrameView>(next));
        if (ended || !end.owner) return;
    }
    end.owner->received_all();
}

void MemoryNetwork::Wire::end(const std::string& reason) {
    if (std::exchange(ended, true)) return;
    if (auto* owner = std::exchange(client.owner, nullptr)) owner->closed(reason);
    if (auto* owner = std::exchange(server.owner, nullptr)) owner->closed(reason);
}

std::size_t MemoryNetwork::open_connections() const {
    return static_cast<std::size_t>(
        std::count_if(wires_.begin(), wires_.end(), [](const auto& wire) { return !wire->ended; }));
}

void MemoryNetwork::cut_all() {
    for (std::size_t i = 0; i < wires_.size(); ++i)
        wires_[i]->end("The cable was cut.");
}

void MemoryNetwork::connect(const Place& place, transport::DialOwner& owner) {
    wires_.push_back(std::make_unique<Wire>(*this));
    Wire& wire = *wires_.back();
    transport::Peer seen_by_client{.address = "10.0.0.1", .binding = {}, .server = place.key};
    seen_by_client.binding.bytes.fill(next_binding_++);
    transport::Peer seen_by_server{
        .address = "10.0.0.2", .binding = seen_by_client.binding, .server = place.behind};
    if (place.relayed) seen_by_server.binding.bytes.fill(next_binding_++);
    wire.server.owner = place.accept(wire.server, seen_by_server);
    wire.client.owner = owner.opened(wire.client, seen_by_client);
    if (!wire.client.owner) wire.end("");
}

void MemoryDialer::dial(transport::Address address, transport::DialOwner& owner) {
    cancel();
    ++network_.dials_;
    dialling_ = network_.loop_.after({1}, [this, address = std::move(address), &owner] {
        dialling_ = {};
        const auto found = network_.places.find(address.host);
        if (found == network_.places.end()) return owner.failed("Nothing answers there.");
        network_.connect(found->second, owner);
    });
}

void MemoryDialer::cancel() {
    network_.loop_.cancel(std::exchange(dialling_, {}));
}

}  // namespace crosstalk::testing
