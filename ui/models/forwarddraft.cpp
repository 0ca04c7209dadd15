#include "ui/models/forwarddraft.h"

#include <QRegularExpression>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// Everything that a listener on `address` keeps others from.
QString comparable(const QString& address) {
  const QString lower = address.trimmed().toLower();
  return lower.isEmpty() || lower == "127.0.0.1"_L1 || lower == "::1"_L1 ? u"localhost"_s : lower;
}

bool isWildcard(const QString& address) {
  return address == "0.0.0.0"_L1 || address == "::"_L1;
}

}  // namespace

bool ForwardDraft::isRemotePort(const QString& text) {
  static const QRegularExpression digits(u"^[0-9]{1,5}$"_s);
  if (digits.match(text).hasMatch()) {
    const uint number = text.toUInt();
    return number >= 1 && number <= 65535;
  }
  static const QRegularExpression name(u"^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$"_s);
  return name.match(text).hasMatch();
}

bool ForwardDraft::isLabelSelector(const QString& text) {
  static const QRegularExpression selector(
      uR"(^\s*R(\s*,\s*R)*\s*$)"_s
          .replace(u'R', uR"((!?K|K\s*(=|==|!=)\s*V|K\s+(in|notin)\s*\(\s*V(\s*,\s*V)*\s*\)))"_s)
          .replace(u'K', uR"((?:[A-Za-z0-9.-]+/)?[A-Za-z0-9][A-Za-z0-9._-]*)"_s)
          .replace(u'V', uR"((?:[A-Za-z0-9][A-Za-z0-9._-]*)?)"_s));
  return selector.match(text).hasMatch();
}

bool ForwardDraft::isName(const QString& text) {
  static const QRegularExpression name(u"^[A-Za-z0-9._-]{1,253}$"_s);
  return name.match(text).hasMatch() && text != "."_L1 && text != ".."_L1;
}

std::optional<QString> ForwardDraft::problem(const ForwardConfig& config) {
  if (!config.ns.isEmpty() && !isName(config.ns)) {
    return tr("“%1” is not a namespace’s name.").arg(oneLine(config.ns, 40));
  }
  if (config.workloadType == ForwardConfig::WorkloadType::Pod && config.target.isEmpty()) {
    if (config.podSelector.trimmed().isEmpty()) {
      return tr("Write a label selector, such as app=web.");
    }
    if (!isLabelSelector(config.podSelector)) {
      return tr("“%1” is not a label selector. It looks like app=web,tier=front.").arg(oneLine(config.podSelector, 40));
    }
  } else {
    const QString name = config.target.isEmpty() ? config.service : config.target.section(u'/', 1);
    if (name.isEmpty()) {
      return tr("Pick what to forward to, or type its name.");
    }
    if (!isName(name)) {
      return tr("“%1” is not a name that a cluster can have.").arg(oneLine(name, 40));
    }
  }
  if (config.remotePort.isEmpty()) {
    return tr("Pick a port, or type its number or name.");
  }
  if (!isRemotePort(config.remotePort)) {
    return tr("“%1” is not a port (1 to 65535, or a name).").arg(oneLine(config.remotePort, 40));
  }
  return std::nullopt;
}

quint16 ForwardDraft::localPortFor(quint16 remotePort) {
  if (remotePort == 0 || remotePort >= 1024) {
    return remotePort;
  }
  switch (remotePort) {
    case 80:
      return 8080;
    case 443:
      return 8443;
    default:
      return quint16(10'000 + remotePort);
  }
}

const ForwardConfig* ForwardDraft::portOwner(const ForwardConfig& config, const QList<ForwardConfig>& others) {
  if (config.localPort == 0) {
    return nullptr;
  }
  const QString mine = comparable(config.localAddress);
  const auto found = std::ranges::find_if(others, [&](const ForwardConfig& other) {
    const QString theirs = comparable(other.localAddress);
    return other.uid != config.uid && other.localPort == config.localPort && other.protocol == config.protocol &&
           (theirs == mine || isWildcard(theirs) || isWildcard(mine));
  });
  return found == others.end() ? nullptr : &*found;
}

QList<quint16> ForwardDraft::portsOf(const QList<ForwardConfig>& others) {
  QList<quint16> ports;
  for (const ForwardConfig& other : others) {
    if (other.localPort != 0) {
      ports += other.localPort;
    }
  }
  return ports;
}

}  // namespace portolan
