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
# Every emoji of one code point, without skin tones and without digits.
crosstalk_font(emoji truetype/noto/NotoColorEmoji.ttf
  "203C,2049,2122,2139,2194-2199,21A9-21AA,231A-23FF,24C2,25AA-25AB,25B6,25C0,25FB-25FE,2600-27BF,2934-2935,2B05-2B55,3030,303D,3297,3299,1F000-1F3FA,1F400-1FAFF")
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

set_property(SOURCE fonts/embedded_fonts.cpp APPEND PROPERTY OBJECT_DEPENDS "${crosstalk_font_files}")
set_property(SOURCE fonts/embedded_fonts.cpp APPEND PROPERTY COMPILE_DEFINITIONS
  "CROSSTALK_FONT_FOLDER=\"${CMAKE_CURRENT_BINARY_DIR}/fonts\"")
