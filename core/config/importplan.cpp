#include "core/config/importplan.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QUuid>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// What makes two entries without a common uid the same forward.
QStringList identity(const ForwardConfig& config) {
  QString address = config.localAddress.toLower();
  if (address == "localhost"_L1 || address == "127.0.0.1"_L1) {
    address.clear();
  }
  QString target = config.targetText();
  if (target.isEmpty()) {  // nothing that this version can run: told apart by kftray's own fields
    target = config.original.value("workload_type"_L1).toString() + u'/' + config.service + u'/' +
             config.original.value("remote_address"_L1).toString();
  }
  return {config.context,
          config.ns,
          target,
          config.remotePort,
          QString::number(config.localPort),
          config.protocol == ForwardConfig::Protocol::Udp ? u"udp"_s : u"tcp"_s,
          address};
}

/// `theirs` on top of `mine`: what only mine has stays.
QJsonObject overlay(const QJsonObject& mine, const QJsonObject& theirs) {
  QJsonObject both = mine;
  for (auto field = theirs.begin(); field != theirs.end(); ++field) {
    both.insert(field.key(), field.value());
  }
  return both;
}

ForwardConfig merged(const ForwardConfig& mine, const ForwardConfig& theirs, bool fileHasOurFields) {
  ForwardConfig result = theirs;
  result.uid = mine.uid;
  result.autostart = mine.autostart;
  result.order = mine.order;
  if (!theirs.namesKubeconfig()) {
    result.kubeconfig = mine.kubeconfig;
  }
  if (!fileHasOurFields) {  // kftray drops them from what it exports
    result.tags = mine.tags;
    result.onDemand = mine.onDemand;
    result.balance = mine.balance;
    result.notes = mine.notes;
    result.disconnectTimeoutMinutes = mine.disconnectTimeoutMinutes;
  } else if (theirs.notes.isEmpty()) {
    result.notes = mine.notes;
  }
  const QJsonObject ours =
      overlay(mine.original.value("portolan"_L1).toObject(), theirs.original.value("portolan"_L1).toObject());
  result.original = overlay(mine.original, theirs.original);
  result.original.insert("portolan"_L1, ours);
  return result;
}

QString shownValue(const QJsonValue& value) {
  if (value.isUndefined()) {
    return {};
  }
  if (value.isString()) {
    return value.toString();
  }
  const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
  return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

void addChanges(QList<ImportPlan::FieldChange>& changes, const QJsonObject& before, const QJsonObject& after,
                const QString& prefix) {
  QStringList keys = before.keys() + after.keys();
  keys.removeDuplicates();
  for (const QString& key : std::as_const(keys)) {
    const QJsonValue was = before.value(key);
    const QJsonValue is = after.value(key);
    if (was == is) {
      continue;
    }
    if (key == "portolan"_L1 && prefix.isEmpty()) {
      addChanges(changes, was.toObject(), is.toObject(), u"portolan."_s);
    } else {
      changes += {prefix + key, shownValue(was), shownValue(is)};
    }
  }
}

/// Which forwards would listen on one address and port. localhost is both loopback addresses, as for the listener.
class LocalAddresses {
 public:
  void add(const ForwardConfig& config) {
    if (isTold(config)) {
      m_byPort[key(config)] += {config.uid, addressesOf(config)};
    }
  }
  [[nodiscard]] QStringList othersAt(const ForwardConfig& config) const {
    QStringList uids;
    if (isTold(config)) {
      const QStringList wanted = addressesOf(config);
      for (const auto& [uid, addresses] : m_byPort.value(key(config))) {
        if (uid != config.uid && !uids.contains(uid) && overlap(wanted, addresses)) {
          uids += uid;
        }
      }
    }
    return uids;
  }

 private:
  static bool isTold(const ForwardConfig& config) {
    // kftray's auto_loopback_address gives each such forward an address of its own.
    return config.localPort != 0 && !config.original.value("auto_loopback_address"_L1).toBool();
  }
  static int key(const ForwardConfig& config) {
    return config.localPort + (config.protocol == ForwardConfig::Protocol::Udp ? 65536 : 0);
  }
  static QStringList addressesOf(const ForwardConfig& config) {
    const QString address = config.localAddress.toLower();
    return address.isEmpty() || address == "localhost"_L1 ? QStringList{u"127.0.0.1"_s, u"::1"_s}
                                                          : QStringList{address};
  }
  static bool overlap(const QStringList& a, const QStringList& b) {
    const auto isAny = [](const QString& address) { return address == "0.0.0.0"_L1 || address == "::"_L1; };
    for (const QString& one : a) {
      for (const QString& other : b) {
        const bool areAlike = one.contains(u':') == other.contains(u':') || one == "::"_L1 || other == "::"_L1;
        if (one == other || (areAlike && (isAny(one) || isAny(other)))) {
          return true;
        }
      }
    }
    return false;
  }

  QHash<int, QList<std::pair<QString, QStringList>>> m_byPort;
};

}  // namespace

