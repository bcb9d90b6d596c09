# Cuts Noto Color Emoji down to the pictures that are embedded, and writes the table that ui/fonts/emoji_glyphs.cpp takes
# in: which emoji, of however many code points, is which glyph of the font.
#
#     cmake -D EMOJI_TEST=FILE -D FONT=FILE -D HB_SHAPE=PROGRAM -D HB_SUBSET=PROGRAM -D OUTPUT_FONT=FILE
#           -D OUTPUT_TABLE=FILE -P make_emoji_font.cmake
#
# EMOJI_TEST is Unicode's emoji-test.txt. Which glyph a sequence is says the font itself: hb-shape applies its rules of
# joining. The embedded font keeps the numbers of the glyphs, but not these rules.
#
# Skin tones are not embedded: those of single people and hands would take 1.7 MB, all of them 5.5 MB, and the executable
# has 22 MB for everything. An emoji with a tone is drawn as the same one without.
cmake_minimum_required(VERSION 3.25)

# What the font has under one code point, so that text that Dear ImGui draws by itself (fields) has emoji too.
set(single_code_points "203C,2049,2122,2139,2194-2199,21A9-21AA,231A-23FF,24C2,25AA-25AB,25B6,25C0,25FB-25FE,2600-27BF,2934-2935,2B05-2B55,3030,303D,3297,3299,1F000-1FAFF")
# Glyphs are drawn as code points of the private area of the first plane.
set(most_glyphs 6400)

# Two people with two tones have no form of their own without tones: the picture is that of the pair.
set(pairs 1FAF1_200D_1FAF2=1F91D 1F9D1_200D_2764_FE0F_200D_1F9D1=1F491
  1F9D1_200D_2764_FE0F_200D_1F48B_200D_1F9D1=1F48F 1F469_200D_1F91D_200D_1F469=1F46D
  1F469_200D_1F91D_200D_1F468=1F46B 1F468_200D_1F91D_200D_1F468=1F46C)

set(sequences "")
file(STRINGS "${EMOJI_TEST}" lines ENCODING UTF-8 REGEX "; fully-qualified|; component")
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^([0-9A-F ]*[0-9A-F]) +; [a-z-]+ +# ([^ ]+) E[0-9.]+ ")
    message(FATAL_ERROR "${EMOJI_TEST}: \"${line}\" is not understood. Is this Unicode's emoji-test.txt?")
  endif()
  string(REPLACE " " "_" key "${CMAKE_MATCH_1}")
  set(emoji "${CMAKE_MATCH_2}")
  if(key MATCHES "_1F3F[B-F]")
    # Only to learn how the forms of the pairs are written.
    string(REGEX REPLACE "_1F3F[B-F]" "" plain "${key}")
    foreach(tone 🏻 🏼 🏽 🏾 🏿)
      string(REPLACE "${tone}" "" emoji "${emoji}")
    endforeach()
    if(NOT DEFINED text_of_${plain})
      set(text_of_${plain} "${emoji}")
    endif()
    continue()
  endif()
  list(APPEND sequences "${key}")
  set(text_of_${key} "${emoji}")
endforeach()
list(LENGTH sequences count)
if(count LESS 1800)
  message(FATAL_ERROR "${EMOJI_TEST} has ${count} emoji only. Is this Unicode's emoji-test.txt, whole?")
endif()

set(texts "")
foreach(key IN LISTS sequences)
  string(APPEND texts "${text_of_${key}}\n")
endforeach()
file(WRITE "${OUTPUT_TABLE}.texts" "${texts}")
execute_process(
  COMMAND "${HB_SHAPE}" --no-glyph-names --no-positions --no-clusters "--text-file=${OUTPUT_TABLE}.texts" "${FONT}"
  OUTPUT_VARIABLE shaped COMMAND_ERROR_IS_FATAL ANY)
string(STRIP "${shaped}" shaped)
# Each line is the glyphs of one emoji: [1234]
string(REPLACE "[" "" shaped "${shaped}")
string(REPLACE "]" "" shaped "${shaped}")
string(REPLACE "\n" ";" shaped "${shaped}")
list(LENGTH shaped shaped_count)
if(NOT shaped_count EQUAL count)
  message(FATAL_ERROR "hb-shape gave ${shaped_count} lines for ${count} emoji of ${FONT}.")
endif()

string(ASCII 239 184 143 selector)
set(rows "")
foreach(key glyph IN ZIP_LISTS sequences shaped)
  if(NOT glyph MATCHES "^[1-9][0-9]*$" OR glyph GREATER_EQUAL most_glyphs)
    message(FATAL_ERROR "${FONT} has no picture for ${text_of_${key}} (${key}): hb-shape says \"${glyph}\". "
      "Is the font older than Unicode's list?")
  endif()
  set(glyph_of_${key} ${glyph})
  string(REPLACE "${selector}" "" text "${text_of_${key}}")
  string(APPEND rows "{\"${text}\", ${glyph}},\n")
endforeach()
foreach(pair IN LISTS pairs)
  string(REPLACE "=" ";" pair "${pair}")
  list(GET pair 0 key)
  list(GET pair 1 whole)
  if(NOT DEFINED text_of_${key} OR NOT DEFINED glyph_of_${whole})
    message(FATAL_ERROR "${EMOJI_TEST} has no ${key} with skin tones, or no ${whole}. Is this Unicode's emoji-test.txt, whole?")
  endif()
  string(REPLACE "${selector}" "" text "${text_of_${key}}")
  string(APPEND rows "{\"${text}\", ${glyph_of_${whole}}},\n")
endforeach()
list(REMOVE_DUPLICATES shaped)
list(JOIN shaped " " glyphs)
file(WRITE "${OUTPUT_TABLE}.glyphs" "${glyphs}\n")
execute_process(
  COMMAND "${HB_SUBSET}" "--unicodes=${single_code_points}" "--gids-file=${OUTPUT_TABLE}.glyphs" --retain-gids
    "--drop-tables+=GSUB,GPOS,GDEF,BASE,VORG,vhea,vmtx" "--output-file=${OUTPUT_FONT}" "${FONT}"
  COMMAND_ERROR_IS_FATAL ANY)
file(WRITE "${OUTPUT_TABLE}" "// Made by tools/make-emoji-font from Unicode's emoji-test.txt (Unicode License) and the font.\n${rows}")
