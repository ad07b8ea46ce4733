# Embeds files into a library as std::string_view.
#
#   assay_embed(assay NAME spec_files FILES a.json b.jsonl)
#
# gives `std::string_view assay::embedded::spec_files(std::string_view file_name)`, declared in
# embedded_spec_files.h; empty for a name that was not embedded.
function(assay_embed target)
  cmake_parse_arguments(arg "" "NAME" "FILES" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${arg_NAME}.cc)
  set(header ${CMAKE_CURRENT_BINARY_DIR}/embedded_${arg_NAME}.h)
  set(paths "")
  foreach(file IN LISTS arg_FILES)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    list(APPEND paths ${file})
  endforeach()
  add_custom_command(
    OUTPUT ${out} ${header}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DHEADER=${header} -DNAME=${arg_NAME} "-DFILES=${paths}"
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${paths} ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  # The library may be of another folder, which does not see this folder's commands.
  add_custom_target(embedded_${arg_NAME} DEPENDS ${out} ${header})
  add_dependencies(${target} embedded_${arg_NAME})
  set_source_files_properties(${out} PROPERTIES GENERATED TRUE)
  target_sources(${target} PRIVATE ${out})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
