#include "client/app/desktop/file_dialogs_windows.hpp"

#include <shobjidl.h>

#include <memory>
#include <utility>

#include "client/windows/text.hpp"

namespace crosstalk::app {

namespace {

struct Release {
    void operator()(IUnknown* object) const { object->Release(); }
};
template <class T>
using Com = std::unique_ptr<T, Release>;

struct FreeTaskMemory {
    void operator()(wchar_t* text) const { CoTaskMemFree(text); }
};

Com<IFileDialog> make_dialog(ui::PickMode mode) {
    void* made = nullptr;
    const bool saves = mode == ui::PickMode::SaveAs;
    const HRESULT result = CoCreateInstance(saves ? CLSID_FileSaveDialog : CLSID_FileOpenDialog, nullptr,
                                            CLSCTX_INPROC_SERVER, IID_IFileDialog, &made);
    return Com<IFileDialog>(SUCCEEDED(result) ? static_cast<IFileDialog*>(made) : nullptr);
}

void prepare(IFileDialog& dialog, const ui::PickFiles& wanted) {
    FILEOPENDIALOGOPTIONS options = 0;
    dialog.GetOptions(&options);
    options |= FOS_FORCEFILESYSTEM | FOS_NOCHANGEDIR | FOS_DONTADDTORECENT;
    if (wanted.mode == ui::PickMode::SeveralFiles) options |= FOS_ALLOWMULTISELECT;
    if (wanted.mode == ui::PickMode::Folder) options |= FOS_PICKFOLDERS;
    if (wanted.mode == ui::PickMode::SaveAs) options |= FOS_OVERWRITEPROMPT;
    dialog.SetOptions(options);
    dialog.SetTitle(windows::wide(wanted.title).c_str());
    if (wanted.mode == ui::PickMode::SaveAs) dialog.SetFileName(windows::wide(wanted.name).c_str());
    void* folder = nullptr;
    if (!wanted.folder.empty() &&
        SUCCEEDED(SHCreateItemFromParsingName(wanted.folder.c_str(), nullptr, IID_IShellItem, &folder))) {
        const Com<IShellItem> item(static_cast<IShellItem*>(folder));
        dialog.SetFolder(item.get());
    }
}

void add_path(std::vector<std::filesystem::path>& paths, IShellItem& item) {
    wchar_t* name = nullptr;
    if (FAILED(item.GetDisplayName(SIGDN_FILESYSPATH, &name))) return;
    const std::unique_ptr<wchar_t, FreeTaskMemory> owned(name);
    paths.emplace_back(name);
}

std::vector<std::filesystem::path> paths_of(IFileDialog& dialog, ui::PickMode mode) {
    std::vector<std::filesystem::path> paths;
    void* open = nullptr;
    if (mode == ui::PickMode::SeveralFiles && SUCCEEDED(dialog.QueryInterface(IID_IFileOpenDialog, &open))) {
        const Com<IFileOpenDialog> several(static_cast<IFileOpenDialog*>(open));
        IShellItemArray* results = nullptr;
        if (FAILED(several->GetResults(&results))) return paths;
        const Com<IShellItemArray> items(results);
        DWORD count = 0;
        items->GetCount(&count);
        for (DWORD index = 0; index < count; ++index) {
            IShellItem* each = nullptr;
            if (FAILED(items->GetItemAt(index, &each))) continue;
            const Com<IShellItem> item(each);
            add_path(paths, *item);
        }
        return paths;
    }
    IShellItem* result = nullptr;
    if (FAILED(dialog.GetResult(&result))) return paths;
    const Com<IShellItem> item(result);
    add_path(paths, *item);
    return paths;
}

}  // namespace

ui::FilesPicked FileDialogs::pick(const ui::PickFiles& wanted) {
    ui::FilesPicked picked{wanted.id, ui::PickOutcome::NotAvailable, {}};
    const Com<IFileDialog> dialog = ended_ ? nullptr : make_dialog(wanted.mode);
    if (dialog == nullptr) return picked;
    prepare(*dialog, wanted);
    open_.push_back(dialog.get());
    const HRESULT shown = dialog->Show(owner_);
    std::erase(open_, dialog.get());
    if (SUCCEEDED(shown)) picked.paths = paths_of(*dialog, wanted.mode);
    const bool ended = SUCCEEDED(shown) || shown == HRESULT_FROM_WIN32(ERROR_CANCELLED);
    if (ended) picked.outcome = picked.paths.empty() ? ui::PickOutcome::Cancelled : ui::PickOutcome::Picked;
    return picked;
}

void FileDialogs::end() {
    ended_ = true;
    for (IFileDialog* dialog : open_)
        dialog->Close(HRESULT_FROM_WIN32(ERROR_CANCELLED));
}

}  // namespace crosstalk::app
