#include "ui/files/file_icon.hpp"

namespace crosstalk::ui {

Icon icon_of(FileKind kind) {
    switch (kind) {
        case FileKind::Picture:
            return Icon::Image;
        case FileKind::Sound:
            return Icon::Sound;
        case FileKind::Film:
            return Icon::Play;
        case FileKind::Archive:
            return Icon::Folder;
        case FileKind::Program:
            return Icon::Warning;
        case FileKind::Document:
        case FileKind::Text:
        case FileKind::Other:
            return Icon::File;
    }
    return Icon::File;
}

}  // namespace crosstalk::ui
