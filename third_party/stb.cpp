// The one translation unit that holds stb's decoders (JPEG, PNG, BMP) and its writers. Which formats
// exist is said by the definitions of crosstalk_dep::stb, so that the declarations others see agree with
// this.
#include <cstdlib>

// Zeroed: where the file of a JPEG ends early, its pixels would be what an earlier picture has left in memory.
#define STBI_MALLOC(size) std::calloc(1, size)
#define STBI_REALLOC(pointer, size) std::realloc(pointer, size)
#define STBI_FREE(pointer) std::free(pointer)
#define STB_IMAGE_IMPLEMENTATION
#define STBI_MAX_DIMENSIONS 16384
#include <stb_image.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>
