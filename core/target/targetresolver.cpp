#include "core/target/targetresolver.h"

#include <QJsonArray>
#include <QTimer>
#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "core/target/apipaths.h"
#include "core/target/podwatch.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {

namespace {

/// A server that takes a question for one object and does not answer is asked again over another connection.
constexpr auto kObjectTimeout = 10s;
/// What exists instead is worth a moment, not more.
constexpr auto kHintTimeout = 3s;
constexpr int kHintPage = 500;
constexpr qsizetype kHintNames = 8;

Error targetError(ErrorCode code, const QString& detail, const QString& hint = {}) {
  return {code, Stage::Target, detail, hint};
}

/// Levenshtein's distance.
qsizetype editDistance(const QString& a, const QString& b) {
  QList<qsizetype> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (qsizetype i = 0; i < a.size(); ++i) {
    qsizetype diagonal = std::exchange(row[0], i + 1);
    for (qsizetype j = 0; j < b.size(); ++j) {
      const qsizetype substituted = diagonal + (a.at(i) == b.at(j) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.last();
}

/// The closest spelling first; a name that begins with the other is closest of all (a pod asked for by the name of its
/// deployment).
void sortByCloseness(QStringList& names, const QString& wanted) {
  QList<std::pair<qsizetype, QString>> ranked;
  for (const QString& name : std::as_const(names)) {
    const bool isPrefix = name.startsWith(wanted) || wanted.startsWith(name);
    ranked += {isPrefix ? 0 : editDistance(name.toLower(), wanted.toLower()), name};
  }
  std::sort(ranked.begin(), ranked.end());
  std::transform(ranked.begin(), ranked.end(), names.begin(), [](const auto& each) { return each.second; });
}

QString existingHint(const TargetSpec& target, const QString& ns, const QJsonObject& list) {
  QStringList names;
  const QJsonArray items = list.value("items"_L1).toArray();
  for (const auto& item : items) {
    names += item["metadata"_L1]["name"_L1].toString();
  }
  const QString kind = typeName(target.kind);
  if (names.isEmpty()) {
    return u"There is no %1 in the namespace \"%2\": is it the right one?"_s.arg(kind, ns);
  }
  sortByCloseness(names, target.name);
  const bool isWhole = list["metadata"_L1]["continue"_L1].toString().isEmpty();
  const qsizetype left = names.size() - kHintNames;
  const QString more = !isWhole ? u" and more"_s : left > 0 ? u" and %1 more"_s.arg(left) : QString();
  return oneLine(u"The namespace \"%1\" has the %2%3 %4%5."_s.arg(
                     ns, kind, names.size() == 1 ? QString() : u"s"_s,
                     names.first(std::min(names.size(), kHintNames)).join(u", "_s), more),
                 1000);
}

QString durationText(std::chrono::milliseconds duration) {
  return duration % 1s == 0ms ? u"%1 s"_s.arg(duration / 1s) : u"%1 ms"_s.arg(duration.count());
}

Error podNotRunning(const PodSummary& pod, const QString& ns) {
  const QString phase = pod.phase.isEmpty() ? u"Unknown"_s : pod.phase;
  const bool hasEnded = phase == "Succeeded"_L1 || phase == "Failed"_L1;
  return targetError(ErrorCode::PodNotRunning,
                     u"pod %1 is %2%3"_s.arg(pod.name, phase, pod.reason.isEmpty() ? QString() : u": "_s + pod.reason),
                     hasEnded ? u"It has ended: only a running pod can be forwarded."_s
                              : u"\"kubectl describe pod %1 -n %2\" says why."_s.arg(pod.name, ns));
}

}  // namespace

class TargetResolver::Private {
 public:
  Private(TargetResolver* resolver, ApiClient& client, PodWatches& podWatches, QString targetNamespace,
          TargetSpec targetSpec, QList<PortSpec> portSpecs, std::chrono::milliseconds timeout)
      : q(resolver),
        api(client),
        watches(podWatches),
        ns(std::move(targetNamespace)),
        target(std::move(targetSpec)),
        ports(std::move(portSpecs)),
        podRunningTimeout(timeout) {
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, q, [this] { giveUpWaiting(); });
  }

  std::optional<Error> checkNames() const;
  template <typename Handler>
  void get(const QString& path, const QUrlQuery& query, std::chrono::milliseconds timeout, const Handler& handler);
  void getObject();
  void noteAnswer();
  void onObject(const Result<QJsonObject>& result);
  void addHintOfWhatExists(const Error& error);
  void watchPods();
  void onPods();
  void waitForFirstPod();
  void tellWaiting(const Error& reason);
  void giveUpWaiting();
  [[nodiscard]] Error noPod() const;
  void onPod(const PodSummary& pod);
  void finish(const Result<ResolvedTarget>& result);

  TargetResolver* q;
  ApiClient& api;
  PodWatches& watches;
  const QString ns;
  const TargetSpec target;
  const QList<PortSpec> ports;
  const std::chrono::milliseconds podRunningTimeout;

  bool started = false;
  bool isAdmitted = false;
  bool isWaiting = false;
  bool isFinished = false;
  QJsonObject object;  ///< the service or workload
  ResolvedTarget resolved;
  std::shared_ptr<PodWatch> pods;
  std::optional<Error> lastWatchError;
  std::optional<Error> toldReason;
  QTimer timer;
};

/// They become part of a path.
std::optional<Error> TargetResolver::Private::checkNames() const {
  if (!isObjectName(ns)) {
    return targetError(ErrorCode::InvalidArgument,
                       u"\"%1\" is no name of a namespace that Kubernetes allows"_s.arg(oneLine(ns, 100)));
  }
  if (target.kind == TargetKind::PodSelector) {
    // Without one a list call takes every pod of the namespace.
    return target.labelSelector.trimmed().isEmpty()
               ? std::optional(targetError(ErrorCode::InvalidArgument, u"the label selector is empty"_s))
               : std::nullopt;
  }
  return isObjectName(target.name)
             ? std::nullopt
             : std::optional(targetError(ErrorCode::InvalidArgument,
                                         u"\"%1\" is no name that Kubernetes allows"_s.arg(oneLine(target.name, 100))));
}

template <typename Handler>
void TargetResolver::Private::get(const QString& path, const QUrlQuery& query, std::chrono::milliseconds timeout,
                                  const Handler& handler) {
  ApiRequest* request = api.get(path, query, q, timeout);
  QObject::connect(request, &ApiRequest::finished, q, [request, handler](const Result<QJsonObject>& result) {
    request->deleteLater();
    handler(result);
  });
}

void TargetResolver::Private::getObject() {
  get(collectionPath(target.kind, ns) + u'/' + target.name, {}, kObjectTimeout,
      [this](const Result<QJsonObject>& result) { onObject(result); });
}

/// Once; the receiver may not dispose of this object.
void TargetResolver::Private::noteAnswer() {
  if (!std::exchange(isAdmitted, true)) {
    Q_EMIT q->admitted();
  }
}

void TargetResolver::Private::onObject(const Result<QJsonObject>& result) {
  if (result || result.error().stage == Stage::Target) {
    noteAnswer();
  }
  if (!result) {
    if (result.error().code == ErrorCode::NotFound) {
      addHintOfWhatExists(result.error());
    } else {
      finish(std::unexpected(result.error()));
    }
    return;
  }
  if (target.kind == TargetKind::Pod) {
    onPod(summarizePod(*result));  // it came after the watch's list
    return;
  }
  object = *result;
  const auto selector = labelSelectorOf(target, object);
  if (!selector) {
    finish(std::unexpected(selector.error()));
    return;
  }
  resolved.labelSelector = *selector;
  watchPods();
}

void TargetResolver::Private::addHintOfWhatExists(const Error& error) {
  QUrlQuery query;
  query.addQueryItem(u"limit"_s, QString::number(kHintPage));
  get(collectionPath(target.kind, ns), query, kHintTimeout, [this, error](const Result<QJsonObject>& list) {
    Error withHint = error;
    if (list) {
      withHint.hint = existingHint(target, ns, *list);
    }
    finish(std::unexpected(withHint));
  });
}

/// kubectl lists the pods, reads the chosen one, and watches where there is none. The forward will watch them anyway,
/// and hundreds of forwards to one deployment share that watch.
void TargetResolver::Private::watchPods() {
  pods = watches.watch(ns, resolved.labelSelector, resolved.fieldSelector);
  QObject::connect(pods.get(), &PodWatch::changed, q, [this] { onPods(); });
  QObject::connect(pods.get(), &PodWatch::failed, q, [this](const Error& error) {
    if (!isWaiting || error.code == ErrorCode::Unauthorized || error.code == ErrorCode::Forbidden) {
      finish(std::unexpected(error));
    } else {
      lastWatchError = error;
    }
  });
  if (pods->isCurrent()) {
    QMetaObject::invokeMethod(q, [this] { onPods(); }, Qt::QueuedConnection);
  }
}

void TargetResolver::Private::onPods() {
  if (isFinished || !pods->isCurrent()) {
    return;
  }
  noteAnswer();
  const QList<PodSummary> all = pods->pods().values();
  if (!all.isEmpty()) {
    onPod(all.at(selectPod(all)));
  } else if (target.kind == TargetKind::Pod && !isWaiting) {
    pods->disconnect(q);
    getObject();  // for the server's words
  } else if (!std::exchange(isWaiting, true)) {
    waitForFirstPod();
  } else {
    tellWaiting(noPod());
  }
}

/// Each reason once in a row.
void TargetResolver::Private::tellWaiting(const Error& reason) {
  if (reason != std::exchange(toldReason, reason)) {
    Q_EMIT q->waiting(reason);
  }
}

void TargetResolver::Private::waitForFirstPod() {
  if (podRunningTimeout == 0ms) {
    giveUpWaiting();
    return;
  }
  if (podRunningTimeout > 0ms) {
    timer.start(podRunningTimeout);
  }
  tellWaiting(noPod());
}

void TargetResolver::Private::giveUpWaiting() {
  if (lastWatchError && !pods->isCurrent()) {
    finish(std::unexpected(*lastWatchError));  // nobody knows whether there is a pod
    return;
  }
  Error error = noPod();
  if (podRunningTimeout > 0ms) {
    error.detail += u", waited %1"_s.arg(durationText(podRunningTimeout));
  }
  finish(std::unexpected(error));
}

Error TargetResolver::Private::noPod() const {
  if (target.kind == TargetKind::Pod) {
    return targetError(ErrorCode::NoPod, u"pod %1 was deleted"_s.arg(target.name),
                       u"The forward goes on when there is a pod of this name again."_s);
  }
  const bool isScaledDown = object["spec"_L1]["replicas"_L1].toInt(1) == 0;
  return targetError(ErrorCode::NoPod,
                     u"no pod in the namespace \"%1\" matches %2"_s.arg(ns, oneLine(resolved.labelSelector, 200)),
                     isScaledDown ? u"%1 is scaled to 0 replicas."_s.arg(target.displayName())
                                  : u"Start a pod that this selector matches, or correct the selector."_s);
}

void TargetResolver::Private::onPod(const PodSummary& pod) {
  if (target.kind == TargetKind::Service) {
    resolved.service = object;
  }
  const auto complete = withPod(resolved, pod, target, ports);
  // kubectl looks at the ports before it looks at the phase.
  if (complete && complete->pod.phase != "Running"_L1) {
    if (podRunningTimeout < 0ms && !pods->pods().isEmpty()) {
      isWaiting = true;
      tellWaiting(podNotRunning(complete->pod, ns));  // the next change of a pod leads here again
    } else {
      finish(std::unexpected(podNotRunning(complete->pod, ns)));
    }
  } else {
    finish(complete);
  }
}

/// The last thing that happens: whoever receives the signal may dispose of this object.
/// The watch stays held until this object goes: its receiver goes on with it.
void TargetResolver::Private::finish(const Result<ResolvedTarget>& result) {
  timer.stop();
  if (pods) {
    pods->disconnect(q);
  }
  if (!std::exchange(isFinished, true)) {
    Q_EMIT q->finished(result);
  }
}

Result<ResolvedTarget> withPod(const ResolvedTarget& resolved, const PodSummary& pod, const TargetSpec& target,
                               const QList<PortSpec>& ports) {
  const auto mappings = resolvePorts(ports, pod, target, resolved.service);
  if (!mappings) {
    return std::unexpected(mappings.error());
  }
  ResolvedTarget moved = resolved;
  moved.pod = pod;
  moved.ports = *mappings;
  return moved;
}

TargetResolver::TargetResolver(ApiClient& api, PodWatches& watches, QString ns, TargetSpec target,
                               QList<PortSpec> ports, std::chrono::milliseconds podRunningTimeout, QObject* parent)
    : QObject(parent),
      d(std::make_unique<Private>(this, api, watches, std::move(ns), std::move(target), std::move(ports),
                                  podRunningTimeout)) {}

TargetResolver::~TargetResolver() = default;

void TargetResolver::start() {
  if (std::exchange(d->started, true)) {
    return;
  }
  if (const auto error = d->checkNames()) {
    QMetaObject::invokeMethod(this, [this, error] { d->finish(std::unexpected(*error)); }, Qt::QueuedConnection);
  } else if (d->target.kind == TargetKind::PodSelector) {
    d->resolved.labelSelector = d->target.labelSelector;
    d->watchPods();
  } else if (d->target.kind == TargetKind::Pod) {
    d->resolved.fieldSelector = u"metadata.name="_s + d->target.name;
    d->watchPods();
  } else {
    d->getObject();
  }
}

}  // namespace portolan
