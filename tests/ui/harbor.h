#pragma once

#include <QDateTime>
#include <QObject>
#include <functional>
#include <memory>

#include "core/forward/journal.h"
#include "ui/models/forwardsmodel.h"

namespace portolan {

/// Thirteen forwards in three clusters with five minutes of traffic behind them, as the designed pictures show them:
/// for screenshots, and for tests that want a full window. Time stands still unless pass() moves it.
class Harbor : public QObject {
  Q_OBJECT
 public:
  enum class Weather {
    Usual,    ///< one waits for a pod, one's port is taken, one is starting
    Expired,  ///< the login to prod-eu has expired
  };
  explicit Harbor(Weather weather = Weather::Usual, QObject* parent = nullptr);

  [[nodiscard]] ForwardsModel& model() { return *m_model; }
  [[nodiscard]] const Journal& journal() const { return *m_journal; }
  /// Of orders-db.
  [[nodiscard]] ForwardDetails details() const;
  /// Another second, with its traffic.
  void pass();

 private:
  struct Sample {
    ForwardConfig config;
    ForwardStatus status;
    std::function<double(int second)> rate;  ///< bytes per second
    double up = 0;                           ///< part of it that goes to the pod
  };
  void add(const QString& context, const QString& name, const QString& address, quint16 port, const QString& target,
           const QString& remotePort, ForwardStatus::State state);
  Sample& last() { return m_samples.back(); }
  void fill();
  void write(int hour, int minute, int second, JournalEntry::Kind kind, const QString& text);

  Weather m_weather;
  QDateTime m_now;
  int m_second = 0;
  std::vector<Sample> m_samples;
  std::unique_ptr<ForwardsModel> m_model;
  std::unique_ptr<Journal> m_journal;
};

}  // namespace portolan
