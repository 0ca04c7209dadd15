#include "ui/models/importplan.h"

#include <QHash>
#include <QSet>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr qsizetype kNamesShown = 5;

QString shownName(const ForwardConfig& config) {
  return oneLine(config.displayName(), 60);
}

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
  if (!theirs.namesKubeconfig()) {
    result.kubeconfig = mine.kubeconfig;
  }
  if (!fileHasOurFields) {  // kftray drops them from what it exports
    result.tags = mine.tags;
    result.onDemand = mine.onDemand;
    result.balance = mine.balance;
    result.disconnectTimeoutMinutes = mine.disconnectTimeoutMinutes;
  }
  const QJsonObject ours =
      overlay(mine.original.value("portolan"_L1).toObject(), theirs.original.value("portolan"_L1).toObject());
  result.original = overlay(mine.original, theirs.original);
  result.original.insert("portolan"_L1, ours);
  return result;
}

bool savedAlike(const ForwardConfig& a, const ForwardConfig& b) {
  return serializeForwards({a}) == serializeForwards({b});
}

QString namesText(const QStringList& names) {
  return names.size() <= kNamesShown ? names.join(u", "_s)
                                     : names.first(kNamesShown).join(u", "_s) + u", "_s + QChar(0x2026);
}

}  // namespace

ImportPlan ImportPlan::make(const QList<ForwardConfig>& saved, const QList<ForwardConfig>& inFile,
                            bool kubeconfigConfirmed) {
  ImportPlan plan;
  plan.result = saved;
  plan.entries = inFile.size();

  QHash<QString, qsizetype> byUid;
  QHash<QStringList, qsizetype> byIdentity;
  const auto remember = [&](qsizetype index) {
    byUid.insert(plan.result.at(index).uid, index);
    byIdentity.insert(identity(plan.result.at(index)), index);
  };
  for (qsizetype i = 0; i < saved.size(); ++i) {
    remember(i);
  }

  const ImportResult imported = sanitizeImported(inFile, kubeconfigConfirmed);
  QSet<qsizetype> touched;  // entries of the file that add or change something
  for (qsizetype i = 0; i < imported.forwards.size(); ++i) {
    const ForwardConfig& theirs = imported.forwards.at(i);
    const QString name = shownName(theirs);
    const qsizetype known = byUid.value(theirs.uid, byIdentity.value(identity(theirs), -1));
    if (known < 0) {
      plan.result += theirs;
      remember(plan.result.size() - 1);
      plan.added += name;
      touched.insert(i);
    } else {
      const ForwardConfig& mine = plan.result.at(known);
      const ForwardConfig both = merged(mine, theirs, inFile.at(i).original.contains("portolan"_L1));
      if (savedAlike(mine, both)) {
        plan.same += name;
        continue;
      }
      plan.result[known] = both;
      plan.changed += name;
      touched.insert(i);
    }
    if (const auto reason = theirs.reasonUnsupported()) {
      plan.unsupported += {name, *reason};
    }
  }

  for (const ImportNotice& notice : imported.notices) {
    if (!touched.contains(notice.entry)) {
      continue;
    }
    switch (notice.kind) {
      case ImportNotice::Kind::AutostartCleared:
        ++plan.autostartCleared;
        break;
      case ImportNotice::Kind::KubeconfigDropped:
      case ImportNotice::Kind::KubeconfigKept:
        if (!plan.kubeconfigs.contains(notice.value)) {
          plan.kubeconfigs += notice.value;
        }
        break;
      case ImportNotice::Kind::ReachableFromOutside:
        plan.reachable += u"%1 (%2)"_s.arg(shownName(imported.forwards.at(notice.entry)), oneLine(notice.value, 60));
        break;
    }
  }
  return plan;
}

QList<ImportPlan::Line> ImportPlan::lines() const {
  using enum Line::Kind;
  QList<Line> lines;
  for (const Unsupported& entry : unsupported.first(qMin(unsupported.size(), kNamesShown))) {
    lines += {Problem, tr("%1 cannot be run: %2. It is kept.").arg(entry.name, entry.reason)};
  }
  if (const auto more = unsupported.size() - kNamesShown; more > 0) {
    lines += {Problem, tr("%1 more cannot be run.").arg(more)};
  }
  if (!reachable.isEmpty()) {
    lines += {Warning, tr("Reachable from other computers while on: %1").arg(namesText(reachable))};
  }
  if (!added.isEmpty()) {
    lines += {New, tr("%1 new: %2").arg(QString::number(added.size()), namesText(added))};
  }
  if (!changed.isEmpty()) {
    lines += {Changed, tr("%1 changed: %2. What is on restarts with the change.")
                           .arg(QString::number(changed.size()), namesText(changed))};
  }
  if (!same.isEmpty()) {
    lines += {Same, tr("%1 already here and unchanged").arg(same.size())};
  }
  if (autostartCleared > 0) {
    lines += {Note, tr("Starting with Portolan is switched off for %1 of them").arg(autostartCleared)};
  }
  return lines;
}

}  // namespace portolan
