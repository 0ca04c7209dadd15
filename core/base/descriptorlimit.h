#pragma once

#include <sys/types.h>

namespace portolan {

/// Raises the soft limit of open files as far as the hard one allows, 65,536 at most: each local connection takes a
/// descriptor, and the usual soft limit is 1,024. Call restoreDescriptorLimit in a child before exec: programs that use
/// select(2) break with descriptors above 1,023.
void raiseDescriptorLimit();
/// The limit that the process was started with. Safe between fork and exec.
void restoreDescriptorLimit();
/// The same for a child that runs already.
void restoreDescriptorLimitOf(pid_t child);

}  // namespace portolan
