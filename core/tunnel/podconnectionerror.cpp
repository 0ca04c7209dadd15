#include "core/tunnel/podconnectionerror.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

bool containsAny(const QString& text, std::initializer_list<QLatin1String> needles) {
  return std::ranges::any_of(needles, [&](QLatin1String needle) { return text.contains(needle, Qt::CaseInsensitive); });
}

/// containerd: internal/cri/server/sandbox_portforward_*.go; CRI-O: server/sandbox_portforward.go.
bool saysThatSandboxIsGone(const QString& text) {
  static const QRegularExpression criO(
      u"\\bsandbox \\S+ is not running|network namespace path of sandbox \\S+ is empty"_s);
  if (containsAny(text, {"failed to find sandbox"_L1, "sandbox container is not running"_L1,
                         "could not find sandbox"_L1, "PodSandbox with ID starting with"_L1})) {
    return true;
  }
  return (text.contains("network namespace for sandbox"_L1) && text.contains("is closed"_L1)) ||
         criO.match(text).hasMatch();
}

/// The text without what the kubelet's library and containerd put in front of it: ids that say nothing to a person.
QString withoutPrefixes(QString text) {
  static const QRegularExpression prefix(
      u"^(error forwarding port \\d+ to pod \\S*, uid \\S*: |"
      "failed to execute portforward in network namespace \"[^\"]*\": )"_s);
  for (auto match = prefix.match(text); match.hasMatch(); match = prefix.match(text)) {
    text.remove(0, match.capturedLength());
  }
  return text;
}

Error connectionFailed(const QString& detail, const QString& hint = {}) {
  return {ErrorCode::PodConnectionFailed, Stage::Relay, detail, hint};
}

}  // namespace

Error podConnectionError(quint16 port, QByteArrayView bytes) {
  const QString text = withoutPrefixes(oneLine(QString::fromUtf8(bytes), bytes.size()));

  if (saysThatSandboxIsGone(text)) {
    return {ErrorCode::PodGone, Stage::Relay, u"the pod's sandbox is gone"_s,
            u"The pod was deleted, replaced or is being restarted; connect again when a new one is ready."_s};
  }
  if (containsAny(text, {"connection refused"_L1})) {
    return {ErrorCode::PodPortRefused, Stage::Relay, u"port %1 in the pod refused the connection"_s.arg(port),
            u"Check that a process in the pod listens on port %1, and does so on localhost or on all "
            "addresses: the runtime connects to localhost inside the pod."_s.arg(port)};
  }
  if (containsAny(text, {"connection reset by peer"_L1, "broken pipe"_L1})) {
    return podConnectionReset();
  }
  if (containsAny(text, {"i/o timeout"_L1, "connection timed out"_L1, "no route to host"_L1,
                         "network is unreachable"_L1, "port forwarding timeout"_L1})) {
    return connectionFailed(u"port %1 in the pod cannot be reached: %2"_s.arg(port).arg(oneLine(text, 300)),
                            u"Check the network inside the pod."_s);
  }
  if (containsAny(text, {"socat not found"_L1, "failed to find socat"_L1, "nsenter not found"_L1,
                         "failed to find nsenter"_L1})) {
    return connectionFailed(
        u"the pod's node lacks a program that its runtime needs for port forwards: %1"_s.arg(oneLine(text, 300)),
        u"Ask who runs the cluster to install socat on its nodes."_s);
  }
  if (containsAny(text, {"timed out waiting for streams"_L1})) {
    return connectionFailed(u"the runtime received only half of the request for port %1"_s.arg(port),
                            u"Connect again; if it happens again, something on the way loses data."_s);
  }
  if (text.isEmpty()) {
    return connectionFailed(u"the connection to port %1 in the pod failed"_s.arg(port));
  }
  return connectionFailed(u"the connection to port %1 in the pod failed: %2"_s.arg(port).arg(oneLine(text, 300)));
}

Error podConnectionReset() {
  return connectionFailed(u"the connection was reset in the pod"_s,
                          u"The process in the pod closed this connection abruptly; its log may say why."_s);
}

}  // namespace portolan
