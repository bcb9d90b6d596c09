// Work that gives way to what people wait for.
#pragma once

namespace crosstalk::local {

// From now on the calling thread runs when the others of this machine leave it time. Cannot be taken back; a system that
// does not let it goes on as before.
void run_in_background();

}  // namespace crosstalk::local
