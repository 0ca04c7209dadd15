#include "ui/models/statewords.h"

#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// A first word of letters alone gets a capital; names with dots, dashes and slashes are left as they are written.
QString asSentence(const QString& text) {
  QString line = oneLine(text);
  if (line.isEmpty()) {
    return line;
  }
  const auto end = std::find(line.cbegin(), line.cend(), u' ');
  if (std::all_of(line.cbegin(), end, [](QChar c) { return c.isLower(); })) {
    line[0] = line.at(0).toUpper();
  }
  return line.endsWith(u'.') || line.endsWith(u'?') || line.endsWith(QChar(0x2026)) ? line : line + u'.';
}

enum class WaitingFor { Pod, Cluster, Login };

WaitingFor waitingFor(const ForwardStatus& status) {
  if (!status.error) {
    return status.stage == Stage::Target ? WaitingFor::Pod : WaitingFor::Cluster;
  }
  switch (status.error->code) {
    case ErrorCode::NoPod:
    case ErrorCode::PodNotRunning:
    case ErrorCode::PodGone:
    case ErrorCode::PodPortRefused:
    case ErrorCode::PodConnectionFailed:
      return WaitingFor::Pod;
    case ErrorCode::Unauthorized:
    case ErrorCode::CredentialsInvalid:
    case ErrorCode::LoginFailed:
      return WaitingFor::Login;
    default:
      return WaitingFor::Cluster;
  }
}

}  // namespace

QString StateWords::brief(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now) {
  switch (status.state) {
    case ForwardStatus::State::Stopped:
      return tr("Stopped");
    case ForwardStatus::State::Starting:
      switch (status.stage) {
        case Stage::Configuration:
          return tr("Reading configuration…");
        case Stage::Authentication:
          return tr("Logging in…");
        case Stage::Target:
          return tr("Finding a pod…");
        case Stage::Session:
          return tr("Opening session…");
        case Stage::Relay:
          return tr("Opening port…");
      }
      break;
    case ForwardStatus::State::Listening:
      return tr("Listening");
    case ForwardStatus::State::Ready:
      return tr("Ready");
    case ForwardStatus::State::Waiting: {
      const qint64 seconds = status.nextTry.isValid() ? (now.msecsTo(status.nextTry) + 999) / 1000 : 0;
      switch (waitingFor(status)) {
        case WaitingFor::Pod:
          return tr("Waiting for pod");
        case WaitingFor::Cluster:
          return seconds > 0 ? tr("Waiting for cluster, %1 s").arg(seconds) : tr("Waiting for cluster");
        case WaitingFor::Login:
          return seconds > 0 ? tr("Waiting for login, %1 s").arg(seconds) : tr("Waiting for login");
      }
      break;
    }
    case ForwardStatus::State::Failed:
      return status.error ? failure(config, *status.error) : tr("Failed");
    case ForwardStatus::State::Stopping:
      return tr("Stopping…");
  }
  return {};
}

