#pragma once

#include <QMap>
#include <QObject>
#include <chrono>
#include <memory>

#include "core/cluster/apiclient.h"
#include "core/target/podselection.h"

namespace portolan {

/// How long a PodWatch pauses; a pause doubles from its shortest to its longest, with some jitter (Backoff).
struct PodWatchPauses {
  std::chrono::milliseconds shortestRetry{1000};  ///< after a failure
  std::chrono::milliseconds longestRetry{30'000};
  std::chrono::milliseconds shortestPoll{2000};  ///< between lists where watching is forbidden; again after a change
  std::chrono::milliseconds longestPoll{30'000};
};

/// The pods behind one selector, kept up to date: lists in pages, then watches; resumes a watch that ended normally,
/// lists again after 410; where watching is forbidden it lists every few seconds. Only the fields in PodSummary are
/// kept. It goes on after errors by itself with a growing pause (it is no forward: there is nothing to give up) and
/// reports them through `failed`, so that the owner can say so. Lives in one thread; deleting it stops it, also from
/// one of its signals with deleteLater.
class PodWatch : public QObject {
  Q_OBJECT
 public:
  /// Exactly one of the selectors is set, as ResolvedTarget gives them.
  PodWatch(ApiClient& api, const QString& ns, const QString& labelSelector, const QString& fieldSelector,
           QObject* parent = nullptr, const PodWatchPauses& pauses = {});
  ~PodWatch() override;
  /// Once. Nothing is emitted from inside it.
  void start();

  [[nodiscard]] const QString& labelSelector() const;
  [[nodiscard]] const QString& fieldSelector() const;

  /// Lists anew, over whatever connection there is now: the old one may have died without a word.
  void refresh();

  /// By uid. While isCurrent() is false: as they were last seen.
  [[nodiscard]] const QMap<QString, PodSummary>& pods() const;
  /// False until the first list is in, and from a failure until the next list.
  [[nodiscard]] bool isCurrent() const;

 Q_SIGNALS:
  /// The first list is in, or a pod was added, changed in what PodSummary keeps, or removed: pods() is new. Also when
  /// isCurrent() is true again.
  void changed();
  /// Listing or watching failed; it is tried again by itself. That watching is forbidden is no failure.
  void failed(const portolan::Error& error);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
