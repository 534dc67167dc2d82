# Compile flags for our own code alone; system headers stay quiet.
add_library(heatward_flags INTERFACE)
target_compile_options(heatward_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wdouble-promotion -Wformat=2)

if(HEATWARD_WARNINGS_AS_ERRORS)
  target_compile_options(heatward_flags INTERFACE -Werror)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND (CMAKE_BUILD_TYPE STREQUAL "Release" OR HEATWARD_SANITIZE))
  # GCC 12 reports null dereferences inside inlined standard containers at -O3, and inside
  # standard streams and Asio under the sanitizers.
  target_compile_options(heatward_flags INTERFACE -Wno-null-dereference)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND HEATWARD_SANITIZE)
  # GCC 12 reports members of std::regex's own states as uninitialised under the sanitizers.
  target_compile_options(heatward_flags INTERFACE -Wno-maybe-uninitialized)
endif()

# A product and a sum are rounded apart, so that the same figures come out on
# every machine of one instruction set and at every optimisation level.
add_compile_options(-ffp-contract=off)

if(HEATWARD_SANITIZE)
  add_compile_options(-fsanitize=${HEATWARD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${HEATWARD_SANITIZE})
endif()
