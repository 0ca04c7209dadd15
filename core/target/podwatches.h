#pragma once

#include <QObject>
#include <map>
#include <memory>

#include "core/target/podwatch.h"

namespace portolan {

/// The pods that the forwards of one cluster follow: each selector is watched once, for all who ask for it. Above
/// kMostSelectors selectors in a namespace all of its pods are watched instead, and every selector picks its own from
/// that: a watch costs a connection. Where RBAC does not allow a look at the whole namespace each selector keeps its
/// own. Lives in the thread of the cluster.
class PodWatches : public QObject {
  Q_OBJECT
 public:
  static constexpr size_t kMostSelectors = 8;

  explicit PodWatches(ApiClient& api, const PodWatchPauses& pauses = {});

  /// Exactly one of the selectors is set. Started. It is watched as long as it is held.
  [[nodiscard]] std::shared_ptr<PodWatch> watch(const QString& ns, const QString& labelSelector,
                                                const QString& fieldSelector);
  /// All list anew: the network may have changed.
  void refresh();

 private:
  struct Namespace {
    std::map<QString, std::weak_ptr<PodWatch>> selectors;
    std::weak_ptr<PodWatch> whole;
    std::shared_ptr<PodWatch> trial;  ///< the whole one, until it is known to work
    bool mayWatchAll = true;
  };

  std::shared_ptr<PodWatch> make(const QString& ns, const QString& labelSelector, const QString& fieldSelector);
  void watchWhole(const QString& ns);
  void followWhole(const QString& ns);
  void giveUpWhole(const QString& ns);

  ApiClient& m_api;
  const PodWatchPauses m_pauses;
  std::map<QString, Namespace> m_namespaces;
};

}  // namespace portolan
