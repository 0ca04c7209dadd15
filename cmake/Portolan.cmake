# What every target of the project shares: warnings, Qt's strictness, sanitizers; and the functions that declare a
# library, an executable and a test, so that each folder's CMakeLists.txt says only what is in it and what it may use.

add_library(portolan_warnings INTERFACE)
target_compile_options(portolan_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${PORTOLAN_WERROR}>:-Werror>)
target_compile_definitions(portolan_warnings INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400
  PORTOLAN_VERSION="${PROJECT_VERSION}")
target_include_directories(portolan_warnings INTERFACE ${PROJECT_SOURCE_DIR})
if(PORTOLAN_SANITIZE)
  # What is found ends the program: a test that goes on would pass.
  target_compile_options(portolan_warnings INTERFACE -fsanitize=${PORTOLAN_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(portolan_warnings INTERFACE -fsanitize=${PORTOLAN_SANITIZE})
endif()

# portolan_library(NAME SOURCES file… LINK target…): a static library; LINK is public, and is what the arrows test reads.
function(portolan_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;PRIVATE")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ${arg_LINK} PRIVATE portolan_warnings ${arg_PRIVATE})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()

# portolan_executable(NAME SOURCES file… LINK target…)
function(portolan_executable name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE portolan_warnings ${arg_LINK})
endfunction()

# portolan_test(NAME SOURCES file… LINK target… [LABELS label…] [TIMEOUT seconds] [LOGS]): one Qt Test binary, registered with
# ctest. It logs nothing of ours, unless LOGS says that it looks at that. The target core_tests builds all but the widgets'.
function(portolan_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "LOGS" "TIMEOUT" "SOURCES;LINK;LABELS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE portolan_warnings Qt6::Test ${arg_LINK})
  add_test(NAME ${name} COMMAND ${name})
  if(NOT "ui" IN_LIST arg_LABELS)
    add_dependencies(core_tests ${name})
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  set(environment QT_QPA_PLATFORM=offscreen)
  if(NOT arg_LOGS)
    list(APPEND environment QT_LOGGING_RULES=portolan.*=false)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}" ENVIRONMENT "${environment}")
endfunction()

# portolan_fuzz(NAME SOURCES file… LINK target…): a libFuzzer target; only in the fuzz preset.
function(portolan_fuzz name)
  if(NOT PORTOLAN_FUZZ)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_executable(${name} ${arg_SOURCES})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE portolan_warnings ${arg_LINK})
  add_dependencies(fuzzers ${name})
endfunction()
