#include "ui/panels/answers.hpp"

namespace crosstalk::ui {

WindowCommand place_of_answer(const model::Question&, const Scene&) {
    return OpenDialog{};
}

WindowCommand place_of_deed(const model::Deed&, const Scene&) {
    return OpenDialog{};
}

}  // namespace crosstalk::ui
