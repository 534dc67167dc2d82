# heatward_embed(<target> <symbol> FILE <path> [DEPENDS ...])
#
# Puts a file's bytes into <target> as
#   extern "C" const char <symbol>_begin[], <symbol>_end[];
# so that the program needs no data folder beside it.
function(heatward_embed target symbol)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "FILE" "DEPENDS")
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  file(CONFIGURE OUTPUT ${assembly} @ONLY CONTENT [[
    .section .rodata
    .global @symbol@_begin
    .global @symbol@_end
    .balign 16
@symbol@_begin:
    .incbin "@arg_FILE@"
@symbol@_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
]])
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS "${arg_FILE};${arg_DEPENDS}")
  target_sources(${target} PRIVATE ${assembly})
endfunction()
