#include "ui/panels/dialogs/type_path.hpp"

#include <utility>

#include "client/model/outgoing.hpp"
#include "net/text/paths.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t path_most = 4096;

}  // namespace

TypePathDialog::TypePathDialog(PickId id, std::string title, std::string name)
    : id_(id), title_(std::move(title)), name_(std::move(name)) {}

Staying TypePathDialog::draw(const Scene& scene, Form& form) {
    if (!std::exchange(was_proposed_, true) && !name_.empty() && scene.outside != nullptr)
        path_ = scene.outside->place_for(name_);
    form.paragraph("This system has no dialog for files.");
    form.gap(space::medium);
    const FieldResult typed = form.field("path", path_,
                                         {.label = "Whole path",
                                          .hint = "/home/me/picture.png",
                                          .error = fault_,
                                          .bytes_most = path_most,
                                          .request = std::exchange(request_, FieldRequest::Nothing)});
    if (typed.changed) fault_.clear();
    const int pressed = form.buttons({{"ok", "OK", {.kind = ButtonKind::Primary}}, {"cancel", "Cancel", {}}});
    if (pressed == 1) {
        scene.commands.show(PathTyped{id_, {}});
        return Staying::Close;
    }
    if (pressed != 0 && !typed.submitted) return Staying::Open;
    const std::string home = scene.outside == nullptr ? std::string() : scene.outside->home();
    const std::filesystem::path path = text::path_of(model::at_home(path_, home));
    if (!path.is_absolute()) {
        fault_ = "This is no whole path. Begin with the root of the file system.";
        request_ = FieldRequest::Focus;
        return Staying::Open;
    }
    scene.commands.show(PathTyped{id_, path});
    return Staying::Close;
}

}  // namespace crosstalk::ui