ImportPlan ImportPlan::make(const QList<ForwardConfig>& saved, const QList<ForwardConfig>& imported,
                            bool kubeconfigConfirmed) {
  QList<ParsedForward> entries;
  entries.reserve(imported.size());
  for (const ForwardConfig& config : imported) {
    entries += ParsedForward{config, {}};
  }
  return make(saved, entries, kubeconfigConfirmed);
}

ImportPlan ImportPlan::make(const QList<ForwardConfig>& saved, const QList<ParsedForward>& imported,
                            bool kubeconfigConfirmed) {
  ImportPlan plan;
  plan.kubeconfigConfirmed = kubeconfigConfirmed;
  QList<ForwardConfig> result = saved;  // as it would be with all of them
  QHash<QString, qsizetype> byUid;
  QHash<QStringList, qsizetype> byIdentity;
  const auto remember = [&](qsizetype index) {
    byUid.insert(result.at(index).uid, index);
    byIdentity.insert(identity(result.at(index)), index);
  };
  for (qsizetype i = 0; i < saved.size(); ++i) {
    remember(i);
  }

  for (qsizetype i = 0; i < imported.size(); ++i) {
    Item item;
    item.entry = i;
    if (imported.at(i).error) {
      item.kind = Kind::Invalid;
      item.error = imported.at(i).error;
      plan.items += std::move(item);
      continue;
    }
    const ForwardConfig& raw = imported.at(i).config;
    const QJsonObject ours = raw.original.value("portolan"_L1).toObject();
    ImportResult safe = sanitizeImported({raw}, kubeconfigConfirmed);
    ForwardConfig theirs = std::move(safe.forwards.first());
    item.notices = std::move(safe.notices);
    // A uid that the entry did not bring with it says nothing.
    const bool hasUid = raw.original.isEmpty() || ours.value("uid"_L1).toString() == raw.uid;
    const qsizetype known =
        hasUid && byUid.contains(theirs.uid) ? byUid.value(theirs.uid) : byIdentity.value(identity(theirs), -1);
    if (known < 0) {
      if (theirs.uid.isEmpty() || byUid.contains(theirs.uid)) {
        theirs.uid = QUuid::createUuid().toString(QUuid::WithoutBraces);
      }
      item.kind = Kind::New;
      item.forward = theirs;
      result += theirs;
      remember(result.size() - 1);
    } else {
      const ForwardConfig& mine = result.at(known);
      item.saved = mine;
      item.forward = merged(mine, theirs, !ours.isEmpty());
      addChanges(item.changes, savedEntry(mine), savedEntry(item.forward), {});
      item.kind = item.changes.isEmpty() ? Kind::Same : Kind::Changed;
      if (item.kind == Kind::Same) {
        item.forward = mine;
      } else {
        result[known] = item.forward;
      }
    }
    if (item.kind != Kind::Same) {
      item.unsupported = item.forward.reasonUnsupported();
    }
    for (ImportNotice& notice : item.notices) {
      notice.entry = i;
    }
    plan.items += std::move(item);
  }

  LocalAddresses addresses;
  for (const ForwardConfig& config : std::as_const(result)) {
    addresses.add(config);
  }
  for (Item& item : plan.items) {
    if (item.kind == Kind::New || item.kind == Kind::Changed) {
      item.conflicts = addresses.othersAt(item.forward);
      item.isChosen = item.conflicts.isEmpty();
      if (!item.conflicts.isEmpty()) {
        item.kind = Kind::Conflicting;
      }
    }
  }
  return plan;
}

void ImportPlan::chooseAll(bool isChosen) {
  for (Item& item : items) {
    item.isChosen = isChosen && item.changesAnything();
  }
}

qsizetype ImportPlan::count(Kind kind) const {
  return std::ranges::count(items, kind, &Item::kind);
}

qsizetype ImportPlan::chosenCount() const {
  return std::ranges::count_if(items, [](const Item& item) { return item.isChosen && item.changesAnything(); });
}

QStringList ImportPlan::kubeconfigs() const {
  QStringList files;
  for (const Item& item : items) {
    for (const ImportNotice& notice : item.notices) {
      const bool names =
          notice.kind == ImportNotice::Kind::KubeconfigDropped || notice.kind == ImportNotice::Kind::KubeconfigKept;
      if (names && item.kind != Kind::Same && !files.contains(notice.value)) {
        files += notice.value;
      }
    }
  }
  return files;
}

ForwardsChange ImportPlan::change() const {
  ForwardsChange change;
  for (const Item& item : items) {
    if (item.isChosen && item.changesAnything()) {
      change.entries += {item.saved, item.forward, -1};
    }
  }
  return change;
}

}  // namespace portolan
