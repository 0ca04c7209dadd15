#include <cstddef>

#include "core/cluster/execcredential.h"
#include "core/cluster/oidctokens.h"

using namespace portolan;

// Whatever a plugin prints, reading it ends in a credential or in an error of one line that quotes nothing of it; and
// whatever a token is, it expires or not.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
  const QByteArray output(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
  ExecPlugin plugin;
  plugin.apiVersion = QStringLiteral("client.authentication.k8s.io/v1");
  plugin.command = QStringLiteral("x");
  const auto credential = parseExecCredential(output, plugin);
  if (credential ? credential->token.isEmpty() && credential->certificatePem.isEmpty()
                 : credential.error().detail.isEmpty() || credential.error().detail.contains(u'\n')) {
    __builtin_trap();
  }
  jwtExpiry(QString::fromUtf8(output));
  return 0;
}
