#pragma once

#include <QDateTime>
#include <QObject>
#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "core/cluster/credentials.h"

namespace portolan {

/// Credentials that have to be got, and got anew: what a plugin, an identity provider or files give. One renewal at a
/// time, however many wait for it; it is cancelled when the last of them is gone. What there is serves until shortly
/// before it expires (30 s, or a tenth of its life), and longer where a renewal fails while it is still good.
///
/// An error serves all who ask within a second, too: those who start together fail together. An identity that the
/// server rejects is renewed once; if the same one comes back, it is left at that for ten seconds.
///
/// Lives in one thread with an event loop.
class RenewingCredentials : public QObject, public Credentials {
  Q_OBJECT
 public:
  using Clock = std::function<QDateTime()>;

  ~RenewingCredentials() override;
  IdentityRequest* request(QObject* parent) override;
  void reject(const Identity& identity) override;

 protected:
  struct Renewal {
    Identity identity;
    QDateTime expiry;     ///< invalid: none
    QDateTime renewAt{};  ///< invalid: shortly before the expiry
  };

  explicit RenewingCredentials(Clock clock);

  /// Ends in renewed(), never from inside, unless cancelRenewal() comes first.
  virtual void beginRenewal() = 0;
  virtual void cancelRenewal() = 0;
  /// May end the life of everything.
  void renewed(const Result<Renewal>& result);
  [[nodiscard]] QDateTime now() const { return m_clock(); }

 private:
  struct Current {
    Identity identity;
    QDateTime since;
    QDateTime expiry;
    QDateTime renewAt;
  };

  static void answer(IdentityRequest* request, const Result<Identity>& identity);
  [[nodiscard]] bool isGood() const;
  [[nodiscard]] bool isDue() const;
  void forget(const QObject* request);
  void cancelIfUnwanted();

  const Clock m_clock;
  std::optional<Current> m_current;
  std::optional<Error> m_failure;
  QDateTime m_failedAt;
  std::optional<Identity> m_rejected;
  QDateTime m_rejectedAt;
  bool m_isRenewing = false;
  std::vector<IdentityRequest*> m_waiting;
};

}  // namespace portolan
