#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <optional>
#include <vector>

#include "core/base/backoff.h"
#include "core/base/error.h"

namespace portolan {

/// Where all who need the same server wait while it cannot be reached: one of them tries, for all, with growing pauses
/// in between, so that a dead cluster is not asked by every forward that leads there. As long as nobody knows whether
/// it can be reached, one finds out; once it answered, all may pass. Lives in one thread.
class RetryGate : public QObject {
  Q_OBJECT
 public:
  class Waiter {
   public:
    /// Try now; the gate then hears failed() or reached(), or leave(). May be called again before that: what was tried
    /// over the old path is of no use any more.
    virtual void tryNow() = 0;
    /// The server was out of reach for another one, and this one is in line. `when` invalid: someone tries right now.
    virtual void mustWait(const Error& why, const QDateTime& when) = 0;

   protected:
    ~Waiter() = default;
  };

  explicit RetryGate(const Backoff& pauses = Backoff(), QObject* parent = nullptr);

  /// True: the waiter shall go ahead and try, for all who come after it. False: another one does, or the server was
  /// out of reach a moment ago; the waiter is in line, and tryNow() follows.
  [[nodiscard]] bool enter(Waiter& waiter);
  /// The last that was heard of the server is that it answers.
  [[nodiscard]] bool isReached() const { return m_isReached; }
  /// The server cannot be reached: the waiter is in line, and hears mustWait() as all the others do, from inside.
  void failed(Waiter& waiter, const Error& why);
  /// The server has answered, whatever it said: all who wait may try.
  void reached(const Waiter& waiter);
  /// The waiter has no interest any more. Always before its end.
  void leave(const Waiter& waiter);
  /// Somebody waits for the server right now: the next try is a second after the last one, however long the pause was
  /// to be.
  void nudge();
  /// Something has changed (the network, the person's will): the next try is now.
  void hurry();

 private:
  void tryNext();
  void lineUp(Waiter& waiter);
  void tell(Waiter& waiter);

  void scheduleAfter(std::chrono::milliseconds pause);

  Backoff m_pauses;
  QTimer m_timer;
  QDateTime m_nextTry;
  std::chrono::steady_clock::time_point m_failedAt;
  std::optional<Error> m_why;  ///< it was out of reach when last tried
  bool m_isReached = false;
  Waiter* m_trying = nullptr;
  std::vector<Waiter*> m_line;
};

}  // namespace portolan
