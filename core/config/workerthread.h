#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <stop_token>

namespace portolan {

/// A thread for work that may block: files. Jobs are done one after another, in the order in which they were posted.
/// Lives in the thread that made it; only reply() and the jobs themselves run in the other one.
class WorkerThread : public QObject {
  Q_OBJECT
 public:
  using Job = std::function<void()>;

  explicit WorkerThread(QObject* parent = nullptr);
  /// Does what was posted before, asks it to hurry (stopToken), and waits for its end. What was replied and has not run
  /// yet does not run any more.
  ~WorkerThread() override;

  void post(Job job);
  /// From within a job: runs in the thread that made this object.
  void reply(Job job);
  /// Belongs to the other thread: the context of its connections and the parent of its objects.
  [[nodiscard]] QObject* context() const;
  /// Asked to stop when this object is being destroyed: whoever waits within a job gives up.
  [[nodiscard]] std::stop_token stopToken() const;

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
