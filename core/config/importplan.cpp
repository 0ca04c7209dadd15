#include "core/config/importplan.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// The address that is listened on where none is named.
bool isHere(const QString& address) {
  return address.isEmpty() || address == "127.0.0.1"_L1 || address.compare("localhost"_L1, Qt::CaseInsensitive) == 0;
}

/// Fields of ours that an import does not touch.
bool isMine(const QString& ourKey) {
  return ourKey == "uid"_L1 || ourKey == "version"_L1 || ourKey == "autostart"_L1 || ourKey == "order"_L1;
}

/// Whether all that `theirs` says is saved already. Both as savedEntry makes them.
bool saysNothingNew(const QJsonObject& mine, const QJsonObject& theirs) {
  for (auto field = theirs.begin(); field != theirs.end(); ++field) {
    const QString key = field.key();
    const QJsonValue value = field.value();
    if (key != "portolan"_L1) {
      if (value != mine.value(key)) {
        return false;
      }
      continue;
    }
    const QJsonObject theirOurs = value.toObject();
    const QJsonObject ours = mine.value(key).toObject();
    for (auto our = theirOurs.begin(); our != theirOurs.end(); ++our) {
      if (!isMine(our.key()) && our.value() != ours.value(our.key())) {
        return false;
      }
    }
  }
  return true;
}

