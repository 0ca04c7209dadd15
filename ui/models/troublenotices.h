#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>
#include <chrono>

#include "ui/models/forwardsmodel.h"

namespace portolan {

/// What a person should hear of although they look elsewhere: forwards that failed, those that were ready and have
/// waited for a while, and those of both that are ready again. What comes together is told together, and not more often
/// than once in `pause`; a forward that recovered before it was told about is not mentioned.
class TroubleNotices : public QObject {
  Q_OBJECT
 public:
  struct Times {
    std::chrono::milliseconds together{1000};   ///< what comes within so long is one notice
    std::chrono::milliseconds waiting{30'000};  ///< a forward waits so long before it is told
    std::chrono::milliseconds pause{15'000};    ///< between two notices
  };

  /// `model` must outlive this.
  explicit TroubleNotices(ForwardsModel& model, QObject* parent = nullptr);
  TroubleNotices(ForwardsModel& model, const Times& times, QObject* parent = nullptr);

  /// Forwards that nobody wants to hear of, by uid.
  void setSilenced(const QStringList& uids) { m_silenced = QSet<QString>(uids.begin(), uids.end()); }
  void setEnabled(bool enabled);

 Q_SIGNALS:
  /// `uid`: of the forward that it is about, or the first of several.
  void notice(const QString& title, const QString& text, const QString& uid);

 private:
  void onStateChanged(const QString& uid, ForwardStatus::State before, ForwardStatus::State after);
  void schedule();
  void tell();
  /// Milliseconds since this was made: not by the computer's clock, which may be set.
  [[nodiscard]] qint64 now() const { return m_age.elapsed(); }
  [[nodiscard]] QString nameOf(const QString& uid) const;

  ForwardsModel& m_model;
  Times m_times;
  bool m_isEnabled = true;
  QSet<QString> m_silenced;
  QStringList m_failed;              ///< to be told
  QStringList m_recovered;           ///< to be told
  QHash<QString, qint64> m_waiting;  ///< to be told at that time, unless it ends before
  QSet<QString> m_told;              ///< in trouble, and the person knows
  qint64 m_lastNotice = -1;          ///< none yet
  QElapsedTimer m_age;
  QTimer m_timer;
};

}  // namespace portolan
