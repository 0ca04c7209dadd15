#include "core/config/syncplan.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStandardPaths>
#include <algorithm>

#include "core/config/jsoncheck.h"
#include "core/config/safefile.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// What an entry is called, for finding it again when what it does was changed.
QString nameOf(const ForwardConfig& config) {
  return config.alias.isEmpty() ? QString() : config.context + u'\n' + config.ns + u'\n' + config.alias;
}

/// Finds an entry of the base: by its own uid, by what it does, or by its name if that is nobody else's.
class BaseIndex {
 public:
  explicit BaseIndex(const SyncBase& base) {
    for (qsizetype i = 0; i < base.entries.size(); ++i) {
      const ForwardConfig& config = base.entries.at(i).config;
      if (config.hasOwnUid()) {
        m_byUid.insert(config.uid, i);
      }
      m_byIdentity.insert(forwardIdentity(config), i);
      m_byName.insert(nameOf(config), i);
    }
  }

  [[nodiscard]] qsizetype find(const ForwardConfig& config) const {
    if (config.hasOwnUid() && m_byUid.contains(config.uid)) {
      return m_byUid.value(config.uid);
    }
    if (const auto found = m_byIdentity.constFind(forwardIdentity(config)); found != m_byIdentity.constEnd()) {
      return *found;
    }
    const QString name = nameOf(config);
    return !name.isEmpty() && m_byName.count(name) == 1 ? m_byName.value(name) : -1;
  }

 private:
  QHash<QString, qsizetype> m_byUid;
  QHash<QString, qsizetype> m_byIdentity;
  QMultiHash<QString, qsizetype> m_byName;
};

/// As the saved forward `uid` would have it.
ForwardConfig alignedTo(ForwardConfig config, const ForwardConfig& mine, bool kubeconfigConfirmed) {
  static_cast<void>(sanitizeImported(config, kubeconfigConfirmed));
  config.uid = mine.uid;
  config.autostart = mine.autostart;
  config.order = mine.order;
  if (!kubeconfigConfirmed) {
    config.kubeconfig = mine.kubeconfig;
  }
  config.original = savedEntry(config);
  return config;
}

}  // namespace

Result<SyncBase> loadSyncBase(const QString& path) {
  const auto content = readFile(path, 2 * kMaximumForwardsSize, true);
  if (!content) {
    return std::unexpected(content.error());
  }
  SyncBase base;
  if (!content->stamp.exists()) {
    return base;
  }
  const QJsonObject file = QJsonDocument::fromJson(content->bytes).object();
  base.commit = file.value("commit"_L1).toString();
  const QJsonArray entries = file.value("entries"_L1).toArray();
  for (const auto& value : entries) {
    auto config = forwardFromEntry(value.toObject().value("entry"_L1).toObject());
    if (!config) {
      return fail(ErrorCode::FileInvalid, Stage::Configuration, u"%1: is not what was written there"_s.arg(path),
                  u"Remove it; the next sync then begins anew."_s);
    }
    base.entries += {value.toObject().value("saved"_L1).toString(), std::move(*config)};
  }
  return base;
}

Result<void> saveSyncBase(const QString& path, const SyncBase& base) {
  QJsonArray entries;
  for (const SyncBase::Entry& entry : base.entries) {
    // As it was read: whether it had a uid of its own must stay known.
    entries += QJsonObject{{u"saved"_s, entry.saved}, {u"entry"_s, entry.config.original}};
  }
  const auto written =
      replaceFile(path, QJsonDocument(QJsonObject{{u"commit"_s, base.commit}, {u"entries"_s, entries}}).toJson());
  return written ? Result<void>() : std::unexpected(written.error());
}

QString syncBasePath(const QString& url, const QString& branch, const QString& filePath) {
  const QByteArray source = QStringList{url, branch, filePath}.join(u'\n').toUtf8();
  const QByteArray hash = QCryptographicHash::hash(source, QCryptographicHash::Sha256).toHex().first(20);
  QString state = qEnvironmentVariable("XDG_STATE_HOME");
  if (!state.startsWith(u'/')) {
    state = QStandardPaths::writableLocation(QStandardPaths::HomeLocation) + u"/.local/state"_s;
  }
  return u"%1/portolan/sync/%2.json"_s.arg(state, QString::fromLatin1(hash));
}

