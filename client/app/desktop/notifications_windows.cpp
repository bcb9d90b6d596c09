#include "client/app/desktop/notifications_windows.hpp"

#include <shellapi.h>

#include <algorithm>
#include <cstring>

#include "client/app/desktop/notification_text.hpp"
#include "client/app/icon.hpp"
#include "client/windows/text.hpp"

namespace crosstalk::app {

namespace {

constexpr int icon_side = 64;
constexpr UINT icon_id = 1;

HICON make_icon() {
    const IconPixels icon = draw_icon(icon_side, {});
    BITMAPINFO info{};
    info.bmiHeader.biSize = sizeof info.bmiHeader;
    info.bmiHeader.biWidth = icon.side;
    info.bmiHeader.biHeight = -icon.side;  // from the top
    info.bmiHeader.biPlanes = 1;
    info.bmiHeader.biBitCount = 32;
    info.bmiHeader.biCompression = BI_RGB;
    void* bytes = nullptr;
    HBITMAP color = CreateDIBSection(nullptr, &info, DIB_RGB_COLORS, &bytes, nullptr, 0);
    if (color == nullptr) return nullptr;
    auto* pixels = static_cast<std::uint32_t*>(bytes);
    // Red and blue stand the other way round there.
    std::ranges::transform(icon.pixels, pixels, [](std::uint32_t pixel) {
        return (pixel & 0xFF00FF00U) | (pixel & 0xFFU) << 16U | (pixel >> 16U & 0xFFU);
    });
    HBITMAP mask = CreateBitmap(icon.side, icon.side, 1, 1, nullptr);
    ICONINFO parts{};
    parts.fIcon = TRUE;
    parts.hbmMask = mask;
    parts.hbmColor = color;
    HICON made = CreateIconIndirect(&parts);
    DeleteObject(mask);
    DeleteObject(color);
    return made;
}

// Cut to what fits, with the zero at the end.
template <std::size_t Size>
void put(wchar_t (&place)[Size], const std::wstring& text) {
    std::size_t length = std::min(text.size(), Size - 1);
    if (length > 0 && length < text.size() && IS_HIGH_SURROGATE(text[length - 1])) --length;
    std::copy_n(text.data(), length, place);
    place[length] = L'\0';
}

NOTIFYICONDATAW data_of(HWND window) {
    NOTIFYICONDATAW data{};
    data.cbSize = sizeof data;
    data.hWnd = window;
    data.uID = icon_id;
    return data;
}

}  // namespace

Notifications::Notifications(HWND window, UINT message) : window_(window), message_(message) {}

Notifications::~Notifications() {
    remove();
    if (icon_ != nullptr) DestroyIcon(icon_);
}

void Notifications::remove() {
    if (!shown_) return;
    shown_.reset();
    NOTIFYICONDATAW data = data_of(window_);
    Shell_NotifyIconW(NIM_DELETE, &data);
}

void Notifications::notify(const ui::NotifyDesktop& notification) {
    remove();
    if (icon_ == nullptr) icon_ = make_icon();
    NOTIFYICONDATAW data = data_of(window_);
    data.uFlags = NIF_MESSAGE | NIF_ICON | NIF_TIP | NIF_INFO | NIF_SHOWTIP;
    data.uCallbackMessage = message_;
    data.hIcon = icon_;
    data.hBalloonIcon = icon_;
    data.dwInfoFlags = NIIF_USER | NIIF_LARGE_ICON | NIIF_NOSOUND | NIIF_RESPECT_QUIET_TIME;
    put(data.szTip, L"Crosstalk");
    put(data.szInfoTitle, windows::wide(one_line(notification.title, 160)));
    put(data.szInfo, windows::wide(short_text(notification.body, 600)));
    // An empty text would show nothing.
    if (data.szInfo[0] == L'\0') put(data.szInfo, L" ");
    if (Shell_NotifyIconW(NIM_ADD, &data) == 0) return;
    shown_ = notification.id;
    data.uVersion = NOTIFYICON_VERSION_4;
    Shell_NotifyIconW(NIM_SETVERSION, &data);
}

void Notifications::withdraw(ui::NotificationId id) {
    if (shown_ == id) remove();
}

std::optional<ui::NotificationId> Notifications::take(LPARAM event) {
    switch (LOWORD(event)) {
        case NIN_BALLOONUSERCLICK:
        case NIN_SELECT:
        case NIN_KEYSELECT: {
            const auto clicked = shown_;
            remove();
            return clicked;
        }
        case NIN_BALLOONTIMEOUT:
        case NIN_BALLOONHIDE:
            remove();
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

}  // namespace crosstalk::app
