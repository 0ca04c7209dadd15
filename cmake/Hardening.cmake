# What makes a mistake in the code harder to use against a person; on in release builds. `tests/package/hardening.py` checks it on
# the built files. Sanitizers want none of it.
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT PORTOLAN_SANITIZE)
  set(harden ON)
endif()
option(PORTOLAN_HARDEN "PIE, full RELRO, stack protector, fortified C library, control-flow protection" ${harden})
option(PORTOLAN_REPRODUCIBLE "Leave the paths of this machine out of what is built" ${harden})
unset(harden)

if(PORTOLAN_HARDEN)
  include(CheckCXXCompilerFlag)
  # Not CMake's own -fPIE at linking: with link-time optimization it would copy Qt's objects into the program, and Qt, which is
  # built to use its own, crashes when it starts.
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  add_link_options(-fPIC -pie)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection)
  check_cxx_compiler_flag(-fcf-protection PORTOLAN_HAS_CF_PROTECTION)  # x86 has it; on ARM it is the next one
  if(PORTOLAN_HAS_CF_PROTECTION)
    add_compile_options(-fcf-protection)
  else()
    check_cxx_compiler_flag(-mbranch-protection=standard PORTOLAN_HAS_BRANCH_PROTECTION)
    if(PORTOLAN_HAS_BRANCH_PROTECTION)
      add_compile_options(-mbranch-protection=standard)
    endif()
  endif()
  add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()
if(PORTOLAN_REPRODUCIBLE)
  # Ninja is given relative paths, unless there is a space in them.
  file(RELATIVE_PATH up ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR})
  string(REGEX REPLACE "/$" "" up "${up}")
  add_compile_options(-ffile-prefix-map=${PROJECT_BINARY_DIR}=build -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.
    -ffile-prefix-map=${up}=.)
  # rcc writes the files' times into resources, unless it is told one: `./dev package` sets SOURCE_DATE_EPOCH.
endif()
