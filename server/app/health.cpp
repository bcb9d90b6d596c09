#include "server/app/health.hpp"

namespace crosstalk::server {

std::string trouble_of(const Vitals& vitals) {
    if (vitals.stage == Vitals::Stage::Starting)
        return "The server is starting: it reads its journal. Wait; the log says if it cannot.";
    if (vitals.stage == Vitals::Stage::Stopping) return "The server is stopping.";
    if (vitals.journal_silence > longest_journal_silence) {
        return "The journal has taken nothing for " + std::to_string(vitals.journal_silence.value / 1000) +
               " s, and commands wait for it. Look at the disk of the data folder.";
    }
    if (vitals.free_bytes && *vitals.free_bytes < least_free_bytes) {
        return "The disk of the data folder has only " + std::to_string(*vitals.free_bytes / 1024) +
               " KiB left; when the journal cannot be written the server ends. Make room.";
    }
    return "";
}

}  // namespace crosstalk::server
