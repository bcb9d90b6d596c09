#include "client/app/desktop/look_windows.hpp"

namespace crosstalk::app {

Look::Look() {
    constexpr const wchar_t* personalize =
        L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize";
    if (RegOpenKeyExW(HKEY_CURRENT_USER, personalize, 0, KEY_QUERY_VALUE | KEY_NOTIFY, &key_) !=
        ERROR_SUCCESS) {
        key_ = nullptr;
        return;
    }
    changed_ = CreateEventW(nullptr, FALSE, FALSE, nullptr);
    watch();
}

Look::~Look() {
    if (key_ != nullptr) RegCloseKey(key_);
    if (changed_ != nullptr) CloseHandle(changed_);
}

void Look::watch() {
    if (key_ != nullptr) RegNotifyChangeKeyValue(key_, FALSE, REG_NOTIFY_CHANGE_LAST_SET, changed_, TRUE);
}

ui::SystemLook Look::read() const {
    ui::SystemLook look;
    DWORD light = 0;
    DWORD size = sizeof light;
    if (key_ != nullptr && RegGetValueW(key_, nullptr, L"AppsUseLightTheme", RRF_RT_REG_DWORD, nullptr,
                                        &light, &size) == ERROR_SUCCESS) {
        look.scheme = light == 0 ? ui::ColorScheme::Dark : ui::ColorScheme::Light;
    }
    BOOL animates = TRUE;
    if (SystemParametersInfoW(SPI_GETCLIENTAREAANIMATION, 0, &animates, 0) != 0 && animates == 0) {
        look.motion = ui::MotionWish::Reduced;
    }
    HIGHCONTRASTW contrast{};
    contrast.cbSize = sizeof contrast;
    if (SystemParametersInfoW(SPI_GETHIGHCONTRAST, sizeof contrast, &contrast, 0) != 0 &&
        (contrast.dwFlags & HCF_HIGHCONTRASTON) != 0) {
        look.contrast = ui::ContrastWish::High;
    }
    return look;
}

}  // namespace crosstalk::app
