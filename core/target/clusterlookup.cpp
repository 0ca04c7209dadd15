#include "core/target/clusterlookup.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QJsonArray>
#include <QSocketNotifier>
#include <QThread>
#include <algorithm>
#include <map>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/mailbox.h"
#include "core/base/pool.h"
#include "core/base/threadend.h"
#include "core/cluster/cluster.h"
#include "core/cluster/connectionloader.h"
#include "core/cluster/credentialspool.h"
#include "core/cluster/opensslthreads.h"
#include "core/target/apipaths.h"
#include "core/target/podselection.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr auto kTimeout = 10s;

struct Question {
  quint64 id = 0;
  LookupQuestion question;
};
struct Forget {};
struct Quit {};
using Command = std::variant<Question, Forget, Quit>;

struct Contexts {
  QStringList names;
  QString current;
  bool operator==(const Contexts&) const = default;
};

Result<Contexts> readContexts(const QString& kubeconfig) {
  const auto sources = Kubeconfig::defaultSources(kubeconfig, QProcessEnvironment::systemEnvironment());
  const auto loaded = Kubeconfig::load(sources);
  if (!loaded) {
    return std::unexpected(loaded.error());
  }
  return Contexts{loaded->contextNames(), loaded->currentContext()};
}

std::optional<TargetKind> kindOf(const QString& word) {
  for (const TargetKind kind :
       {TargetKind::Service, TargetKind::Deployment, TargetKind::StatefulSet, TargetKind::DaemonSet, TargetKind::Pod}) {
    if (typeName(kind) == word) {
      return kind;
    }
  }
  return std::nullopt;
}

/// Every label that the selector names has its value (a service's selector knows nothing else).
bool selects(const QJsonObject& selector, const QJsonObject& labels) {
  return !selector.isEmpty() && std::ranges::all_of(selector.keys(), [&](const QString& key) {
    return labels.value(key) == selector.value(key);
  });
}

QList<LookupTarget::Port> servicePorts(const QJsonObject& service) {
  QList<LookupTarget::Port> ports;
  const QJsonArray list = service["spec"_L1]["ports"_L1].toArray();
  for (const auto& each : list) {
    const QString protocol = each["protocol"_L1].toString(u"TCP"_s);
    if (protocol == "TCP"_L1) {
      const QJsonValue target = each["targetPort"_L1];
      ports += {each["name"_L1].toString(), quint16(each["port"_L1].toInt()),
                target.isDouble() ? QString::number(target.toInt()) : target.toString()};
    }
  }
  return ports;
}

QList<LookupTarget::Port> containerPorts(const QJsonValue& podSpec) {
  QList<LookupTarget::Port> ports;
  const QJsonArray containers = podSpec["containers"_L1].toArray();
  for (const auto& container : containers) {
    const QJsonArray list = container["ports"_L1].toArray();
    for (const auto& each : list) {
      if (each["protocol"_L1].toString(u"TCP"_s) == "TCP"_L1) {
        ports += {each["name"_L1].toString(), quint16(each["containerPort"_L1].toInt()), {}};
      }
    }
  }
  return ports;
}

LookupTarget serviceTarget(const QJsonObject& service, const QJsonArray& pods) {
  LookupTarget target;
  target.ports = servicePorts(service);
  const QJsonObject selector = service["spec"_L1]["selector"_L1].toObject();
  for (const auto& pod : pods) {
    if (selects(selector, pod["metadata"_L1]["labels"_L1].toObject())) {
      ++target.pods;
      target.ready += summarizePod(pod.toObject()).isUsable() ? 1 : 0;
    }
  }
  return target;
}

LookupTarget targetOf(TargetKind kind, const QJsonObject& object, const QJsonArray& pods) {
  LookupTarget target;
  switch (kind) {
    case TargetKind::Service:
      target = serviceTarget(object, pods);
      break;
    case TargetKind::Pod:
      target.ports = containerPorts(object["spec"_L1]);
      target.pods = 1;
      target.ready = summarizePod(object).isUsable() ? 1 : 0;
      break;
    case TargetKind::DaemonSet:
      target.ports = containerPorts(object["spec"_L1]["template"_L1]["spec"_L1]);
      target.pods = object["status"_L1]["desiredNumberScheduled"_L1].toInt();
      target.ready = object["status"_L1]["numberReady"_L1].toInt();
      break;
    default:
      target.ports = containerPorts(object["spec"_L1]["template"_L1]["spec"_L1]);
      target.pods = object["spec"_L1]["replicas"_L1].toInt(1);
      target.ready = object["status"_L1]["readyReplicas"_L1].toInt();
  }
  target.name = object["metadata"_L1]["name"_L1].toString();
  return target;
}

