#include "core/target/podwatches.h"

#include <utility>

#include "core/base/logging.h"

namespace portolan {

PodWatches::PodWatches(ApiClient& api, const PodWatchPauses& pauses) : m_api(api), m_pauses(pauses) {}

std::shared_ptr<PodWatch> PodWatches::make(const QString& ns, const QString& labelSelector,
                                           const QString& fieldSelector) {
  return {new PodWatch(m_api, ns, labelSelector, fieldSelector, nullptr, m_pauses), [](PodWatch* unused) {
            unused->cease();
            unused->deleteLater();  // its last user may let go inside one of its signals
          }};
}

std::shared_ptr<PodWatch> PodWatches::watch(const QString& ns, const QString& labelSelector,
                                            const QString& fieldSelector) {
  Namespace& space = m_namespaces[ns];
  std::erase_if(space.selectors, [](const auto& entry) { return entry.second.expired(); });
  auto& known = space.selectors[labelSelector + u'\n' + fieldSelector];
  auto watch = known.lock();
  if (watch) {
    return watch;
  }
  watch = make(ns, labelSelector, fieldSelector);
  known = watch;
  const auto whole = space.whole.lock();
  if (whole && watch->canFollow()) {
    watch->follow(whole);
  } else if (space.selectors.size() > kMostSelectors && space.mayWatchAll) {
    watchWhole(ns);
  }
  watch->start();
  return watch;
}

/// The selectors go on by themselves until it is known to work.
void PodWatches::watchWhole(const QString& ns) {
  Namespace& space = m_namespaces[ns];
  if (space.trial) {
    return;
  }
  space.trial = make(ns, {}, {});
  connect(space.trial.get(), &PodWatch::changed, this, [this, ns] { followWhole(ns); });
  connect(space.trial.get(), &PodWatch::failed, this, [this, ns](const Error& error) {
    if (error.code == ErrorCode::Forbidden) {
      giveUpWhole(ns);
    }
  });
  space.trial->start();
}

void PodWatches::followWhole(const QString& ns) {
  Namespace& space = m_namespaces[ns];
  const auto whole = std::exchange(space.trial, nullptr);
  if (!whole || !whole->isCurrent()) {
    return;
  }
  space.whole = whole;
  for (const auto& [selector, weak] : std::map(space.selectors)) {
    if (const auto watch = weak.lock(); watch && watch->canFollow()) {
      watch->follow(whole);
    }
  }
}

void PodWatches::giveUpWhole(const QString& ns) {
  Namespace& space = m_namespaces[ns];
  qCInfo(lcTarget).noquote() << "not all pods of" << ns << "may be listed: each selector is watched by itself";
  space.mayWatchAll = false;
  space.trial.reset();
  space.whole.reset();
  for (const auto& [selector, weak] : std::map(space.selectors)) {
    if (const auto watch = weak.lock()) {
      watch->standAlone();
    }
  }
}

void PodWatches::refresh() {
  for (const auto& [ns, space] : m_namespaces) {
    if (const auto whole = space.whole.lock()) {
      whole->refresh();
    }
    for (const auto& [selector, weak] : space.selectors) {
      if (const auto watch = weak.lock()) {
        watch->refresh();
      }
    }
  }
}

}  // namespace portolan
