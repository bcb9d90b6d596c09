# Cuts the fonts of the system's packages down to what is embedded, at build time: no font is kept in the repository.
# The files end in ${CMAKE_CURRENT_BINARY_DIR}/fonts; embedded_fonts.cpp takes them in with .incbin.
find_program(CROSSTALK_HB_SUBSET hb-subset)
if(NOT CROSSTALK_HB_SUBSET)
  message(FATAL_ERROR "hb-subset is missing: it cuts the fonts for the window (Debian package libharfbuzz-bin)")
endif()
set(CROSSTALK_FONT_ROOT "/usr/share/fonts" CACHE PATH "Where Inter and the Noto fonts are installed")

# crosstalk_font(NAME FILE unicodes|file-with-unicodes [extra hb-subset options ...])
function(crosstalk_font name file unicodes)
  set(source "${CROSSTALK_FONT_ROOT}/${file}")
  if(NOT EXISTS "${source}")
    message(FATAL_ERROR "${source} is missing: the window embeds parts of it (Debian packages fonts-inter, "
      "fonts-noto-mono, fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji; tools/deps installs them)")
  endif()
  set(output "${CMAKE_CURRENT_BINARY_DIR}/fonts/${name}")
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${unicodes}")
    set(list_file "${CMAKE_CURRENT_SOURCE_DIR}/${unicodes}")
    set(wanted "--unicodes-file=${list_file}")
  else()
    set(wanted "--unicodes=${unicodes}")
  endif()
# Dear ImGui places glyphs one by one: no layout tables, and no glyphs that only these would reach.
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${CMAKE_CURRENT_BINARY_DIR}/fonts"
    COMMAND "${CROSSTALK_HB_SUBSET}" "${wanted}" "--drop-tables+=GSUB,GPOS,GDEF,BASE,VORG,vhea,vmtx" ${ARGN}
      "--output-file=${output}" "${source}"
    DEPENDS "${source}" ${list_file}
    COMMENT "Cutting font ${name}"
    VERBATIM)
  set(crosstalk_font_files ${crosstalk_font_files} "${output}" PARENT_SCOPE)
endfunction()

set(crosstalk_font_files "")
set(latin "20-52F,1E00-22FF,2460-24FF,2500-25A9,25AC-25B5,25B7-25BF,25C1-25FA,FB00-FB06,FFFD")
crosstalk_font(inter_regular opentype/inter/Inter-Regular.otf "${latin}")
crosstalk_font(inter_semibold opentype/inter/Inter-SemiBold.otf "${latin}")
crosstalk_font(inter_italic opentype/inter/Inter-Italic.otf "${latin}")
crosstalk_font(inter_semibold_italic opentype/inter/Inter-SemiBoldItalic.otf "${latin}")
crosstalk_font(mono truetype/noto/NotoSansMono-Regular.ttf "${latin}")
crosstalk_font(sans truetype/noto/NotoSans-Regular.ttf "*" --no-hinting)
crosstalk_font(sans_armenian truetype/noto/NotoSansArmenian-Regular.ttf "*" --no-hinting)
crosstalk_font(sans_georgian truetype/noto/NotoSansGeorgian-Regular.ttf "*" --no-hinting)
crosstalk_font(sans_hebrew truetype/noto/NotoSansHebrew-Regular.ttf "*" --no-hinting)
crosstalk_font(sans_arabic truetype/noto/NotoSansArabic-Regular.ttf "*" --no-hinting)
crosstalk_font(sans_devanagari truetype/noto/NotoSansDevanagari-Regular.ttf "*" --no-hinting)
crosstalk_font(sans_thai truetype/noto/NotoSansThai-Regular.ttf "*" --no-hinting)
crosstalk_font(symbols truetype/noto/NotoSansSymbols2-Regular.ttf "2300-2BFF" --no-hinting)
# The characters of GB 2312, JIS X 0208, KS X 1001 and the first level of Big5, kana, and all Hangul syllables.
crosstalk_font(cjk opentype/noto/NotoSansCJK-Regular.ttc fonts/cjk_unicodes.txt --face-index=2 --no-hinting)


# The emoji: every one of Unicode's list is one picture, and a table says which.
find_program(CROSSTALK_HB_SHAPE hb-shape)
if(NOT CROSSTALK_HB_SHAPE)
  message(FATAL_ERROR "hb-shape is missing: it tells which picture an emoji is (Debian package libharfbuzz-bin)")
endif()
set(emoji_source "${CROSSTALK_FONT_ROOT}/truetype/noto/NotoColorEmoji.ttf")
if(NOT EXISTS "${emoji_source}")
  message(FATAL_ERROR "${emoji_source} is missing (Debian package fonts-noto-color-emoji; tools/deps installs it)")
endif()
set(emoji_font "${CMAKE_CURRENT_BINARY_DIR}/fonts/emoji")
set(emoji_glyph_rows "${PROJECT_BINARY_DIR}/generated/ui/fonts/emoji_glyph_rows.inc")
set(make_emoji_font "${PROJECT_SOURCE_DIR}/tools/make-emoji-font/make_emoji_font.cmake")
cmake_path(GET emoji_glyph_rows PARENT_PATH emoji_glyph_folder)
add_custom_command(OUTPUT "${emoji_font}" "${emoji_glyph_rows}"
  COMMAND "${CMAKE_COMMAND}" -E make_directory "${CMAKE_CURRENT_BINARY_DIR}/fonts" "${emoji_glyph_folder}"
  COMMAND "${CMAKE_COMMAND}" -D "EMOJI_TEST=${CROSSTALK_EMOJI_TEST}" -D "FONT=${emoji_source}"
    -D "HB_SHAPE=${CROSSTALK_HB_SHAPE}" -D "HB_SUBSET=${CROSSTALK_HB_SUBSET}" -D "OUTPUT_FONT=${emoji_font}"
    -D "OUTPUT_TABLE=${emoji_glyph_rows}" -P "${make_emoji_font}"
  DEPENDS "${CROSSTALK_EMOJI_TEST}" "${emoji_source}" "${make_emoji_font}"
  COMMENT "Cutting the emoji and making the table of their pictures"
  VERBATIM)
list(APPEND crosstalk_font_files "${emoji_font}")

set_property(SOURCE fonts/embedded_fonts.cpp APPEND PROPERTY OBJECT_DEPENDS "${crosstalk_font_files}")
set_property(SOURCE fonts/embedded_fonts.cpp APPEND PROPERTY COMPILE_DEFINITIONS
  "CROSSTALK_FONT_FOLDER=\"${CMAKE_CURRENT_BINARY_DIR}/fonts\"")
