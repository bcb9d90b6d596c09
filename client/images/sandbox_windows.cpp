#include <windows.h>

#include "client/images/sandbox.hpp"

namespace crosstalk::images {

bool has_sandbox() {
    return true;
}

bool enter_sandbox() {
    PROCESS_MITIGATION_DYNAMIC_CODE_POLICY code{};
    code.ProhibitDynamicCode = 1;
    PROCESS_MITIGATION_STRICT_HANDLE_CHECK_POLICY handles{};
    handles.RaiseExceptionOnInvalidHandleReference = 1;
    handles.HandleExceptionsPermanentlyEnabled = 1;
    PROCESS_MITIGATION_EXTENSION_POINT_DISABLE_POLICY extensions{};
    extensions.DisableExtensionPoints = 1;
    PROCESS_MITIGATION_IMAGE_LOAD_POLICY images{};
    images.NoRemoteImages = 1;
    images.NoLowMandatoryLabelImages = 1;
    return SetProcessMitigationPolicy(ProcessDynamicCodePolicy, &code, sizeof code) != 0 &&
           SetProcessMitigationPolicy(ProcessStrictHandleCheckPolicy, &handles, sizeof handles) != 0 &&
           SetProcessMitigationPolicy(ProcessExtensionPointDisablePolicy, &extensions, sizeof extensions) !=
               0 &&
           SetProcessMitigationPolicy(ProcessImageLoadPolicy, &images, sizeof images) != 0;
}

}  // namespace crosstalk::images
