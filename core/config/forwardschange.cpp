#include "core/config/forwardschange.h"

#include <QHash>
#include <QSet>
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
  // One change is looked for, many are looked up.
  constexpr qsizetype kFew = 4;
  QHash<QString, qsizetype> places;
  if (change.entries.size() > kFew) {
    places.reserve(forwards.size());
    for (qsizetype i = 0; i < forwards.size(); ++i) {
      places.insert(forwards.at(i).uid, i);
    }
  }
  const auto placeOf = [&](const QString& uid) -> qsizetype {
    if (change.entries.size() > kFew) {
      return places.value(uid, -1);
    }
    const auto found = std::ranges::find(std::as_const(forwards), uid, &ForwardConfig::uid);
    return found == forwards.cend() ? -1 : found - forwards.cbegin();
  };
  ForwardsChange done;
  QHash<QString, qsizetype> added;  // by uid: where in `done`
  QSet<qsizetype> removed;
  for (const ForwardsChange::Entry& entry : change.entries) {
    const QString& uid = entry.before ? entry.before->uid : entry.after->uid;
    const qsizetype place = placeOf(uid);
    const bool isThere = place >= 0 && !removed.contains(place);
    if (!entry.after) {
      if (isThere) {
        done.entries += {forwards.at(place), {}, place};
        removed.insert(place);
      }
    } else if (isThere) {
      ForwardConfig& now = forwards[place];
      ForwardConfig merged = entry.before ? mergedForward(*entry.before, now, *entry.after) : *entry.after;
      if (merged != now) {
        done.entries += {now, merged, -1};
        now = std::move(merged);
      }
    } else if (const auto known = added.constFind(uid); known != added.constEnd()) {
      done.entries[*known].after = entry.after;
    } else {
      added.insert(uid, done.entries.size());
      done.entries += {{}, entry.after, entry.position};
    }
  }
  if (!removed.isEmpty()) {
    qsizetype kept = 0;
    for (qsizetype i = 0; i < forwards.size(); ++i) {
      if (!removed.contains(i)) {
        std::swap(forwards[kept++], forwards[i]);
      }
    }
    forwards.resize(kept);
  }
  // In the order of their places, so that each lands where it was when several had been removed.
  QList<const ForwardsChange::Entry*> placed;
  for (const ForwardsChange::Entry& entry : std::as_const(done.entries)) {
    if (!entry.before && entry.position >= 0) {
      placed += &entry;
    }
  }
  std::ranges::stable_sort(placed, {}, &ForwardsChange::Entry::position);
  for (const ForwardsChange::Entry* entry : std::as_const(placed)) {
    forwards.insert(std::min(entry->position, forwards.size()), *entry->after);
  }
  for (const ForwardsChange::Entry& entry : std::as_const(done.entries)) {
    if (!entry.before && entry.position < 0) {
      forwards += *entry.after;
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
