#include "core/config/forwardschange.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

QJsonObject mergedObject(const QJsonObject& base, const QJsonObject& mine, const QJsonObject& theirs,
                         const QString& prefix, QStringList* conflicts) {
  QJsonObject result = mine;
  QStringList keys = base.keys() + theirs.keys();
  keys.removeDuplicates();
  for (const QString& key : std::as_const(keys)) {
    const QJsonValue was = base.value(key);
    const QJsonValue is = theirs.value(key);
    const QJsonValue own = mine.value(key);
    if (was == is || own == is) {
      continue;
    }
    if (key == "portolan"_L1 && prefix.isEmpty()) {
      result.insert(key, mergedObject(was.toObject(), own.toObject(), is.toObject(), u"portolan."_s, conflicts));
      continue;
    }
    if (own != was && conflicts) {
      conflicts->append(prefix + key);
    }
    if (is.isUndefined()) {
      result.remove(key);
    } else {
      result.insert(key, is);
    }
  }
  return result;
}

qsizetype indexOf(const QList<ForwardConfig>& forwards, const QString& uid) {
  const auto found = std::ranges::find(forwards, uid, &ForwardConfig::uid);
  return found == forwards.end() ? -1 : found - forwards.begin();
}

}  // namespace

ForwardsChange ForwardsChange::between(const QList<ForwardConfig>& before, const QList<ForwardConfig>& after) {
  QHash<QString, qsizetype> known;
  for (qsizetype i = 0; i < before.size(); ++i) {
    known.insert(before.at(i).uid, i);
  }
  ForwardsChange change;
  for (qsizetype i = 0; i < after.size(); ++i) {
    const ForwardConfig& config = after.at(i);
    const auto was = known.constFind(config.uid);
    if (was == known.constEnd()) {
      change.entries += Entry{{}, config, i};
    } else {
      if (before.at(*was) != config) {
        change.entries += Entry{before.at(*was), config, -1};
      }
      known.erase(was);
    }
  }
  for (const ForwardConfig& config : before) {
    if (known.contains(config.uid)) {
      change.entries += Entry{config, {}, -1};
    }
  }
  return change;
}

ForwardConfig mergedForward(const ForwardConfig& base, const ForwardConfig& mine, const ForwardConfig& theirs,
                            QStringList* conflicts) {
  if (base == mine) {
    return theirs;
  }
  return forwardFromEntry(mergedObject(savedEntry(base), savedEntry(mine), savedEntry(theirs), {}, conflicts))
      .value_or(theirs);
}

ForwardsChange applyChange(QList<ForwardConfig>& forwards, const ForwardsChange& change) {
  ForwardsChange done;
  for (const ForwardsChange::Entry& entry : change.entries) {
    const qsizetype index = indexOf(forwards, entry.before ? entry.before->uid : entry.after->uid);
    if (!entry.after) {
      if (index >= 0) {
        done.entries += {forwards.at(index), {}, index};
        forwards.removeAt(index);
      }
    } else if (index >= 0) {
      const ForwardConfig now = forwards.at(index);
      ForwardConfig merged = entry.before ? mergedForward(*entry.before, now, *entry.after) : *entry.after;
      if (merged != now) {
        done.entries += {now, merged, index};
        forwards[index] = std::move(merged);
      }
    } else {
      const bool isPlaced = entry.position >= 0 && entry.position < forwards.size();
      const qsizetype position = isPlaced ? entry.position : forwards.size();
      done.entries += {{}, *entry.after, position};
      forwards.insert(position, *entry.after);
    }
  }
  return done;
}

ForwardsChange inverseOf(const ForwardsChange& change) {
  ForwardsChange inverse;
  for (auto entry = change.entries.crbegin(); entry != change.entries.crend(); ++entry) {
    inverse.entries += {entry->after, entry->before, entry->position};
  }
  return inverse;
}

}  // namespace portolan
