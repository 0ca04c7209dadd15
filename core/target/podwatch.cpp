#include "core/target/podwatch.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QPointer>
#include <QTimer>
#include <optional>
#include <utility>

#include "core/base/backoff.h"
#include "core/base/logging.h"
#include "core/target/apipaths.h"
#include "core/target/labelselector.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// A watch that ends sooner and brought nothing is no way to go on: the next one would do the same at once.
constexpr qint64 kShortWatchMs = 1000;
/// A watch that lived this long was a success: the next failure starts with the shortest pause again.
constexpr qint64 kStableWatchMs = 10'000;

constexpr auto kByName = "metadata.name="_L1;

QString resourceVersionOf(const QJsonObject& object) {
  return object["metadata"_L1]["resourceVersion"_L1].toString();
}

}  // namespace

class PodWatch::Private {
 public:
  Private(PodWatch* podWatch, ApiClient& client, const QString& ns, const QString& labels, const QString& fields,
          const PodWatchPauses& pauses)
      : q(podWatch),
        api(client),
        labelSelector(labels),
        fieldSelector(fields),
        path(collectionPath(TargetKind::Pod, ns)),
        query(selectorQuery(labelSelector, fieldSelector)),
        retry(pauses.shortestRetry, pauses.longestRetry),
        poll(pauses.shortestPoll, pauses.longestPoll) {
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, q, [this] { list(); });
    if (!labelSelector.isEmpty()) {
      if (const auto parsed = LabelSelector::parse(labelSelector)) {
        labelMatch = *parsed;
      }
    } else if (fieldSelector.startsWith(kByName)) {
      name = fieldSelector.sliced(kByName.size());
    }
  }

  [[nodiscard]] bool matches(const PodSummary& pod) const;
  void stopAsking();
  void followPod(const QString& uid);
  void followAll();
  void list();
  void onListed(const Result<QJsonObject>& result);
  void watch(bool isFirst);
  void onEvent(const QString& type, const QJsonObject& object);
  void onWatchFinished(const Result<void>& result, bool wasFirst);
  void failWith(const Error& error);

  PodWatch* q;
  ApiClient& api;
  const QString labelSelector;
  const QString fieldSelector;
  const QString path;
  const QUrlQuery query;
  bool started = false;
  QMap<QString, PodSummary> pods;
  QString resourceVersion;
  bool current = false;
  bool watchForbidden = false;
  bool mayOnlyGet = false;  ///< the one pod that is named
  Backoff retry;
  Backoff poll;
  QTimer timer;
  QPointer<ApiRequest> request;
  QPointer<ApiWatch> watching;
  QElapsedTimer watchAge;
  bool watchBroughtEvents = false;

  // Following.
  std::optional<LabelSelector> labelMatch;
  QString name;  ///< of the one pod that is watched
  std::shared_ptr<PodWatch> whole;
};

// In every handler the signals come last: whoever receives one may dispose of this object.

void PodWatch::Private::list() {
  request = mayOnlyGet ? api.get(path + u'/' + name, {}, q) : api.list(path, query, q);
  QObject::connect(request, &ApiRequest::finished, q,
                   [this, request = request.get()](const Result<QJsonObject>& result) {
                     request->deleteLater();
                     onListed(result);
                   });
}

void PodWatch::Private::onListed(const Result<QJsonObject>& result) {
  const bool isGone = mayOnlyGet && !result && result.error().code == ErrorCode::NotFound;
  if (!result && !isGone) {
    if (result.error().code == ErrorCode::Forbidden && !name.isEmpty() && !mayOnlyGet) {
      mayOnlyGet = true;
      watchForbidden = true;
      list();
    } else {
      mayOnlyGet = false;  // the right to list may have come meanwhile
      failWith(result.error());
    }
    return;
  }
  QMap<QString, PodSummary> listed;
  if (mayOnlyGet && result) {
    const PodSummary pod = summarizePod(*result);
    listed.insert(pod.uid, pod);
  }
  const QJsonArray items = mayOnlyGet ? QJsonArray() : result->value("items"_L1).toArray();
  for (const auto& item : items) {
    const PodSummary pod = summarizePod(item.toObject());
    listed.insert(pod.uid, pod);
  }
  if (result) {
    resourceVersion = resourceVersionOf(*result);
  }
  const bool isNew = !std::exchange(current, true) || listed != pods;
  pods = std::move(listed);
  if (watchForbidden) {
    retry.reset();
    if (isNew) {
      poll.reset();
    }
    timer.start(poll.next());
  } else {
    watch(true);
  }
  if (isNew) {
    Q_EMIT q->allChanged();
    Q_EMIT q->changed();
  }
}

/// isFirst: straight after a list, so that its resourceVersion cannot have expired.
void PodWatch::Private::watch(bool isFirst) {
  watchAge.start();
  watchBroughtEvents = false;
  watching = api.watch(path, query, resourceVersion, q);
  QObject::connect(watching, &ApiWatch::received, q,
                   [this](const QString& type, const QJsonObject& object) { onEvent(type, object); });
  QObject::connect(watching, &ApiWatch::finished, q,
                   [this, watching = watching.get(), isFirst](const Result<void>& result) {
                     watching->deleteLater();
                     onWatchFinished(result, isFirst);
                   });
}

