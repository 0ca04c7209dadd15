#pragma once

#include <QMap>
#include <QObject>
#include <chrono>

#include "core/cluster/apiclient.h"
#include "core/target/podselection.h"

namespace portolan {

/// The pods behind one selector, kept up to date: lists in pages, then watches; resumes a watch that ended normally,
/// lists again after 410; where watching is forbidden it lists every few seconds. Only the fields in PodSummary are
/// kept. It goes on after errors by itself with a growing pause (it is no forward: there is nothing to give up) and
/// reports them through `failed`, so that the owner can say so. Lives in one thread; deleting it stops it.
class PodWatch : public QObject {
  Q_OBJECT
 public:
  /// Exactly one of the selectors is set, as ResolvedTarget gives them.
  PodWatch(ApiClient& api, QString ns, QString labelSelector, QString fieldSelector, QObject* parent = nullptr);
  ~PodWatch() override;
  void start();

  /// By uid.
  [[nodiscard]] const QMap<QString, PodSummary>& pods() const;
  /// False until the first list is in, and while the API server cannot be reached.
  [[nodiscard]] bool isCurrent() const;

 Q_SIGNALS:
  /// The first list is in, or a pod was added, changed or removed: pods() is new.
  void changed();
  /// Listing or watching failed; it is tried again by itself.
  void failed(const portolan::Error& error);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
