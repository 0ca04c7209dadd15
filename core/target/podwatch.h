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
/// lists again after 410; where watching is forbidden it lists every few seconds; where a pod is named and listing is
/// forbidden too, it reads that pod. Only the fields in PodSummary are kept. It goes on after errors by itself with a
/// growing pause (it is no forward: there is nothing to give up) and reports them through `failed`, so that the owner
/// can say so. Lives in one thread; deleting it stops it, also from one of its signals with deleteLater.
///
/// Instead of asking the server it can follow the watch of a whole namespace, and pick from that what its selector
/// matches (PodWatches decides).
class PodWatch : public QObject {
  Q_OBJECT
 public:
  /// One of the selectors is set, as ResolvedTarget gives them; none: all pods of the namespace.
  PodWatch(ApiClient& api, const QString& ns, const QString& labelSelector, const QString& fieldSelector,
           QObject* parent = nullptr, const PodWatchPauses& pauses = {});
  ~PodWatch() override;
  /// Once, unless it follows. Nothing is emitted from inside it.
  void start();

  /// Whether this version can tell by itself which pods the selector matches.
  [[nodiscard]] bool canFollow() const;
  /// From now on its pods come from `whole`, which it keeps; what it knew stays until that is current. Only where
  /// canFollow(). Emits changed() from inside where that makes a difference.
  void follow(std::shared_ptr<PodWatch> whole);
  [[nodiscard]] bool isFollowing() const;
  /// Asks the server itself again.
  void standAlone();
  /// Says and asks nothing any more, also from inside one of its signals: the ApiClient may go now.
  void cease();

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
  /// For those who follow, before changed(): this pod was added, changed or removed; or any of them, or isCurrent().
  void podChanged(const QString& uid);
  void allChanged();
  /// Listing or watching failed; it is tried again by itself. That watching is forbidden is no failure.
  void failed(const portolan::Error& error);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
