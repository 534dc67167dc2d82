# heatward_room(<room> HEADERS a.hpp ... SOURCES a.cpp ... LINKS PUBLIC ... PRIVATE ...)
#
# One room of the house: the static library heatward_<room>, alias
# heatward::<room>. HEADERS are relative to include/heatward/<room>, and each
# must compile alone (target all_verify_interface_header_sets). LINKS is passed
# to target_link_libraries as it stands.
function(heatward_room room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;SOURCES;LINKS")
  set(target heatward_${room})
  set(scope PUBLIC)
  if(arg_SOURCES)
    add_library(${target} STATIC ${arg_SOURCES})
    target_link_libraries(${target} ${arg_LINKS} PRIVATE heatward_flags)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
    list(REMOVE_ITEM arg_LINKS PUBLIC PRIVATE)
    target_link_libraries(${target} INTERFACE ${arg_LINKS})
  endif()
  add_library(heatward::${room} ALIAS ${target})
  list(TRANSFORM arg_HEADERS PREPEND "${PROJECT_SOURCE_DIR}/include/heatward/${room}/")
  target_sources(${target} ${scope} FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${arg_HEADERS})
endfunction()

# heatward_test(<name> SOURCES a_test.cpp ... LINKS ... [LABELS ...] [TIMEOUT s])
#
# One GoogleTest program, <name>_test, whose cases ctest lists one by one.
function(heatward_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LINKS;LABELS")
  if(NOT arg_SOURCES)
    return()
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(${name}_test ${arg_SOURCES})
  target_link_libraries(${name}_test PRIVATE ${arg_LINKS} GTest::gmock_main heatward_flags)
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST
    PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
      ENVIRONMENT "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp;TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")
endfunction()
