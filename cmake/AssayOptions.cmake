# Options, warnings and sanitizers of every target of ours.
option(ASSAY_TOOLS "Build the command assay and the conformance runner" ON)
option(ASSAY_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(ASSAY_BENCH "Build the benchmarks" OFF)
option(ASSAY_FUZZ "Build the fuzz targets with libFuzzer (clang)" OFF)
option(ASSAY_FAULTS "Plant faults that ASSAY_FAULT=name switches on; for tests of the tests" OFF)
option(ASSAY_WERROR "Warnings are errors" OFF)
option(ASSAY_PCH "Precompile usual headers: faster builds from nothing, which hide missing includes" OFF)
set(ASSAY_SANITIZE "" CACHE STRING "Sanitizers for every target, e.g. address,undefined")

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# The system's own Python: it is the one that Debian's python3-* packages belong to.
find_program(ASSAY_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(ASSAY_CCACHE ccache)
if(ASSAY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${ASSAY_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER "${ASSAY_CCACHE}")
endif()

if(ASSAY_SANITIZE)
  add_compile_options(-fsanitize=${ASSAY_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ASSAY_SANITIZE})
endif()
if(ASSAY_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# The levels of SIMD that this kind of machine may have (parsers/simd_level.h); tests force each.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL aarch64)
  set(ASSAY_SIMD_LEVELS plain neon)
else()
  set(ASSAY_SIMD_LEVELS plain sse4.2 avx2 avx512)
endif()

if(ASSAY_FAULTS)
  add_compile_definitions(ASSAY_FAULTS)
endif()

# Warnings for a target of ours; nothing that a consumer would inherit. More arguments are further
# headers that most of its files include.
function(assay_target target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                         -Wno-sign-conversion)
  if(ASSAY_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(ASSAY_PCH)
    if(CMAKE_CXX_COMPILER_ID MATCHES Clang)  # ccache keeps no header that holds the time
      target_compile_options(${target} PRIVATE -Xclang -fno-pch-timestamp)
    else()  # what g++ 12 says wrongly of std::string; precompiled, it is no system header any more
      target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-restrict
                             -Wno-stringop-overflow -Wno-stringop-overread)
    endif()
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <expected> <filesystem> <fstream>
      <map> <memory> <optional> <set> <span> <string> <string_view> <vector> <fmt/format.h> ${ARGN})
  endif()
endfunction()
