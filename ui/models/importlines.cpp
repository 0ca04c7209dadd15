#include "ui/models/importlines.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr qsizetype kShown = 5;

QString shownName(const ForwardConfig& config) {
  return oneLine(config.displayName(), 60);
}

QString namesText(const QStringList& names) {
  return names.size() <= kShown ? names.join(u", "_s) : names.first(kShown).join(u", "_s) + u", "_s + QChar(0x2026);
}

bool hasNotice(const ImportPlan::Item& item, ImportNotice::Kind kind) {
  return std::ranges::find(item.notices, kind, &ImportNotice::kind) != item.notices.end();
}

}  // namespace

QList<ImportLines::Line> ImportLines::of(const ImportPlan& plan) {
  using enum Line::Kind;
  using Kind = ImportPlan::Kind;
  QList<Line> problems;
  QStringList conflicting;
  QStringList reachable;
  QStringList added;
  QStringList changed;
  qsizetype autostartCleared = 0;
  for (const ImportPlan::Item& item : plan.items) {
    const QString name = shownName(item.forward);
    if (item.kind == Kind::Invalid) {
      problems += {Problem, oneLine(item.error->detail, 200)};
      continue;
    }
    if (!item.changesAnything()) {
      continue;
    }
    if (item.unsupported) {
      problems += {Problem, tr("%1 cannot be run: %2. It is kept.").arg(name, *item.unsupported)};
    }
    if (item.kind == Kind::Conflicting) {
      conflicting += u"%1 (%2)"_s.arg(name).arg(item.forward.localPort);
    }
    (item.saved ? changed : added) += name;
    if (hasNotice(item, ImportNotice::Kind::ReachableFromOutside)) {
      reachable += u"%1 (%2)"_s.arg(name, oneLine(item.forward.localAddress, 60));
    }
    autostartCleared += hasNotice(item, ImportNotice::Kind::AutostartCleared) ? 1 : 0;
  }

  QList<Line> lines = problems.first(qMin(problems.size(), kShown));
  if (const auto more = problems.size() - kShown; more > 0) {
    lines += {Problem, tr("%1 more have problems.").arg(more)};
  }
  if (!conflicting.isEmpty()) {
    lines += {Warning, tr("Another forward has the same local port: %1").arg(namesText(conflicting))};
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
  if (const auto same = plan.count(Kind::Same); same > 0) {
    lines += {Same, tr("%1 already here and unchanged").arg(same)};
  }
  if (autostartCleared > 0) {
    lines += {Note, tr("Starting with Portolan is switched off for %1 of them").arg(autostartCleared)};
  }
  return lines;
}

}  // namespace portolan
