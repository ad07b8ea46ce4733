# A folder of the project: x.cc goes into a library, x_test.cc beside it into the folder's tests.
#
#   assay_folder(spec LIBRARY assay TEST_LIBRARIES re2::re2)
#
# makes the test program spec_tests when tests are on.
function(assay_folder name)
  cmake_parse_arguments(arg "" "LIBRARY" "TEST_LIBRARIES;EXCLUDE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|_bench|_test_util|main)\\.cc$")
  list(FILTER tests INCLUDE REGEX "(_test|_test_util)\\.cc$")
  foreach(pattern IN LISTS arg_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX "${pattern}")
  endforeach()
  target_sources(${arg_LIBRARY} PRIVATE ${sources})
  if(ASSAY_TESTS AND tests)
    find_package(GTest REQUIRED)
    include(GoogleTest)
    add_executable(${name}_tests ${tests})
    target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR})
    target_compile_definitions(${name}_tests PRIVATE
      ASSAY_SOURCE_DIR="${PROJECT_SOURCE_DIR}" ASSAY_BINARY_DIR="${PROJECT_BINARY_DIR}")
    target_link_libraries(${name}_tests PRIVATE ${arg_LIBRARY} ${arg_TEST_LIBRARIES}
                          GTest::gmock GTest::gtest_main)
    assay_target(${name}_tests <gtest/gtest.h> <gmock/gmock.h>)
    gtest_discover_tests(${name}_tests TEST_PREFIX ${name}/ DISCOVERY_MODE PRE_TEST
                         PROPERTIES TIMEOUT 900)
  endif()
endfunction()
