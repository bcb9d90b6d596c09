#include "client/app/desktop/clipboard_windows.hpp"

#include <shellapi.h>

#include <cstring>
#include <utility>

#include "client/app/desktop/clipboard.hpp"

namespace crosstalk::app {

namespace {

// Another program may have it open for a moment.
class OpenedClipboard {
  public:
    explicit OpenedClipboard(HWND owner) {
        constexpr int most_tries = 20;
        constexpr DWORD pause_ms = 10;
        for (int turn = 0; turn < most_tries && !open_; ++turn) {
            open_ = OpenClipboard(owner) != 0;
            if (!open_) Sleep(pause_ms);
        }
    }
    OpenedClipboard(const OpenedClipboard&) = delete;
    OpenedClipboard& operator=(const OpenedClipboard&) = delete;
    ~OpenedClipboard() {
        if (open_) CloseClipboard();
    }
    [[nodiscard]] bool is_open() const { return open_; }

  private:
    bool open_ = false;
};

UINT png_format() {
    return RegisterClipboardFormatW(L"PNG");
}

std::string bytes_of(UINT format) {
    HANDLE memory = GetClipboardData(format);
    if (memory == nullptr) return {};
    const SIZE_T size = GlobalSize(memory);
    if (size == 0 || size > largest_clipboard_content) return {};
    const void* bytes = GlobalLock(memory);
    if (bytes == nullptr) return {};
    std::string result(static_cast<const char*>(bytes), size);
    GlobalUnlock(memory);
    return result;
}

std::vector<std::filesystem::path> files() {
    std::vector<std::filesystem::path> paths;
    auto* drop = static_cast<HDROP>(GetClipboardData(CF_HDROP));
    if (drop == nullptr) return paths;
    const UINT count = DragQueryFileW(drop, 0xFFFFFFFF, nullptr, 0);
    for (UINT index = 0; index < count; ++index) {
        std::wstring name(DragQueryFileW(drop, index, nullptr, 0) + 1U, L'\0');
        const UINT length = DragQueryFileW(drop, index, name.data(), static_cast<UINT>(name.size()));
        name.resize(length);
        if (!name.empty()) paths.emplace_back(name);
    }
    return paths;
}

// A packed bitmap is a BMP file without its first header.
std::string file_of_bitmap(const std::string& bitmap) {
    BITMAPINFOHEADER info{};
    if (bitmap.size() < sizeof info) return {};
    std::memcpy(&info, bitmap.data(), sizeof info);
    if (info.biSize < sizeof info || info.biSize > bitmap.size()) return {};
    std::uint64_t colors = info.biClrUsed;
    if (colors == 0 && info.biBitCount <= 8) colors = 1ULL << info.biBitCount;
    const std::uint64_t masks = info.biSize == sizeof info && info.biCompression == BI_BITFIELDS ? 12 : 0;
    const std::uint64_t pixels = info.biSize + colors * sizeof(RGBQUAD) + masks;
    if (pixels > bitmap.size()) return {};
    BITMAPFILEHEADER header{};
    header.bfType = 0x4D42;  // "BM"
    header.bfSize = static_cast<DWORD>(sizeof header + bitmap.size());
    header.bfOffBits = static_cast<DWORD>(sizeof header + pixels);
    return std::string(reinterpret_cast<const char*>(&header), sizeof header) + bitmap;
}

}  // namespace

ui::ClipboardHeld read_clipboard(HWND owner) {
    const OpenedClipboard opened(owner);
    if (!opened.is_open()) return {};
    if (auto paths = files(); !paths.empty()) return {ui::ClipboardFiles{std::move(paths)}};
    if (std::string png = bytes_of(png_format()); !png.empty())
        return clipboard_content("image/png", std::move(png));
    const std::string bitmap = bytes_of(CF_DIB);
    return bitmap.empty() ? ui::ClipboardHeld{} : clipboard_content("image/bmp", file_of_bitmap(bitmap));
}

void offer_png(HWND owner, const std::string& png) {
    const OpenedClipboard opened(owner);
    if (!opened.is_open() || EmptyClipboard() == 0) return;
    HGLOBAL memory = GlobalAlloc(GMEM_MOVEABLE, png.size());
    if (memory == nullptr) return;
    if (void* bytes = GlobalLock(memory)) {
        std::memcpy(bytes, png.data(), png.size());
        GlobalUnlock(memory);
        // From then on it belongs to the system.
        if (SetClipboardData(png_format(), memory) != nullptr) return;
    }
    GlobalFree(memory);
}

}  // namespace crosstalk::app
