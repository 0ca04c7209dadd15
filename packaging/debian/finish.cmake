# CPack runs this between staging and packing: what Debian's packages hold beside what is installed everywhere.
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  set(package portolan)
  if(component STREQUAL "tray")
    set(package portolan-tray)
  endif()
  execute_process(
    COMMAND python3 ${CPACK_PORTOLAN_SOURCE}/packaging/finish.py --debian --package ${package} --version ${CPACK_PACKAGE_VERSION}
      --release ${CPACK_DEBIAN_PACKAGE_RELEASE} ${CPACK_TEMPORARY_DIRECTORY}/${component}/usr
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
