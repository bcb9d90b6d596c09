// Files on their way, for programs.
#include "client/cli/json_lines.hpp"
#include "client/cli/json_objects.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/text/times.hpp"

namespace crosstalk::cli {

namespace {

Json transfer_of(const model::Model& model, const model::Transfer& transfer) {
    Json object{
        {"transfer", transfer.id.value}, {"kind", name_of(transfer.kind)}, {"state", name_of(transfer.state)},
        {"name", transfer.name},         {"size", transfer.size},          {"moved", transfer.moved},
        {"rate", transfer.rate}};
    if (transfer.rate != 0 && transfer.moved < transfer.size)
        object["left_s"] = (transfer.size - transfer.moved) / transfer.rate;
    if (transfer.room) object["room"] = tag_of(model, transfer.room);
    if (transfer.kind == model::TransferKind::Send || transfer.kind == model::TransferKind::Picture) {
        object["ref"] = transfer.ref.starts_with('#') ? Json(nullptr) : ref_of(transfer.ref);
    } else if (transfer.source.message) {
        object["id"] = id_of(transfer.source.message);
        object["n"] = transfer.source.index + 1;
    }
    if (transfer.hash != net::Digest{}) object["sha256"] = text::hexadecimal(transfer.hash);
    if (!transfer.path.empty()) object["path"] = transfer.path;
    if (!transfer.reason.empty()) object["reason"] = transfer.reason;
    if (transfer.state == model::TransferState::Failed) object["can_retry"] = transfer.can_retry;
    if (transfer.by_itself) object["by_itself"] = true;
    object["time"] = time_of(transfer.at);
    return object;
}

}  // namespace

void JsonPrinter::transfer(const model::Model& model, const model::Transfer& transfer, TransferNews) {
    Json object{{"event", "transfer"}};
    object.update(transfer_of(model, transfer));
    write_(line_of(object));
}

void JsonPrinter::transfer_gone(model::TransferId transfer) {
    write_(line_of({{"event", "transfer_gone"}, {"transfer", transfer.value}}));
}

void JsonPrinter::transfers(const model::Model& model, const Ref& ref) {
    Json list = Json::array();
    for (const auto& [id, transfer] : model.transfers())
        list.push_back(transfer_of(model, transfer));
    write_(line_of(with_ref({{"event", "transfers"}, {"transfers", std::move(list)}}, ref)));
}

}  // namespace crosstalk::cli
