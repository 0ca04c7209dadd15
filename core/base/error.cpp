#include "core/base/error.h"

namespace portolan {

QString stageName(Stage stage) {
  switch (stage) {
    case Stage::Configuration:
      return QStringLiteral("configuration");
    case Stage::Authentication:
      return QStringLiteral("authentication");
    case Stage::Target:
      return QStringLiteral("target");
    case Stage::Session:
      return QStringLiteral("session");
    case Stage::Relay:
      return QStringLiteral("relay");
  }
  return {};
}

QString errorName(ErrorCode code) {
  switch (code) {
    case ErrorCode::Internal:
      return QStringLiteral("internal");
    case ErrorCode::InvalidArgument:
      return QStringLiteral("invalid-argument");
    case ErrorCode::FileUnreadable:
      return QStringLiteral("file-unreadable");
    case ErrorCode::FileUnwritable:
      return QStringLiteral("file-unwritable");
    case ErrorCode::FileTooLarge:
      return QStringLiteral("file-too-large");
    case ErrorCode::FileInvalid:
      return QStringLiteral("file-invalid");
    case ErrorCode::Unsupported:
      return QStringLiteral("unsupported");
    case ErrorCode::KubeconfigMissing:
      return QStringLiteral("kubeconfig-missing");
    case ErrorCode::ContextUnknown:
      return QStringLiteral("context-unknown");
    case ErrorCode::ClusterUnknown:
      return QStringLiteral("cluster-unknown");
    case ErrorCode::UserUnknown:
      return QStringLiteral("user-unknown");
    case ErrorCode::CredentialsInvalid:
      return QStringLiteral("credentials-invalid");
    case ErrorCode::LoginFailed:
      return QStringLiteral("login-failed");
    case ErrorCode::HostNotFound:
      return QStringLiteral("host-not-found");
    case ErrorCode::ConnectionRefused:
      return QStringLiteral("connection-refused");
    case ErrorCode::ConnectionTimedOut:
      return QStringLiteral("connection-timed-out");
    case ErrorCode::ConnectionLost:
      return QStringLiteral("connection-lost");
    case ErrorCode::NetworkUnreachable:
      return QStringLiteral("network-unreachable");
    case ErrorCode::ProxyFailed:
      return QStringLiteral("proxy-failed");
    case ErrorCode::CertificateUntrusted:
      return QStringLiteral("certificate-untrusted");
    case ErrorCode::CertificateHostMismatch:
      return QStringLiteral("certificate-host-mismatch");
    case ErrorCode::TlsFailed:
      return QStringLiteral("tls-failed");
    case ErrorCode::Unauthorized:
      return QStringLiteral("unauthorized");
    case ErrorCode::Forbidden:
      return QStringLiteral("forbidden");
    case ErrorCode::NotFound:
      return QStringLiteral("not-found");
    case ErrorCode::Expired:
      return QStringLiteral("expired");
    case ErrorCode::ServerBusy:
      return QStringLiteral("server-busy");
    case ErrorCode::ApiError:
      return QStringLiteral("api-error");
    case ErrorCode::BadResponse:
      return QStringLiteral("bad-response");
    case ErrorCode::ResponseTooLarge:
      return QStringLiteral("response-too-large");
    case ErrorCode::PortNotFound:
      return QStringLiteral("port-not-found");
    case ErrorCode::PodNotRunning:
      return QStringLiteral("pod-not-running");
    case ErrorCode::NoPod:
      return QStringLiteral("no-pod");
    case ErrorCode::PodGone:
      return QStringLiteral("pod-gone");
    case ErrorCode::UpgradeRefused:
      return QStringLiteral("upgrade-refused");
    case ErrorCode::ProtocolViolation:
      return QStringLiteral("protocol-violation");
    case ErrorCode::SessionLost:
      return QStringLiteral("session-lost");
    case ErrorCode::AddressInUse:
      return QStringLiteral("address-in-use");
    case ErrorCode::PermissionDenied:
      return QStringLiteral("permission-denied");
    case ErrorCode::AddressUnavailable:
      return QStringLiteral("address-unavailable");
    case ErrorCode::PodPortRefused:
      return QStringLiteral("pod-port-refused");
    case ErrorCode::PodConnectionFailed:
      return QStringLiteral("pod-connection-failed");
  }
  return {};
}

QString oneLine(const QString& text, qsizetype limit) {
  QString line;
  line.reserve(qMin(text.size(), limit));
  for (const QChar c : text) {
    line += (c.isPrint() || c.isSurrogate()) ? c : QChar(u' ');
  }
  line = line.simplified();
  if (line.size() > limit) {
    line.truncate(limit - 1);
    line += QChar(0x2026);
  }
  return line;
}

}  // namespace portolan
