#include "ui/models/statewords.h"

#include <QLocale>
#include <QRegularExpression>
#include <algorithm>

#include "core/base/childprocess.h"
#include "ui/models/figures.h"

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

QString timeOf(const QDateTime& time, const QDateTime& now, bool exact) {
  const QDateTime local = time.toLocalTime();
  const QString clock = QLocale().toString(local.time(), exact ? u"HH:mm:ss"_s : u"HH:mm"_s);  // as in the journal
  return local.date() == now.toLocalTime().date()
             ? clock
             : QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' + clock;
}

/// The free port that core's hint suggests ("Use another local port, for example 8083."): its last number.
quint16 suggestedPort(const Error& error) {
  static const QRegularExpression number(u"(\\d{1,5})\\D*$"_s);
  const auto match = number.match(error.hint);
  const uint port = match.hasMatch() ? match.captured(1).toUInt() : 0;
  return port <= 65535 ? quint16(port) : quint16(0);
}

}  // namespace

QString StateWords::popup(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now) {
  return status.state == ForwardStatus::State::Failed ? tr("Failed") : brief(config, status, now);
}

QString StateWords::headline(const ForwardStatus& status, const QDateTime& now) {
  if (!status.since.isValid()) {
    return {};
  }
  switch (status.state) {
    case ForwardStatus::State::Ready:
      return status.readyAfter ? tr("Ready since %1, took %2")
                                     .arg(timeOf(status.since, now, false), Figures::took(*status.readyAfter))
                               : tr("Ready since %1").arg(timeOf(status.since, now, false));
    case ForwardStatus::State::Listening:
      return tr("Listening since %1, connects on demand").arg(timeOf(status.since, now, false));
    case ForwardStatus::State::Waiting:
      return tr("Waiting since %1").arg(timeOf(status.since, now, true));
    case ForwardStatus::State::Failed:
      switch (status.stage) {
        case Stage::Configuration:
          return tr("Failed at configuration since %1").arg(timeOf(status.since, now, true));
        case Stage::Authentication:
          return tr("Failed at authentication since %1").arg(timeOf(status.since, now, true));
        case Stage::Target:
          return tr("Failed at the target since %1").arg(timeOf(status.since, now, true));
        case Stage::Session:
          return tr("Failed at the session since %1").arg(timeOf(status.since, now, true));
        case Stage::Relay:
          return tr("Failed at the local port since %1").arg(timeOf(status.since, now, true));
      }
      break;
    case ForwardStatus::State::Stopped:
    case ForwardStatus::State::Starting:
    case ForwardStatus::State::Stopping:
      break;
  }
  return {};
}

QString StateWords::stage(Stage stage) {
  switch (stage) {
    case Stage::Configuration:
      return tr("Configuration");
    case Stage::Authentication:
      return tr("Authentication");
    case Stage::Target:
      return tr("Target");
    case Stage::Session:
      return tr("Session");
    case Stage::Relay:
      return tr("Relay");
  }
  return {};
}

QString StateWords::stageState(StageReport::State state) {
  switch (state) {
    case StageReport::State::NotReached:
      return tr("not reached");
    case StageReport::State::Working:
      return tr("working");
    case StageReport::State::Done:
      return tr("done");
    case StageReport::State::Held:
      return tr("waiting");
    case StageReport::State::Failed:
      return tr("failed");
  }
  return {};
}

QString StateWords::context(const ForwardConfig& config, const ForwardStatus& status) {
  const QString name = status.context.isEmpty() ? config.context : status.context;
  return name.isEmpty() ? tr("current context") : oneLine(name, 80);
}

QString StateWords::target(const ForwardConfig& config) {
  QString text = config.targetText();
  if (const auto selector = u"pod -l "_s; text.startsWith(selector)) {
    text.remove(0, selector.size());
  }
  if (text.isEmpty()) {
    text = config.target.isEmpty() ? config.service : config.target;
  }
  return oneLine(config.remotePort.isEmpty() ? text : text + u" :"_s + config.remotePort, 120);
}

QStringList StateWords::loginCommand(const ForwardConfig& config, const ForwardStatus& status) {
  QStringList words{u"portolan"_s, u"login"_s};
  if (const QString& name = status.context.isEmpty() ? config.context : status.context; !name.isEmpty()) {
    if (name.startsWith(u'-')) {
      words << u"--context"_s;
    }
    words << name;
  }
  if (config.namesKubeconfig()) {
    words << u"--kubeconfig"_s << config.kubeconfig;
  }
  return words;
}

QString StateWords::kubectlCommand(const ForwardConfig& config, const ForwardStatus& status) {
  const bool bySelector = config.workloadType == ForwardConfig::WorkloadType::Pod && config.target.isEmpty();
  if (config.targetText().isEmpty() || bySelector || config.protocol == ForwardConfig::Protocol::Udp) {
    return {};  // kubectl port-forward takes no selector
  }
  QStringList words{u"kubectl"_s};
  if (config.namesKubeconfig()) {
    words << u"--kubeconfig"_s << config.kubeconfig;
  }
  if (!config.context.isEmpty()) {
    words << u"--context"_s << config.context;
  }
  if (!config.ns.isEmpty()) {
    words << u"-n"_s << config.ns;
  }
  words << u"port-forward"_s;
  if (!config.localAddress.isEmpty() && config.localAddress != "localhost"_L1) {
    words << u"--address"_s << config.localAddress;
  }
  const quint16 port = status.localPort != 0 ? status.localPort : config.localPort;
  words << config.targetText() << (port != 0 ? QString::number(port) : QString()) + u':' + config.remotePort;
  return shellCommand(words);
}

