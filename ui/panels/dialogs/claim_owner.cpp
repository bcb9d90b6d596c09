#include "ui/panels/dialogs/claim_owner.hpp"

#include <utility>

namespace crosstalk::ui {

Staying ClaimOwnerDialog::draw(const Scene& scene, Form& form) {
    if (doing_.is_done()) return Staying::Close;
    form.paragraph(
        "The server prints this code at its very first start; whoever has its data folder can make a new "
        "one with crosstalk-server reset-owner.");
    form.gap(space::medium);
    if (doing_.has_failed()) {
        fault_ = doing_.take_refusal();
        request_ = FieldRequest::FocusAndSelectAll;
    }
    const FieldResult code = code_.field(form, "code",
                                         {.label = "Owner code",
                                          .hint = "7K4-MP2-QXS",
                                          .error = fault_,
                                          .bytes_most = net::max_code_bytes,
                                          .request = std::exchange(request_, FieldRequest::Nothing)});
    if (code.changed) fault_.clear();
    const Press press = end_of_deed(form, scene, doing_, {.label = "Become the owner"}, code.submitted);
    if (press == Press::Cancel) return Staying::Close;
    if (press == Press::Go) {
        if (code_.empty()) {
            fault_ = "The code is missing. It stands where the server was started.";
        } else {
            doing_.perform(net::ClaimOwner{code_.text(), {}}, scene);
        }
    }
    return Staying::Open;
}

}  // namespace crosstalk::ui