void PodWatch::Private::onEvent(const QString& type, const QJsonObject& object) {
  watchBroughtEvents = true;
  retry.reset();
  if (const QString version = resourceVersionOf(object); !version.isEmpty()) {
    resourceVersion = version;
  }
  if (type != "ADDED"_L1 && type != "MODIFIED"_L1 && type != "DELETED"_L1) {
    return;  // BOOKMARK: the version was all
  }
  PodSummary pod = summarizePod(object);
  if (type == "DELETED"_L1) {
    if (pods.remove(pod.uid) == 0) {
      return;
    }
  } else {
    PodSummary& kept = pods[pod.uid];
    if (kept == pod) {
      return;
    }
    kept = pod;
  }
  Q_EMIT q->podChanged(pod.uid);
  Q_EMIT q->changed();
}

void PodWatch::Private::onWatchFinished(const Result<void>& result, bool wasFirst) {
  if (watchAge.elapsed() >= kStableWatchMs) {
    retry.reset();
  }
  if (result) {
    if (watchBroughtEvents || watchAge.elapsed() >= kShortWatchMs) {
      watch(false);
    } else {
      timer.start(retry.next());
    }
  } else if (result.error().code == ErrorCode::Expired) {
    if (wasFirst && !watchBroughtEvents) {
      timer.start(retry.next());
    } else {
      list();
    }
  } else if (result.error().code == ErrorCode::Forbidden) {
    qCInfo(lcTarget) << "watching pods is forbidden, listing them instead:" << result.error().detail;
    watchForbidden = true;
    timer.start(poll.next());
  } else {
    failWith(result.error());
  }
}

void PodWatch::Private::failWith(const Error& error) {
  current = false;
  timer.start(retry.next());
  Q_EMIT q->allChanged();
  Q_EMIT q->failed(error);
}

bool PodWatch::Private::matches(const PodSummary& pod) const {
  return labelMatch ? labelMatch->matches(pod.labels) : pod.name == name;
}

void PodWatch::Private::stopAsking() {
  timer.stop();
  delete request;
  delete watching;
}

void PodWatch::Private::followPod(const QString& uid) {
  const auto theirs = whole->pods().find(uid);
  if (theirs == whole->pods().end() || !matches(*theirs)) {
    if (pods.remove(uid) == 0) {
      return;
    }
  } else {
    PodSummary& kept = pods[uid];
    if (kept == *theirs) {
      return;
    }
    kept = *theirs;
  }
  Q_EMIT q->changed();
}

void PodWatch::Private::followAll() {
  if (!whole->isCurrent()) {
    current = false;  // what was seen last is all there is
    return;
  }
  QMap<QString, PodSummary> mine;
  for (const PodSummary& pod : whole->pods()) {
    if (matches(pod)) {
      mine.insert(pod.uid, pod);
    }
  }
  if (!std::exchange(current, true) || mine != pods) {
    pods = std::move(mine);
    Q_EMIT q->changed();
  }
}

PodWatch::PodWatch(ApiClient& api, const QString& ns, const QString& labelSelector, const QString& fieldSelector,
                   QObject* parent, const PodWatchPauses& pauses)
    : QObject(parent), d(std::make_unique<Private>(this, api, ns, labelSelector, fieldSelector, pauses)) {}

PodWatch::~PodWatch() = default;

void PodWatch::start() {
  if (!std::exchange(d->started, true) && !d->whole) {
    d->list();
  }
}

void PodWatch::refresh() {
  if (d->started && !d->whole) {
    d->stopAsking();
    d->list();
  }
}

bool PodWatch::canFollow() const {
  return d->labelMatch || !d->name.isEmpty();
}

void PodWatch::follow(std::shared_ptr<PodWatch> whole) {
  d->stopAsking();
  d->whole = std::move(whole);
  connect(d->whole.get(), &PodWatch::podChanged, this, [this](const QString& uid) { d->followPod(uid); });
  connect(d->whole.get(), &PodWatch::allChanged, this, [this] { d->followAll(); });
  connect(d->whole.get(), &PodWatch::failed, this, &PodWatch::failed);
  d->followAll();
}

bool PodWatch::isFollowing() const {
  return d->whole != nullptr;
}

void PodWatch::cease() {
  d->timer.stop();
  if (d->request) {
    d->request->disconnect(this);
  }
  if (d->watching) {
    d->watching->disconnect(this);
  }
  if (d->whole) {
    d->whole->disconnect(this);
  }
  disconnect();
}

void PodWatch::standAlone() {
  if (!d->whole) {
    return;
  }
  d->whole->disconnect(this);
  d->whole.reset();
  d->current = false;
  if (d->started) {
    d->list();
  }
}

const QMap<QString, PodSummary>& PodWatch::pods() const {
  return d->pods;
}

const QString& PodWatch::labelSelector() const {
  return d->labelSelector;
}

const QString& PodWatch::fieldSelector() const {
  return d->fieldSelector;
}

bool PodWatch::isCurrent() const {
  return d->current;
}

}  // namespace portolan