QString StateWords::url(const ForwardConfig& config, const ForwardStatus& status) {
  if (status.localPort == 0 && config.localPort == 0) {
    return {};
  }
  const bool isTls = config.remotePort == "443"_L1 || config.remotePort == "8443"_L1 || config.remotePort == "https"_L1;
  return (isTls ? u"https://"_s : u"http://"_s) + address(config, status) + u'/';
}

QString StateWords::curlCommand(const ForwardConfig& config, const ForwardStatus& status) {
  const QString where = url(config, status);
  return where.isEmpty() ? QString() : u"curl "_s + shellWord(where);
}

QList<TroubleAction> StateWords::actions(const ForwardConfig& config, const ForwardStatus& status) {
  using Kind = TroubleAction::Kind;
  const TroubleAction logIn{Kind::LogIn, tr("Log in to %1…").arg(context(config, status)), 0};
  if (status.state == ForwardStatus::State::Waiting) {
    const TroubleAction now{Kind::Retry, tr("Try now"), 0};
    return waitingFor(status) == WaitingFor::Login ? QList{logIn, now} : QList{now};
  }
  if (status.state != ForwardStatus::State::Failed) {
    return {};
  }
  const TroubleAction retry{Kind::Retry, tr("Try again"), 0};
  const TroubleAction edit{Kind::Edit, tr("Edit…"), 0};
  const TroubleAction another{Kind::ChooseContext, tr("Use another context…"), 0};
  if (!status.error) {
    return {retry, edit};
  }
  QList<TroubleAction> actions;
  switch (status.error->code) {
    case ErrorCode::AddressInUse:
    case ErrorCode::PermissionDenied:
      if (const quint16 port = suggestedPort(*status.error); port != 0) {
        actions += {Kind::UsePort, tr("Use %1").arg(port), port};
      }
      return actions << retry << edit;
    case ErrorCode::Unauthorized:
    case ErrorCode::CredentialsInvalid:
    case ErrorCode::LoginFailed:
      return {logIn, {Kind::Retry, tr("Try again now"), 0}, another};
    case ErrorCode::Forbidden:
      return {retry, another, edit};
    case ErrorCode::KubeconfigMissing:
    case ErrorCode::ContextUnknown:
    case ErrorCode::ClusterUnknown:
    case ErrorCode::UserUnknown:
    case ErrorCode::FileUnreadable:
    case ErrorCode::FileTooLarge:
    case ErrorCode::FileInvalid:
      return {{Kind::ChooseContext, tr("Choose a context…"), 0}, retry};
    case ErrorCode::InvalidArgument:
    case ErrorCode::Unsupported:
    case ErrorCode::NotFound:
    case ErrorCode::PortNotFound:
    case ErrorCode::AddressUnavailable:
      return {edit, retry};
    default:
      return {retry, edit};
  }
}

QString StateWords::outlook(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now) {
  if (status.state == ForwardStatus::State::Waiting) {
    if (const qint64 left = Figures::secondsUntil(status.nextTry, now); left > 0) {
      return waitingFor(status) == WaitingFor::Pod ? tr("Looks again in %1 s.").arg(left)
                                                   : tr("Next try in %1 s.").arg(left);
    }
    return tr("Portolan goes on by itself as soon as something changes.");
  }
  if (status.state != ForwardStatus::State::Failed || !status.error) {
    return {};
  }
  switch (status.error->code) {
    case ErrorCode::AddressInUse:
      return tr("Portolan takes the port as soon as it is free.");
    case ErrorCode::Unauthorized:
    case ErrorCode::CredentialsInvalid:
    case ErrorCode::LoginFailed:
      return tr("Log in again and the forwards of %1 continue by themselves. Portolan does not retry on its own here, "
                "because every try would open a login page. A login in a terminal works too.")
          .arg(context(config, status));
    default:
      return tr("Portolan does not retry on its own here.");
  }
}

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
      const qint64 seconds = Figures::secondsUntil(status.nextTry, now);
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

QString StateWords::popupCause(const ForwardConfig& config, const ForwardStatus& status) {
  const QString what = cause(status);
  return !what.isEmpty() && status.error->code == ErrorCode::LoginFailed ? failure(config, *status.error) : what;
}

QString StateWords::advice(const ForwardStatus& status) {
  return status.state == ForwardStatus::State::Failed && status.error ? asSentence(status.error->hint) : QString();
}

QString StateWords::sentence(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now) {
  QStringList sentences;
  if (status.state == ForwardStatus::State::Ready && status.since.isValid()) {
    sentences += headline(status, now) + u'.';
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
