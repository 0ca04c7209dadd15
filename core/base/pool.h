#pragma once

#include <QFuture>
#include <QPromise>
#include <QRunnable>
#include <QThreadPool>
#include <type_traits>
#include <utility>

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace portolan {

/// One function on its way through a pool of threads, and its result on the way back.
template <typename Work>
class PoolJob : public QRunnable {
 public:
  using Value = std::invoke_result_t<Work&>;

  explicit PoolJob(Work work) : m_work(std::move(work)) {}

  [[nodiscard]] QFuture<Value> future() const { return m_promise.future(); }

  /// Gives the job to the pool, which deletes it.
  void start(QThreadPool& pool) {
#ifdef __SANITIZE_THREAD__
    __tsan_release(this);  // ThreadSanitizer does not see the locks inside Qt's libraries
#endif
    pool.start(this);
  }

  void run() override {
#ifdef __SANITIZE_THREAD__
    __tsan_acquire(this);
#endif
    m_promise.start();
    if constexpr (std::is_void_v<Value>) {
      m_work();
    } else {
      m_promise.addResult(m_work());
    }
    m_promise.finish();
  }

 private:
  Work m_work;
  QPromise<Value> m_promise;
};

/// Runs `work` in a thread of `pool`: for what may block, as files do. It captures values only. The future has its
/// result; the pool's jobs are not ordered, unless it has one thread.
template <typename Work>
QFuture<std::invoke_result_t<Work&>> runInPool(Work work, QThreadPool& pool = *QThreadPool::globalInstance()) {
  auto* const job = new PoolJob<Work>(std::move(work));
  auto future = job->future();
  job->start(pool);
  return future;
}

}  // namespace portolan
