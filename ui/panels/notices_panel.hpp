// The list of notices: who wrote to one alone, who named one, and where one is invited to.
#pragma once

#include "ui/notices/notice_log.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

void draw_notices(const Scene& scene, Box box, NoticeLog& log, ScrollArea& scroll);

}  // namespace crosstalk::ui
