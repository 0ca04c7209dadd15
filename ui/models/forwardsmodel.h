#pragma once

#include <QAbstractListModel>
#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QTimer>
#include <functional>
#include <vector>

#include "ui/models/forwardentry.h"
#include "ui/models/statecounts.h"

namespace portolan {

/// All forwards, in the order in which they are saved: the one model behind the window, the popup and the menu. It
/// takes plain values and asks for everything by signal. A switch moves at once: what was asked for counts until a
/// status says the same.
///
/// Statuses are taken at any rate and told to the views together, at most ten times a second. Figures alone (bytes, how
/// many connections) are not told at all: a view that is visible looks at them with a clock of its own, as at times and
/// rates, and nothing here wakes up by itself.
class ForwardsModel : public QAbstractListModel {
  Q_OBJECT
 public:
  using Clock = std::function<QDateTime()>;
  explicit ForwardsModel(QObject* parent = nullptr);
  /// With a clock of its own, for tests and pictures.
  explicit ForwardsModel(Clock clock, QObject* parent = nullptr);

  /// Replaces them. Forwards whose uid was there keep their status and their history.
  void setForwards(const QList<ForwardConfig>& forwards);
  /// A status for an unknown uid is ignored.
  void setStatus(const ForwardStatus& status);
  /// Tells the views now what they would hear within a tenth of a second.
  void flush();

  [[nodiscard]] int size() const { return int(m_entries.size()); }
  [[nodiscard]] const ForwardEntry& entry(int row) const { return m_entries[size_t(row)]; }
  /// -1: there is none.
  [[nodiscard]] int rowOf(const QString& uid) const { return m_rows.value(uid, -1); }
  /// Nothing: there is none. Valid until the next setForwards.
  [[nodiscard]] const ForwardEntry* find(const QString& uid) const;
  [[nodiscard]] const StateCounts& counts() const { return m_counts; }
  [[nodiscard]] QDateTime now() const { return m_clock(); }
  /// The clock of the entries' RateHistory.
  [[nodiscard]] qint64 nowMs() const { return now().toMSecsSinceEpoch(); }

  void requestOn(const QStringList& uids, bool on);
  void requestAll(bool on);
  void requestRestart(const QStringList& uids);
  void requestRetry(const QString& uid);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  /// DisplayRole is the name, AccessibleTextRole the whole row in words, ToolTipRole cause and since.
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

  /// "orders-db, on, Ready, localhost 5432, 3.4 megabytes per second, 6 connections".
  [[nodiscard]] QString spoken(const ForwardEntry& entry) const;

 Q_SIGNALS:
  void startRequested(const QString& uid);
  void stopRequested(const QString& uid);
  void restartRequested(const QString& uid);
  void retryRequested(const QString& uid);
  void startAllRequested();
  void stopAllRequested();
  /// Other numbers in counts().
  void countsChanged();
  /// These rows changed; comes with dataChanged, which it replaces for views that look at all at once.
  void rowsChanged(const QList<int>& rows);
  /// For screen readers and notifications: a forward began to wait, failed, or came back from that (works again or was
  /// stopped; that it starts is no news). Once for each.
  void stateChanged(const QString& uid, portolan::ForwardStatus::State before, portolan::ForwardStatus::State after);

 private:
  void ask(ForwardEntry& entry, bool on);
  void markChanged(int row);
  /// True: the counts are others now.
  bool recount();

  Clock m_clock;
  std::vector<ForwardEntry> m_entries;
  QHash<QString, int> m_rows;
  QSet<int> m_changed;
  QTimer m_soon;
  StateCounts m_counts;
};

}  // namespace portolan
