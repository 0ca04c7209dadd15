#include "core/config/workerthread.h"

#include <QSocketNotifier>
#include <QThread>

#include "core/base/mailbox.h"
#include "core/base/threadend.h"

namespace portolan {

class WorkerThread::Private {
 public:
  static void runAll(Mailbox<Job>& jobs) {
    for (const Job& job : jobs.takeAll()) {
      job();
    }
  }

  Mailbox<Job> jobs;
  Mailbox<Job> replies;
  std::stop_source stop;
  QThread thread;
  QObject* context = nullptr;  ///< deleted by the thread's end
  std::unique_ptr<QSocketNotifier> notifier;
};

WorkerThread::WorkerThread(QObject* parent) : QObject(parent), d(std::make_unique<Private>()) {
  d->notifier = std::make_unique<QSocketNotifier>(d->replies.descriptor(), QSocketNotifier::Read);
  connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] { Private::runAll(d->replies); });
  d->context = new QObject;
  d->context->moveToThread(&d->thread);
  connect(&d->thread, &QThread::started, d->context, [p = d.get()] {
    auto* notifier = new QSocketNotifier(p->jobs.descriptor(), QSocketNotifier::Read, p->context);
    connect(notifier, &QSocketNotifier::activated, p->context, [p] { Private::runAll(p->jobs); });
  });
  connect(&d->thread, &QThread::finished, d->context, &QObject::deleteLater);
  d->thread.start();
}

WorkerThread::~WorkerThread() {
  d->notifier.reset();
  d->stop.request_stop();
  post([] { leaveThread(); });
  joinThread(d->thread);
}

void WorkerThread::post(Job job) {
  d->jobs.post(std::move(job));
}

void WorkerThread::reply(Job job) {
  d->replies.post(std::move(job));
}

QObject* WorkerThread::context() const {
  return d->context;
}

std::stop_token WorkerThread::stopToken() const {
  return d->stop.get_token();
}

}  // namespace portolan