/// One question on its way through kubeconfig and cluster. Calls `done` once; deleting it cancels.
class Inquiry : public QObject {
 public:
  using Done = std::function<void(const LookupAnswer&)>;
  using ClusterOf = std::function<Cluster&(const ConnectionConfig&)>;

  Inquiry(Question question, ClusterOf clusterOf, Done done)
      : m_clusterOf(std::move(clusterOf)), m_done(std::move(done)) {
    m_answer.id = question.id;
    m_answer.question = std::move(question.question);
  }

  void start() {
    const LookupQuestion& question = m_answer.question;
    if (question.what == LookupQuestion::What::Contexts) {
      readKubeconfig();
      return;
    }
    auto* loader = new ConnectionLoader(question.kubeconfig, {.context = question.context, .ns = question.ns}, this);
    connect(loader, &ConnectionLoader::finished, this, [this](const Result<ConnectionConfig>& connection) {
      if (!connection) {
        return finish(connection.error());
      }
      m_answer.context = connection->contextName;
      m_answer.ns = connection->ns;
      askCluster(m_clusterOf(*connection).api());
    });
    loader->start();
  }

 private:
  void readKubeconfig() {
    connect(&m_contexts, &QFutureWatcherBase::finished, this, [this] {
      const Result<Contexts> contexts = m_contexts.result();
      if (!contexts) {
        return finish(contexts.error());
      }
      m_answer.names = contexts->names;
      m_answer.context = contexts->current;
      finish();
    });
    m_contexts.setFuture(runInPool([file = m_answer.question.kubeconfig] { return readContexts(file); }));
  }

  void askCluster(ApiClient& api) {
    const LookupQuestion& question = m_answer.question;
    if (question.what != LookupQuestion::What::Namespaces && !isObjectName(m_answer.ns)) {
      return finish(Error{ErrorCode::InvalidArgument,
                          Stage::Target,
                          u"\"%1\" is not a namespace's name"_s.arg(oneLine(m_answer.ns, 60)),
                          {}});
    }
    m_clock.start();
    switch (question.what) {
      case LookupQuestion::What::Contexts:
        break;
      case LookupQuestion::What::Namespaces:
        return get(api, u"/api/v1/namespaces"_s, {}, [this](const QJsonArray& items) {
          for (const auto& item : items) {
            m_answer.names += item["metadata"_L1]["name"_L1].toString();
          }
          finish();
        });
      case LookupQuestion::What::Pods:
        return get(api, collectionPath(TargetKind::Pod, m_answer.ns), selectorQuery(question.labelSelector, {}),
                   [this](const QJsonArray& items) {
                     m_answer.pods = int(items.size());
                     for (const auto& item : items) {
                       m_answer.ready += summarizePod(item.toObject()).isUsable() ? 1 : 0;
                     }
                     finish();
                   });
      case LookupQuestion::What::Targets: {
        const auto kind = kindOf(question.kind);
        if (!kind) {
          return finish(Error{ErrorCode::InvalidArgument,
                              Stage::Target,
                              u"\"%1\" cannot be listed"_s.arg(oneLine(question.kind, 60)),
                              {}});
        }
        return get(api, collectionPath(*kind, m_answer.ns), {},
                   [this, &api, kind = *kind](const QJsonArray& items) { onTargets(api, kind, items); });
      }
    }
  }

  void onTargets(ApiClient& api, TargetKind kind, const QJsonArray& items) {
    if (kind != TargetKind::Service) {
      return finishTargets(kind, items, {});
    }
    // A service does not say how many pods are behind it. Where listing pods is forbidden it has none that we know of.
    auto* request = api.get(collectionPath(TargetKind::Pod, m_answer.ns), page({}), this, kTimeout);
    connect(request, &ApiRequest::finished, this, [this, kind, items](const Result<QJsonObject>& pods) {
      finishTargets(kind, items, pods ? (*pods)["items"_L1].toArray() : QJsonArray());
    });
  }

  void finishTargets(TargetKind kind, const QJsonArray& items, const QJsonArray& pods) {
    for (const auto& item : items) {
      m_answer.targets += targetOf(kind, item.toObject(), pods);
    }
    std::ranges::sort(m_answer.targets, {}, &LookupTarget::name);
    finish();
  }

  static QUrlQuery page(QUrlQuery query) {
    query.addQueryItem(u"limit"_s, QString::number(ClusterLookup::kMost));
    return query;
  }

