#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <utility>

#include "core/base/pool.h"

namespace portolan {

/// Runs `work` in a pool's thread and `then` with its result in the caller's, unless `context` is gone by then: for
/// files, which the widgets' thread never touches. `work` captures values only. The pool's jobs are not ordered; what
/// must be written in order goes through a pool of one thread.
template <typename Work, typename Then>
void runInBackground(QObject* context, Work work, Then then, QThreadPool* pool = QThreadPool::globalInstance()) {
  using Value = std::invoke_result_t<Work&>;
  auto* watcher = new QFutureWatcher<Value>(context);
  QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)] {
    watcher->deleteLater();
    if (watcher->future().resultCount() > 0) {
      then(watcher->result());
    }
  });
  watcher->setFuture(runInPool(std::move(work), *pool));
}

}  // namespace portolan
