#pragma once

#include <QByteArrayView>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

#include "core/base/result.h"

namespace portolan {

/// One saved forward: an entry of forwards.json, in the JSON format that kftray exports, with what is ours alone in its
/// object "portolan". Unknown fields survive a round trip.
struct ForwardConfig {
  enum class WorkloadType { Service, Pod, Proxy, Expose, Other };
  enum class Protocol { Tcp, Udp };
  /// Which pod a new connection goes to: the one that kubectl would choose, or each ready one in turn.
  enum class Balance { First, RoundRobin };

  QString uid;  ///< stable; portolan.uid, made when an entry has none
  QString alias;
  QString context;
  QString kubeconfig;  ///< a file; empty or "default": kubectl's rules (namesKubeconfig)
  QString ns;
  WorkloadType workloadType = WorkloadType::Service;
  Protocol protocol = Protocol::Tcp;
  QString service;        ///< name of the service
  QString podSelector;    ///< kftray's `target`: a label selector, for workloadType Pod
  QString target;         ///< portolan.target: TYPE/NAME; wins over the fields above
  QString localAddress;   ///< empty: localhost
  quint16 localPort = 0;  ///< 0: any free port
  QString remotePort;     ///< number, or a port's name (portolan.remote_port: kftray knows numbers only)
  QStringList tags;
  bool autostart = false;
  /// Listens at once and goes to the cluster with the first local connection.
  bool onDemand = false;
  Balance balance = Balance::First;
  /// Stops so many minutes after it was started; 0: never; nothing: as set for all.
  std::optional<int> disconnectTimeoutMinutes;
  QString notes;             ///< a person's own; may have several lines
  std::optional<int> order;  ///< where it is shown: those with a smaller one first, those without one last

  QJsonObject original;  ///< the entry as it was read

  bool operator==(const ForwardConfig&) const = default;

  /// What a person calls it: the alias, else the target with its port.
  [[nodiscard]] QString displayName() const;
  /// The target as the command line writes it: "service/backend"; a label selector as "pod -l app=x". Empty: this
  /// version cannot run the entry (reasonUnsupported says why).
  [[nodiscard]] QString targetText() const;
  /// Why this version cannot run it; nothing: it can.
  [[nodiscard]] std::optional<QString> reasonUnsupported() const;
  /// The entry brought its uid with it: it was not made up while reading.
  [[nodiscard]] bool hasOwnUid() const;
  /// It names a kubeconfig file of its own, and so whatever programs that file starts.
  [[nodiscard]] bool namesKubeconfig() const;
};

/// Files and pasted texts larger than this are not taken.
constexpr qsizetype kMaximumForwardsSize = qsizetype(32) << 20;

/// Parses a kftray export or a forwards.json: an array of objects (one object alone is accepted). Numbers and booleans
/// may be strings. Entries without a uid, or with one that an earlier entry has, get one that
/// depends on what they do: reading the same file again gives the same. Errors: FileInvalid,
/// naming the entry (from 1) and the field, or line and column; FileTooLarge above 32 MiB, 10,000 entries or 64 levels.
/// `name` stands in messages.
/// `texts`, if given, gets the part of `json` that each came from; nothing for one whose uid was made up here.
Result<QList<ForwardConfig>> parseForwards(const QByteArray& json, const QString& name,
                                           QList<QByteArrayView>* texts = nullptr);

/// One entry of a text that is imported: a forward, or what is wrong with it.
struct ParsedForward {
  ForwardConfig config;
  std::optional<Error> error;

  bool operator==(const ParsedForward&) const = default;
};
/// The same, entry by entry: only a text that is no list of entries is an error of the whole.
Result<QList<ParsedForward>> parseEntries(const QByteArray& json, const QString& name,
                                          QList<QByteArrayView>* texts = nullptr);
/// A uid for a forward that has none yet.
QString newForwardUid();
/// One entry as parseForwards takes it; nothing if it is invalid. Without a uid it has none.
std::optional<ForwardConfig> forwardFromEntry(const QJsonObject& entry);
/// The entry as it is saved: what serializeForwards writes.
QJsonObject savedEntry(const ForwardConfig& config);

/// Serialises in the same format: fields with empty values are left out, `id` is left out, unknown ones are kept.
QByteArray serializeForwards(const QList<ForwardConfig>& forwards);
/// The same, if parseForwards would take it back; else its error. `name` stands in messages.
Result<QByteArray> checkedForwards(const QList<ForwardConfig>& forwards, const QString& name);
/// In the order in which they are shown (ForwardConfig::order), else as they are.
void sortForwards(QList<ForwardConfig>& forwards);

/// Reads a regular file of at most 32 MiB; never waits for a pipe or a device. A missing file is an empty list only
/// with `missingIsEmpty`.
Result<QList<ForwardConfig>> loadForwards(const QString& path, bool missingIsEmpty = false);
/// Writes atomically with mode 0600, creating the folder (0700); a symbolic link stays one and what it points at is
/// written. The old file stays on any failure. Nothing is written that parseForwards would not take back.
Result<void> saveForwards(const QString& path, const QList<ForwardConfig>& forwards);
/// Where the saved forwards are kept: <config folder>/portolan/forwards.json.
QString defaultForwardsPath();

/// Something in an imported entry that a person must hear of before it is used.
struct ImportNotice {
  enum class Kind {
    AutostartCleared,
    KubeconfigDropped,    ///< value: the file it named
    KubeconfigKept,       ///< confirmed; value: the file it names
    ReachableFromOutside  ///< listens on more than the loopback interface; value: the local address. It is kept
  };
  Kind kind = Kind::AutostartCleared;
  qsizetype entry = 0;  ///< index in ImportResult::forwards
  QString value;

  bool operator==(const ImportNotice&) const = default;
};

struct ImportResult {
  QList<ForwardConfig> forwards;
  QList<ImportNotice> notices;  ///< in the order of the entries

  bool operator==(const ImportResult&) const = default;
};

/// Nothing imported acts (DESIGN 3.9): what came from a file, Git, an annotation or a link starts nothing by itself and
/// names no kubeconfig unless a person confirmed that.
ImportResult sanitizeImported(QList<ForwardConfig> forwards, bool kubeconfigConfirmed = false);
/// The same for one entry, which is 0 in the notices.
QList<ImportNotice> sanitizeImported(ForwardConfig& config, bool kubeconfigConfirmed);

}  // namespace portolan
