# Run as a script while building:
#
#   cmake -DSOURCE=<root> -DVERSION=0.1.0 -DOUTPUT=<header> [-DDEPFILE=<file>] -P SourceHash.cmake
#
# Writes a header with the program's version, "0.1.0+3f2a9c1d": what CMakeLists.txt says, then the
# first eight digits of a SHA-256 over the whole program's sources, styles and build files, by name
# and bytes: more than what decides what a run holds, on purpose, as run ids and ETags share it. The
# viewer, tests and documents are not in it. The header is touched only where the text
# changes, and the depfile names the files and their folders, so that nothing runs without need.
# Asks no version control: a tarball of the sources gives the same version as a clone.
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE files LIST_DIRECTORIES true RELATIVE ${SOURCE}
  ${SOURCE}/include/* ${SOURCE}/src/* ${SOURCE}/styles/* ${SOURCE}/cmake/*)
list(FILTER files EXCLUDE REGEX "^src/viewer(/|$)")
list(APPEND files include src styles cmake CMakeLists.txt)
list(SORT files)

set(listing "")
set(depended "")
foreach(file IN LISTS files)
  if(IS_DIRECTORY ${SOURCE}/${file})
    list(APPEND depended ${SOURCE}/${file})
  elseif(file MATCHES "(\\.hpp|\\.cpp|\\.cmake|\\.toml|CMakeLists\\.txt)$")
    list(APPEND depended ${SOURCE}/${file})
    file(SHA256 ${SOURCE}/${file} digest)
    string(APPEND listing "${file} ${digest}\n")
  endif()
endforeach()

string(SHA256 digest "${listing}")
string(SUBSTRING ${digest} 0 8 short)
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#pragma once

#define HEATWARD_VERSION "@VERSION@+@short@"
]])

if(DEPFILE)
  string(REPLACE " " "\\ " depended "${depended}")
  list(JOIN depended " \\\n  " depended)
  string(REPLACE " " "\\ " target "${OUTPUT}")
  file(WRITE ${DEPFILE} "${target}: \\\n  ${depended}\n")
endif()
