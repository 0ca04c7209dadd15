#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include "core/base/result.h"
#include "core/cluster/execplugin.h"

namespace portolan {

/// What a plugin gave: an ExecCredential's status (k8s.io/client-go pkg/apis/clientauthentication).
struct ExecCredential {
  QByteArray token;
  QByteArray certificatePem;
  QByteArray keyPem;
  QDateTime expiry;  ///< invalid: none

  bool operator==(const ExecCredential&) const = default;
};

/// The value of KUBERNETES_EXEC_INFO. `interactive`: it may ask in the terminal.
QByteArray execInfo(const ExecPlugin& plugin, bool interactive);

/// Reads what the plugin printed. Errors: CredentialsInvalid; they say nothing of what was printed, which may be
/// secret.
Result<ExecCredential> parseExecCredential(const QByteArray& output, const ExecPlugin& plugin);

/// "user "dev" logs in with "aws"", the beginning of what messages say of it.
QString pluginTitle(const ExecPlugin& plugin);

}  // namespace portolan
