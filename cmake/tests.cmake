# verikiosk_tests(NAME SOURCES ... GROUPS ... [LINKS rooms] [LIBRARIES third-party] [LABELS ...] [TIMEOUT s])
# LABELS emulated: also worth running on the device's architecture under an emulator (./kiosk test --trixie).
# One executable; one CTest test per group of stories.
add_custom_target(emulated_tests)

function(verikiosk_tests name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;GROUPS;LINKS;LIBRARIES;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE verikiosk_options tests_support ${ARG_LINKS} ${ARG_LIBRARIES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  if("emulated" IN_LIST ARG_LABELS)
    add_dependencies(emulated_tests ${name})
  endif()
  foreach(group IN LISTS ARG_GROUPS)
    add_test(NAME ${name}.${group} COMMAND ${name} ${group} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
    set_tests_properties(${name}.${group} PROPERTIES
      LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
      ENVIRONMENT_MODIFICATION "OPENBLAS_NUM_THREADS=set:1;VERIKIOSK_SOURCE=set:${CMAKE_SOURCE_DIR}")
  endforeach()
endfunction()
