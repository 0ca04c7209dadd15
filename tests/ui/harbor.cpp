#include "tests/ui/harbor.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = portolan::ForwardStatus::State;

namespace portolan {

namespace {

/// The same waves at every run.
double wave(int second, double a, double b) {
  return std::sin(second / a) * 0.5 + std::sin(second / b + 1.3) * 0.35 + std::sin(second * 1.7) * 0.15;
}

double burst(int second, int every, int length) {
  return second % every < length ? 1.0 - 0.2 * (second % 3) : 0.02;
}

}  // namespace

Harbor::Harbor(Weather weather, QObject* parent)
    : QObject(parent), m_weather(weather), m_now(QDate(2026, 11, 26), QTime(10, 19, 4)) {
  m_model = std::make_unique<ForwardsModel>([this] { return m_now; });
  m_journal = std::make_unique<Journal>();
  fill();
  QList<ForwardConfig> configs;
  for (const Sample& sample : m_samples) {
    configs += sample.config;
  }
  m_model->setForwards(configs);
  for (int i = 0; i <= 300; ++i) {
    pass();
  }
}

void Harbor::add(const QString& context, const QString& name, const QString& address, quint16 port,
                 const QString& target, const QString& remotePort, ForwardStatus::State state) {
  Sample sample;
  sample.config.uid = u"uid-"_s + name;
  sample.config.alias = name;
  sample.config.context = context;
  sample.config.ns = u"shop"_s;
  sample.config.localAddress = address;
  sample.config.localPort = port;
  sample.config.remotePort = remotePort;
  if (target.contains(u'=')) {
    sample.config.workloadType = ForwardConfig::WorkloadType::Pod;
    sample.config.podSelector = target;
  } else {
    sample.config.target = target;
  }
  sample.status.uid = sample.config.uid;
  sample.status.context = context;
  sample.status.ns = u"shop"_s;
  sample.status.state = state;
  sample.status.stage = Stage::Relay;
  if (state == State::Ready) {
    sample.status.localPort = port;
    sample.status.listening = QStringList{u"127.0.0.1:%1"_s.arg(port)};
    sample.status.readyAfter = 187ms;
    sample.status.sessionKind = SessionKind::SpdyOverWebSocket;
    sample.status.sessions = 1;
  }
  m_samples.push_back(std::move(sample));
}

void Harbor::fill() {
  const QDateTime end = m_now.addSecs(300);
  const bool expired = m_weather == Weather::Expired;
  const auto up = [&](const QString& pod, int connections, int seconds, std::chrono::milliseconds answers,
                      std::function<double(int)> rate) {
    ForwardStatus& status = last().status;
    status.pod = pod;
    status.pods = QStringList{pod};
    status.connections = connections;
    status.totalConnections = connections * 3;
    status.since = end.addSecs(-seconds);
    status.clusterAnswersIn = answers;
    last().rate = std::move(rate);
    last().up = 0.09;
  };
  const auto lost = [&](int waiting) {
    if (!expired) {
      return;
    }
    ForwardStatus& status = last().status;
    status.state = State::Failed;
    status.stage = Stage::Authentication;
    status.error = Error{ErrorCode::Unauthorized, Stage::Authentication, u"the login for prod-eu has expired"_s,
                         u"Run \"portolan login prod-eu\" in a terminal."_s};
    status.pod.clear();
    status.pods.clear();
    status.connections = status.waitingConnections = waiting;
    status.since = end.addSecs(-120);
    status.clusterAnswersIn.reset();
  };

  const QString prod = u"prod-eu"_s;
  const int twoHours = 2 * 3600 + 14 * 60;
  add(prod, u"orders-db"_s, {}, 5432, u"statefulset/orders-postgres"_s, u"5432"_s, State::Ready);
  up(u"orders-postgres-0"_s, 6, twoHours, 24ms, [](int s) {
    const double swell = s > 180 && s < 270 ? 1.2e6 * std::sin((s - 180) / 28.6) : 0;
    return std::max(2.0e5, 1.9e6 + swell + 9.0e5 * wave(s, 9, 4));
  });
  last().status.totalConnections = 214;
  last().config.tags = QStringList{u"team-shop"_s, u"database"_s};
  lost(3);
  add(prod, u"grafana"_s, {}, 3000, u"service/grafana"_s, u"80"_s, State::Ready);
  up(u"grafana-6d8f7b9c4-x2lqp"_s, 3, twoHours, 24ms, [](int s) { return 8.4e4 * burst(s, 16, 5); });
  last().config.tags = QStringList{u"monitoring"_s};
  lost(0);
  add(prod, u"prometheus"_s, {}, 9090, u"service/prometheus"_s, u"9090"_s, State::Ready);
  up(u"prometheus-k8s-0"_s, 1, twoHours, 24ms, [](int s) { return 1.2e4 + 2e3 * wave(s, 3, 5); });
  last().config.tags = QStringList{u"monitoring"_s};
  lost(0);
  add(prod, u"kafka-ui"_s, {}, 8088, u"deployment/kafka-ui"_s, u"8080"_s, State::Waiting);
  up({}, 2, 38, 24ms, [](int s) { return s > 283 ? 0 : 3e4 + 1.5e4 * wave(s, 4, 7); });
  last().status.pods.clear();
  last().status.waitingConnections = 2;
  last().status.stage = Stage::Target;
  last().status.error = Error{ErrorCode::NoPod, Stage::Target, u"No pod is ready: 0 of 1, rollout in progress"_s, {}};
  last().status.listening = QStringList{u"127.0.0.1:8088"_s};
  lost(0);
  add(prod, u"vault"_s, {}, 8200, u"service/vault"_s, u"8200"_s, State::Stopped);

  const QString staging = u"staging"_s;
  add(staging, u"checkout-api"_s, {}, 8080, u"deployment/checkout-api"_s, u"8080"_s, State::Ready);
  up(u"checkout-api-7c9fd5-k8m2v"_s, 2, 41 * 60, 31ms, [](int s) { return 2.12e5 * burst(s + 2, 9, 2); });
  last().config.tags = QStringList{u"team-shop"_s};
  if (expired) {
    add(staging, u"payments-api"_s, {}, 8081, u"service/payments-api"_s, u"http"_s, State::Ready);
    up(u"payments-api-84b6c-w9xqn"_s, 1, 120, 31ms, [](int s) { return 1.8e4 + 4e3 * wave(s, 3, 8); });
  } else {
    add(staging, u"payments-api"_s, {}, 8081, u"service/payments-api"_s, u"http"_s, State::Failed);
    last().status.since = end.addSecs(-180);
    last().status.error =
        Error{ErrorCode::AddressInUse, Stage::Relay, u"Port 8081 is already used by node (process 4127)"_s,
              u"Use another local port, for example 8083."_s};
  }
  add(staging, u"redis"_s, {}, 6379, u"statefulset/redis"_s, u"6379"_s, State::Ready);
  up(u"redis-0"_s, 1, 41 * 60, 31ms, [](int) { return 0.0; });
  if (expired) {
    add(staging, u"opensearch"_s, {}, 9200, u"app=opensearch,role=data"_s, u"9200"_s, State::Ready);
    up(u"opensearch-data-1"_s, 1, 360, 31ms, [](int s) { return 4.1e4 * burst(s, 8, 2); });
  } else {
    add(staging, u"opensearch"_s, {}, 9200, u"app=opensearch,role=data"_s, u"9200"_s, State::Starting);
    last().status.stage = Stage::Session;
    last().status.pod = u"opensearch-data-1"_s;
    last().status.since = end.addSecs(-1);
  }
  add(staging, u"rabbitmq"_s, {}, 15672, u"service/rabbitmq"_s, u"management"_s, State::Stopped);

  const QString kind = u"kind-dev"_s;
  add(kind, u"web-shop"_s, {}, 8443, u"service/web-shop"_s, u"443"_s, State::Ready);
  up(u"web-shop-5f6b8d7c9d-2xw7t"_s, 4, 360, 1ms, [](int s) { return 1.96e5 * burst(s + 8, 16, 5); });
  last().status.isInsecure = true;
  add(kind, u"mailpit"_s, u"127.0.0.2"_s, 8025, u"pod/mailpit"_s, u"8025"_s, State::Stopped);
  add(kind, u"jaeger"_s, {}, 16686, u"service/jaeger-query"_s, u"16686"_s, State::Stopped);

  using Kind = JournalEntry::Kind;
  write(8, 10, 14, Kind::Note, u"started at login"_s);
  write(8, 10, 14, Kind::State, u"ready in 187 ms"_s);
  if (expired) {
    write(10, 22, 7, Kind::State, u"waiting: the cluster answered 401"_s);
    write(10, 22, 7, Kind::Note, u"asked aws for a new token, once for 4 forwards"_s);
    write(10, 22, 8, Kind::State, u"failed: the login for prod-eu has expired"_s);
  } else {
    write(9, 58, 30, Kind::State, u"waiting: pod replaced, 2 connections waited 0.4 s"_s);
    write(9, 58, 31, Kind::Note, u"new session opened in 49 ms"_s);
    write(9, 58, 31, Kind::State, u"ready again, no connection lost"_s);
    write(10, 24, 2, Kind::Note, u"connection from pg_dump 53977"_s);
  }
}

void Harbor::write(int hour, int minute, int second, JournalEntry::Kind kind, const QString& text) {
  m_journal->add({QDateTime(m_now.date(), QTime(hour, minute, second)).toUTC(), u"uid-orders-db"_s, kind, text});
}

void Harbor::pass() {
  m_now = m_now.addSecs(1);
  ++m_second;
  for (Sample& sample : m_samples) {
    ForwardStatus status = sample.status;
    const bool isBefore = m_second < 180;
    if (m_weather == Weather::Expired && sample.config.context == "prod-eu"_L1 && sample.rate) {
      // Until two minutes ago all was well.
      if (isBefore) {
        status.state = State::Ready;
        status.error.reset();
      }
    }
    if (sample.rate && (m_weather == Weather::Usual || isBefore || sample.config.context != "prod-eu"_L1)) {
      const double bytes = std::max(0.0, sample.rate(m_second));
      sample.status.bytesFromPod += qint64(bytes);
      sample.status.bytesToPod += qint64(bytes * sample.up + (bytes > 0 ? 1e5 * sample.up * (m_second % 3) : 0));
      status.bytesFromPod = sample.status.bytesFromPod;
      status.bytesToPod = sample.status.bytesToPod;
    }
    m_model->setStatus(status);
  }
  m_model->flush();
}

ForwardDetails Harbor::details() const {
  using StageState = StageReport::State;
  ForwardDetails details;
  details.uid = u"uid-orders-db"_s;
  details.stages[0] = {StageState::Done, 400us, u"valid, port 5432 reserved"_s};
  if (m_weather == Weather::Expired) {
    details.stages[1] = {StageState::Failed, 1300ms, {}};
    details.stages[4] = {StageState::Held, {}, {}};
    details.waitsUntil = m_now.addSecs(26);
    return details;
  }
  details.stages[1] = {StageState::Done, 112ms, u"aws token, valid until 11:04"_s};
  details.stages[2] = {StageState::Done, 25ms, u"orders-postgres-0, 2 of 2 pods ready"_s};
  details.stages[3] = {StageState::Done, 49ms, u"SPDY in WebSocket, answers in 24 ms"_s};
  details.stages[4] = {StageState::Done, 400us, u"listening, 6 connections open"_s};
  details.sessionAnswersIn = 24ms;
  details.pods = {{u"orders-postgres-0"_s, true, true}, {u"orders-postgres-1"_s, true, false}};
  const auto connection = [this](const QString& peer, int seconds, qint64 down, qint64 up) {
    ConnectionReport report;
    report.peer = peer;
    report.since = m_now.addSecs(-seconds);
    report.pod = u"orders-postgres-0"_s;
    report.bytesFromPod = down;
    report.bytesToPod = up;
    return report;
  };
  details.connections = {connection(u"psql 51764"_s, 2 * 3600 + 11 * 60, 184'000'000, 2'100'000),
                         connection(u"psql 51802"_s, 6000, 22'000'000, 640'000),
                         connection(u"orders-svc 52110"_s, 840, 1'200'000'000, 88'000'000),
                         connection(u"orders-svc 52112"_s, 840, 1'100'000'000, 86'000'000),
                         connection(u"dbeaver 53340"_s, 180, 48'000'000, 310'000),
                         connection(u"pg_dump 53977"_s, 2, 9'400'000, 2'000)};
  return details;
}

}  // namespace portolan