/// What is saved with what is imported on top of it; what only the saved one has stays.
ForwardConfig merged(const ForwardConfig& mine, const ForwardConfig& theirs) {
  QJsonObject both = savedEntry(mine);
  QJsonObject ours = both.value("portolan"_L1).toObject();
  const QJsonObject entry = savedEntry(theirs);
  for (auto field = entry.begin(); field != entry.end(); ++field) {
    if (field.key() != "portolan"_L1) {
      both.insert(field.key(), field.value());
    }
  }
  const QJsonObject theirOurs = entry.value("portolan"_L1).toObject();
  for (auto our = theirOurs.begin(); our != theirOurs.end(); ++our) {
    if (!isMine(our.key())) {
      ours.insert(our.key(), our.value());
    }
  }
  both.insert("portolan"_L1, ours);
  ForwardConfig result = forwardFromEntry(both).value_or(theirs);
  // What it does is one thing: a field that the import leaves out is meant to be empty.
  result.context = theirs.context;
  result.ns = theirs.ns;
  result.workloadType = theirs.workloadType;
  result.protocol = theirs.protocol;
  result.service = theirs.service;
  result.podSelector = theirs.podSelector;
  result.target = theirs.target;
  result.remotePort = theirs.remotePort;
  result.localPort = theirs.localPort;
  if (!isHere(mine.localAddress) || !isHere(theirs.localAddress)) {
    result.localAddress = theirs.localAddress;
  }
  result.original = savedEntry(result);
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

/// A uid that an entry did not bring with it says nothing.
bool hasUid(const ForwardConfig& imported) {
  return imported.original.isEmpty() || imported.hasOwnUid();
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

QString forwardIdentity(const ForwardConfig& config) {
  constexpr QChar kBetween(u'\n');
  QString target = config.targetText();
  if (target.isEmpty()) {  // nothing that this version can run: told apart by kftray's own fields
    // The type as it is saved: one that was left out is written down there.
    const QString type = config.workloadType == ForwardConfig::WorkloadType::Other
                             ? config.original.value("workload_type"_L1).toString()
                             : QString::number(int(config.workloadType));
    target = type + u'/' + config.service + u'/' + config.original.value("remote_address"_L1).toString();
  }
  QString all;
  all.reserve(200);
  all += config.context + kBetween + config.ns + kBetween + target + kBetween + config.remotePort + kBetween +
         QString::number(config.localPort) + (config.protocol == ForwardConfig::Protocol::Udp ? u"/udp"_s : u"/tcp"_s) +
         kBetween;
  return isHere(config.localAddress) ? all : all + config.localAddress.toLower();
}

QList<ImportPlan::FieldChange> fieldChanges(const ForwardConfig& before, const ForwardConfig& after) {
  QList<ImportPlan::FieldChange> changes;
  addChanges(changes, savedEntry(before), savedEntry(after), {});
  return changes;
}

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
  result.reserve(saved.size() + imported.size());
  plan.items.reserve(imported.size());
  // A forward whose uid an entry brings is that entry's, whatever another one does.
  QSet<QString> claimed;
  for (const ParsedForward& entry : imported) {
    if (!entry.error && hasUid(entry.config)) {
      claimed.insert(entry.config.uid);
    }
  }
  QHash<QString, qsizetype> byUid;
  QHash<QString, qsizetype> byIdentity;
  const auto remember = [&](qsizetype index) {
    const ForwardConfig& config = result.at(index);
    byUid.insert(config.uid, index);
    if (!claimed.contains(config.uid)) {
      byIdentity.insert(forwardIdentity(config), index);
    }
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
    ForwardConfig theirs = raw;
    item.notices = sanitizeImported(theirs, kubeconfigConfirmed);
    const QString theirIdentity = forwardIdentity(theirs);
    const qsizetype known =
        hasUid(raw) && byUid.contains(theirs.uid) ? byUid.value(theirs.uid) : byIdentity.value(theirIdentity, -1);
    if (known < 0) {
      if (theirs.uid.isEmpty() || byUid.contains(theirs.uid)) {
        theirs.uid = newForwardUid();
      }
      item.kind = Kind::New;
      item.forward = theirs;
      result += theirs;
      remember(result.size() - 1);
    } else {
      const ForwardConfig& mine = result.at(known);
      item.saved = mine;
      ForwardConfig aligned = theirs;  // the usual case is cheap: nothing differs but what is never touched
      aligned.uid = mine.uid;
      aligned.autostart = mine.autostart;
      aligned.order = mine.order;
      const bool isAlike = aligned == mine;
      if (!isAlike &&
          (forwardIdentity(mine) != theirIdentity || !saysNothingNew(savedEntry(mine), savedEntry(theirs)))) {
        item.forward = merged(mine, theirs);
        item.changes = fieldChanges(mine, item.forward);
      }
      item.kind = item.changes.isEmpty() ? Kind::Same : Kind::Changed;
      if (item.kind == Kind::Same) {
        item.forward = mine;
      } else {
        if (const QString before = forwardIdentity(mine); byIdentity.value(before, -1) == known) {
          byIdentity.remove(before);  // it does something else now
        }
        result[known] = item.forward;
        remember(known);
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

  plan.findConflicts(saved);
  return plan;
}

void ImportPlan::findConflicts(const QList<ForwardConfig>& saved) {
  QHash<QString, const ForwardConfig*> after;  // as all would be with all of them
  for (const ForwardConfig& config : saved) {
    after.insert(config.uid, &config);
  }
  for (const Item& item : std::as_const(items)) {
    if (item.kind == Kind::Gone) {
      after.remove(item.forward.uid);
    } else if (item.kind == Kind::New || item.kind == Kind::Changed) {
      after.insert(item.forward.uid, &item.forward);
    }
  }
  LocalAddresses addresses;
  for (const ForwardConfig* config : std::as_const(after)) {
    addresses.add(*config);
  }
  for (Item& item : items) {
    if (item.kind == Kind::New || item.kind == Kind::Changed) {
      item.conflicts = addresses.othersAt(item.forward);
      item.conflicts.sort();
      item.isChosen = item.conflicts.isEmpty();
      if (!item.conflicts.isEmpty()) {
        item.kind = Kind::Conflicting;
      }
    }
  }
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
      change.entries += {item.saved, item.kind == Kind::Gone ? std::nullopt : std::optional(item.forward), -1};
    }
  }
  return change;
}

}  // namespace portolan
