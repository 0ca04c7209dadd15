#include <cstddef>
#include <cstdint>

#include "core/cluster/kubeconfig.h"

using portolan::ConnectionOverrides;
using portolan::Kubeconfig;

// Whatever a kubeconfig holds, reading it ends in a value or an error, and so does connecting to any of its contexts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const QByteArray yaml(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
  const auto kubeconfig = Kubeconfig::parse(yaml, QStringLiteral("/nonexistent/config"));
  if (!kubeconfig) {
    if (kubeconfig.error().detail.isEmpty()) {
      __builtin_trap();
    }
    return 0;
  }
  ConnectionOverrides overrides;
  for (const QString& context : kubeconfig->contextNames()) {
    overrides.context = context;
    const auto connection = kubeconfig->resolve(overrides);
    if (connection ? connection->ns.isEmpty() || connection->server.host.isEmpty()
                   : connection.error().detail.isEmpty() || connection.error().detail.contains(u'\n')) {
      __builtin_trap();
    }
  }
  return 0;
}
