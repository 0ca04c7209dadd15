#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>
#include <optional>

#include "core/config/forwardconfig.h"

namespace portolan {

/// What is known of a local port that somebody wants to listen on.
struct PortReport {
  QString address;  ///< as asked
  quint16 port = 0;
  bool isFree = true;
  QString owner;  ///< the program that has it, where the system tells
  qint64 ownerPid = 0;
  quint16 nextFree = 0;  ///< the next one that is free and not avoided; 0: none was found
  bool operator==(const PortReport&) const = default;
};

/// The rules of a forward that is being written, apart from its widgets. Ports, names and selectors are only looked at
/// for their form: what exists is the cluster's to say.
class ForwardDraft {
  Q_DECLARE_TR_FUNCTIONS(ForwardDraft)

 public:
  /// Why it cannot be saved: the first reason, a sentence; nothing: it can.
  static std::optional<QString> problem(const ForwardConfig& config);

  /// A number from 1 to 65535, or a port's name (RFC 6335, 5.1).
  static bool isRemotePort(const QString& text);
  /// Key=value, key!=value, key, !key, key in (…), key notin (…), joined by commas.
  static bool isLabelSelector(const QString& text);
  /// Letters, digits, "-", "." and "_" (as core/target's isObjectName).
  static bool isName(const QString& text);

  /// A local port for a remote one that a person may use without rights: 5432 → 5432, 80 → 8080, 443 → 8443; 0: any.
  static quint16 localPortFor(quint16 remotePort);

  /// The saved forward among `others` that listens on the same port of an address that overlaps.
  static const ForwardConfig* portOwner(const ForwardConfig& config, const QList<ForwardConfig>& others);
  /// All ports that the others listen on.
  static QList<quint16> portsOf(const QList<ForwardConfig>& others);
};

}  // namespace portolan
