#pragma once

#include "app/cli/options.h"

namespace portolan {

/// `portolan contexts`: what the kubeconfig holds, whether it can be used, and what in it has no effect. Asks nobody.
/// Returns the exit code.
int runContexts(const Options& options);

/// A table of the contexts, with lines below for what is to be said of them; what `portolan contexts` prints.
QString contextsText(const Kubeconfig& kubeconfig, const QProcessEnvironment& environment);
QByteArray contextsJson(const Kubeconfig& kubeconfig, const QProcessEnvironment& environment);
/// "FILE:LINE:COLUMN: text".
QString warningLine(const KubeconfigWarning& warning);

}  // namespace portolan
