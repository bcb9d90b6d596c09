#include "ui/panels/side_column.hpp"

#include <utility>

#include "ui/panels/members_panel.hpp"
#include "ui/panels/notices_panel.hpp"
#include "ui/panels/transfers_panel.hpp"

namespace crosstalk::ui {

namespace {

bool is_passing(Side side) {
    return side != Side::Members && side != Side::Nothing;
}

}  // namespace

float SideColumn::width_of(Side side) {
    switch (side) {
        case Side::Nothing:
            return 0;
        case Side::Members:
            return measure::members;
        case Side::Search:
        case Side::Pins:
        case Side::Notices:
        case Side::Transfers:
            return measure::side;
    }
    return 0;
}

Side SideColumn::side_in(WindowWidth window) const {
    return side_.value_or(window == WindowWidth::Wide ? Side::Members : Side::Nothing);
}

void SideColumn::show(Side side) {
    const bool was_passing = side_ && is_passing(*side_);
    if (is_passing(side) && !was_passing) side_before_ = side_;
    if (side == Side::Nothing && was_passing) return step_out(*side_);
    side_ = side;
    if (side == Side::Search) search_.take_focus();
}

void SideColumn::step_out(Side side) {
    if (side == Side::Members) {
        side_.reset();
    } else {
        side_ = std::exchange(side_before_, std::nullopt);
    }
}

void SideColumn::forget_server() {
    search_ = {};
    pins_ = {};
}

void SideColumn::draw(const Scene& scene, Box box, const model::Room& room, Side side, NoticeLog& notices) {
    switch (side) {
        case Side::Search:
            return search_.draw(scene, box);
        case Side::Pins:
            return pins_.draw(scene, box, room);
        case Side::Notices:
            return draw_notices(scene, box, notices, notices_scroll_);
        case Side::Transfers:
            return draw_transfers(scene, box, transfers_scroll_);
        case Side::Nothing:
        case Side::Members:
            return draw_members(scene, box, members_scroll_, room);
    }
}

}  // namespace crosstalk::ui