QString StateWords::failure(const ForwardConfig& config, const Error& error) {
  switch (error.code) {
    case ErrorCode::Internal:
      return tr("Defect in Portolan");
    case ErrorCode::InvalidArgument:
      return tr("Not valid");
    case ErrorCode::FileUnreadable:
    case ErrorCode::FileTooLarge:
    case ErrorCode::FileInvalid:
      return tr("File not readable");
    case ErrorCode::FileUnwritable:
      return tr("File not writable");
    case ErrorCode::Unsupported:
      return tr("Not supported");
    case ErrorCode::KubeconfigMissing:
      return tr("No kubeconfig");
    case ErrorCode::ContextUnknown:
      return tr("Unknown context");
    case ErrorCode::ClusterUnknown:
      return tr("Unknown cluster");
    case ErrorCode::UserUnknown:
      return tr("Unknown user");
    case ErrorCode::CredentialsInvalid:
      return tr("Credentials not usable");
    case ErrorCode::HostNotFound:
      return tr("Server not found");
    case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectionTimedOut:
    case ErrorCode::ConnectionLost:
    case ErrorCode::NetworkUnreachable:
    case ErrorCode::ProxyFailed:
      return tr("Server not reachable");
    case ErrorCode::CertificateUntrusted:
    case ErrorCode::CertificateHostMismatch:
      return tr("Certificate not trusted");
    case ErrorCode::TlsFailed:
      return tr("TLS failed");
    case ErrorCode::LoginFailed:
    case ErrorCode::Unauthorized:
      return tr("Login expired");
    case ErrorCode::Forbidden:
      return tr("Not allowed");
    case ErrorCode::NotFound:
      return tr("Not found");
    case ErrorCode::Expired:
    case ErrorCode::ApiError:
      return tr("Request refused");
    case ErrorCode::ServerBusy:
      return tr("Server busy");
    case ErrorCode::BadResponse:
    case ErrorCode::ResponseTooLarge:
    case ErrorCode::ProtocolViolation:
      return tr("Unexpected answer");
    case ErrorCode::PortNotFound:
      return tr("No such port");
    case ErrorCode::PodNotRunning:
      return tr("Pod not running");
    case ErrorCode::NoPod:
      return tr("No pod");
    case ErrorCode::PodGone:
      return tr("Pod is gone");
    case ErrorCode::UpgradeRefused:
      return tr("Port forwarding refused");
    case ErrorCode::SessionLost:
      return tr("Session lost");
    case ErrorCode::AddressInUse:
      return tr("Port %1 is taken").arg(config.localPort);
    case ErrorCode::PermissionDenied:
      return tr("Port %1 not allowed").arg(config.localPort);
    case ErrorCode::AddressUnavailable:
      return tr("Address not available");
    case ErrorCode::PodPortRefused:
      return tr("Pod refused connection");
    case ErrorCode::PodConnectionFailed:
      return tr("Pod connection failed");
  }
  return tr("Failed");
}

QString StateWords::cause(const ForwardStatus& status) {
  if (status.state != ForwardStatus::State::Waiting && status.state != ForwardStatus::State::Failed) {
    return {};
  }
  return status.error ? asSentence(status.error->detail) : QString();
}

QString StateWords::advice(const ForwardStatus& status) {
  return status.state == ForwardStatus::State::Failed && status.error ? asSentence(status.error->hint) : QString();
}

QString StateWords::sentence(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now) {
  QStringList sentences;
  if (status.state == ForwardStatus::State::Ready && status.since.isValid()) {
    sentences += tr("Ready since %1.").arg(QLocale().toString(status.since.toLocalTime().time(), QLocale::ShortFormat));
    if (status.lastConnectionError) {
      sentences += tr("The last connection failed: %1").arg(error(*status.lastConnectionError));
    }
  } else if (const QString what = cause(status); !what.isEmpty()) {
    sentences << what << advice(status);
    if (const qint64 left = now.secsTo(status.nextTry); status.nextTry.isValid() && left > 0) {
      sentences += tr("Next try in %1 s.").arg(left);
    }
  } else {
    sentences += brief(config, status, now);
  }
  sentences.removeAll(QString());
  return sentences.join(u' ');
}

QString StateWords::address(const ForwardConfig& config, const ForwardStatus& status) {
  QString host = config.localAddress.isEmpty() ? u"localhost"_s : oneLine(config.localAddress, 60);
  if (host.contains(u':')) {
    host = u'[' + host + u']';
  }
  const quint16 port = status.localPort != 0 ? status.localPort : config.localPort;
  return port != 0 ? u"%1:%2"_s.arg(host, QString::number(port)) : tr("%1, any free port").arg(host);
}

QString StateWords::error(const Error& error) {
  const QString what = asSentence(error.detail);
  const QString hint = asSentence(error.hint);
  return hint.isEmpty() ? what : what + u' ' + hint;
}

}  // namespace portolan
