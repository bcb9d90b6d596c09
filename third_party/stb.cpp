// The one translation unit that holds stb's decoders (JPEG, PNG, GIF, BMP) and its PNG writer. Which formats
// exist is said by the definitions of crosstalk_dep::stb, so that the declarations others see agree with
// this.
#define STB_IMAGE_IMPLEMENTATION
#define STBI_MAX_DIMENSIONS 16384
#include <stb_image.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>