ImportPlan makeSyncPlan(const QList<ForwardConfig>& saved, const SyncBase& base, const QList<ParsedForward>& repository,
                        bool kubeconfigConfirmed) {
  QHash<QString, qsizetype> mine;
  for (qsizetype i = 0; i < saved.size(); ++i) {
    mine.insert(saved.at(i).uid, i);
  }
  const BaseIndex known(base);
  QSet<qsizetype> seen;
  QList<ParsedForward> others;  // what an import would make of them
  QList<qsizetype> otherPlaces;
  QList<ImportPlan::Item> items(repository.size());
  for (qsizetype i = 0; i < repository.size(); ++i) {
    const ForwardConfig& theirs = repository.at(i).config;
    const qsizetype place = repository.at(i).error ? -1 : known.find(theirs);
    const bool isFirst = place >= 0 && !seen.contains(place);
    if (!isFirst) {
      others += repository.at(i);
      otherPlaces += i;
      continue;
    }
    seen.insert(place);
    const SyncBase::Entry& was = base.entries.at(place);
    if (!mine.contains(was.saved)) {
      // Removed here. What has not changed there stays removed; a change is worth a question.
      others += repository.at(i);
      otherPlaces += i;
      if (savedEntry(was.config) == savedEntry(theirs) || was.config.original == theirs.original) {
        items[i].kind = ImportPlan::Kind::Same;
        items[i].forward = theirs;
        others.removeLast();
        otherPlaces.removeLast();
      }
      continue;
    }
    const ForwardConfig& here = saved.at(mine.value(was.saved));
    ImportPlan::Item& item = items[i];
    ForwardConfig raw = theirs;
    item.notices = sanitizeImported(raw, kubeconfigConfirmed);
    item.saved = here;
    item.forward = mergedForward(alignedTo(was.config, here, kubeconfigConfirmed),
                                 alignedTo(theirs, here, kubeconfigConfirmed), here, &item.contested);
    item.changes = fieldChanges(here, item.forward);
    item.kind = item.changes.isEmpty() ? ImportPlan::Kind::Same : ImportPlan::Kind::Changed;
    if (item.kind == ImportPlan::Kind::Changed) {
      item.unsupported = item.forward.reasonUnsupported();
    }
  }

  const ImportPlan imported = ImportPlan::make(saved, others, kubeconfigConfirmed);
  for (qsizetype i = 0; i < imported.items.size(); ++i) {
    items[otherPlaces.at(i)] = imported.items.at(i);
  }
  ImportPlan plan;
  plan.kubeconfigConfirmed = kubeconfigConfirmed;
  plan.items = std::move(items);
  for (qsizetype i = 0; i < plan.items.size(); ++i) {
    ImportPlan::Item& item = plan.items[i];
    item.entry = i;
    for (ImportNotice& notice : item.notices) {
      notice.entry = i;
    }
  }
  for (qsizetype i = 0; i < base.entries.size(); ++i) {
    const SyncBase::Entry& was = base.entries.at(i);
    if (seen.contains(i) || !mine.contains(was.saved)) {
      continue;
    }
    const ForwardConfig& here = saved.at(mine.value(was.saved));
    ImportPlan::Item item;
    item.kind = ImportPlan::Kind::Gone;
    item.entry = -1;
    item.forward = here;
    item.saved = here;
    item.changes = fieldChanges(alignedTo(was.config, here, kubeconfigConfirmed), here);
    plan.items += item;
  }
  plan.findConflicts(saved);
  for (ImportPlan::Item& item : plan.items) {
    if (item.kind == ImportPlan::Kind::Gone) {
      item.isChosen = item.changes.isEmpty();  // what was changed here is somebody's work
    }
  }
  return plan;
}

SyncBase baseAfter(const ImportPlan& plan, const SyncBase& base, const QList<ParsedForward>& repository,
                   const QString& commit) {
  QHash<QString, SyncBase::Entry> before;
  for (const SyncBase::Entry& entry : base.entries) {
    before.insert(entry.saved, entry);
  }
  const BaseIndex known(base);
  SyncBase after;
  after.commit = commit;
  for (const ImportPlan::Item& item : plan.items) {
    if (item.kind == ImportPlan::Kind::Gone) {
      if (!item.isChosen) {  // it is asked about again
        after.entries += before.value(item.forward.uid);
      }
      continue;
    }
    if (item.kind == ImportPlan::Kind::Invalid) {
      continue;
    }
    const ForwardConfig& theirs = repository.at(item.entry).config;
    const qsizetype place = known.find(theirs);
    if (item.kind == ImportPlan::Kind::Same || item.isChosen) {
      const bool isRemovedHere = item.kind == ImportPlan::Kind::Same && !item.saved;
      after.entries += {isRemovedHere && place >= 0 ? base.entries.at(place).saved : item.forward.uid, theirs};
    } else if (place >= 0) {
      after.entries += base.entries.at(place);
    }
  }
  return after;
}

}  // namespace portolan
