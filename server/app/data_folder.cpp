#include "server/app/data_folder.hpp"

#include <fstream>
#include <stdexcept>
#include <system_error>

#include "net/text/paths.hpp"
#include "net/transport/credentials/private_file.hpp"

namespace crosstalk::server {

bool DataFolder::is_in_use() const {
    std::error_code error;
    return std::filesystem::exists(journal(), error) || std::filesystem::exists(view(), error);
}

void make_data_folder(const DataFolder& folder) {
    std::error_code error;
    transport::make_private_folder(folder.path, text::utf8_of(folder.settings().filename()), error);
    if (!std::filesystem::is_directory(folder.path, error)) {
        throw std::runtime_error(
            "The data folder " + folder.path.string() +
            " cannot be made. Choose another with --data, or mend the rights of the one above.");
    }
    const std::filesystem::path probe = folder.path / "write-test";
    const bool is_writable = std::ofstream(probe).is_open();
    std::filesystem::remove(probe, error);
    if (!is_writable) {
        throw std::runtime_error(
            "The data folder " + folder.path.string() +
            " cannot be written. Choose another with --data, or mend its rights and see whether the "
            "disk is full.");
    }
}

}  // namespace crosstalk::server