  template <typename Then>
  void get(ApiClient& api, const QString& path, const QUrlQuery& query, Then then) {
    auto* request = api.get(path, page(query), this, kTimeout);
    connect(request, &ApiRequest::finished, this, [this, then](const Result<QJsonObject>& list) {
      m_answer.took = std::chrono::milliseconds(m_clock.elapsed());
      if (!list) {
        return finish(list.error());
      }
      m_answer.isWhole = (*list)["metadata"_L1]["continue"_L1].toString().isEmpty();
      then((*list)["items"_L1].toArray());
    });
  }

  void finish() { m_done(m_answer); }
  void finish(const Error& error) {
    m_answer.error = error;
    finish();
  }

  LookupAnswer m_answer;
  ClusterOf m_clusterOf;
  Done m_done;
  QElapsedTimer m_clock;
  QFutureWatcher<Result<Contexts>> m_contexts;
};

/// The half that lives in the lookups' thread.
class LookupWorker : public QObject {
 public:
  LookupWorker(Mailbox<Command>& commands, Mailbox<LookupAnswer>& answers, ExecOptions exec)
      : m_commands(commands), m_answers(answers), m_credentials(std::move(exec)) {}

  void run() {
    m_notifier = std::make_unique<QSocketNotifier>(m_commands.descriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
      for (const Command& command : m_commands.takeAll()) {
        std::visit([this](const auto& concrete) { handle(concrete); }, command);
      }
    });
  }

 private:
  void handle(const Question& question) {
    const auto what = question.question.what;
    auto inquiry = std::make_unique<Inquiry>(
        question, [this](const ConnectionConfig& connection) -> Cluster& { return clusterFor(connection); },
        [this, what](const LookupAnswer& answer) {
          m_answers.post(answer);
          // From inside the inquiry: it goes from the event loop.
          if (const auto it = m_inquiries.find(what); it != m_inquiries.end()) {
            it->second.release()->deleteLater();
            m_inquiries.erase(it);
          }
        });
    Inquiry* raw = inquiry.get();
    m_inquiries[what] = std::move(inquiry);
    raw->start();
  }

  void handle(const Forget&) {
    m_inquiries.clear();
    m_clusters.clear();
  }

  void handle(const Quit&) {
    handle(Forget{});
    m_notifier.reset();
    leaveThread();
  }

  Cluster& clusterFor(const ConnectionConfig& connection) {
    const auto it = std::ranges::find_if(m_clusters, [&](const auto& each) { return each->serves(connection); });
    if (it != m_clusters.end()) {
      return **it;
    }
    m_clusters.push_back(std::make_unique<Cluster>(connection, m_credentials.forConnection(connection)));
    return *m_clusters.back();
  }

  Mailbox<Command>& m_commands;
  Mailbox<LookupAnswer>& m_answers;
  CredentialsPool m_credentials;
  std::unique_ptr<QSocketNotifier> m_notifier;
  std::vector<std::unique_ptr<Cluster>> m_clusters;
  std::map<LookupQuestion::What, std::unique_ptr<Inquiry>> m_inquiries;
};

}  // namespace

class ClusterLookup::Private {
 public:
  explicit Private(ExecOptions exec) : worker(commands, answers, std::move(exec)) {}

  Mailbox<Command> commands;
  Mailbox<LookupAnswer> answers;
  LookupWorker worker;
  QThread thread;
  std::unique_ptr<QSocketNotifier> notifier;
  quint64 lastId = 0;
  std::map<LookupQuestion::What, quint64> wanted;
};

ClusterLookup::ClusterLookup(ExecOptions exec, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(exec))) {
  d->thread.setObjectName(u"lookup"_s);
}

ClusterLookup::~ClusterLookup() {
  if (d->thread.isRunning()) {
    d->commands.post(Quit{});
    joinThread(d->thread);
  }
}

quint64 ClusterLookup::ask(const LookupQuestion& question) {
  if (!d->thread.isRunning()) {
    d->notifier = std::make_unique<QSocketNotifier>(d->answers.descriptor(), QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
      for (const LookupAnswer& answer : d->answers.takeAll()) {
        if (d->wanted[answer.question.what] == answer.id) {
          Q_EMIT answered(answer);
        }
      }
    });
    d->worker.moveToThread(&d->thread);
    connect(&d->thread, &QThread::started, &d->worker, &LookupWorker::run);
    tidyAtEnd(d->thread, d->worker);
    d->thread.start();
  }
  d->wanted[question.what] = ++d->lastId;
  d->commands.post(Question{d->lastId, question});
  return d->lastId;
}

void ClusterLookup::forget() {
  d->wanted.clear();
  if (d->thread.isRunning()) {
    d->commands.post(Forget{});
  }
}

}  // namespace portolan
