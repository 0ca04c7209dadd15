#include "core/control/metrics.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

QByteArray escaped(const QString& label) {
  QByteArray text = label.toUtf8();
  text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
  return text;
}

struct Metric {
  const char* name;
  const char* type;
  const char* help;
  std::function<qint64(const ForwardStatus&)> value;
};

}  // namespace

QByteArray metricsText(const QList<ForwardConfig>& forwards, const QList<ForwardStatus>& statuses) {
  static const QList<Metric> metrics{
      {"portolan_forward_connections", "gauge", "Local connections that are open.",
       [](const ForwardStatus& status) { return qint64(status.connections); }},
      {"portolan_forward_connections_total", "counter", "Local connections accepted since the forward was started.",
       [](const ForwardStatus& status) { return status.totalConnections; }},
      {"portolan_forward_received_bytes_total", "counter", "Bytes from the pod.",
       [](const ForwardStatus& status) { return status.bytesFromPod; }},
      {"portolan_forward_sent_bytes_total", "counter", "Bytes to the pod.",
       [](const ForwardStatus& status) { return status.bytesToPod; }},
      {"portolan_forward_sessions", "gauge", "Sessions to the pod, shared by all forwards that lead there.",
       [](const ForwardStatus& status) { return qint64(status.sessions); }},
      {"portolan_forward_ready", "gauge", "1 where a connection would be served now.",
       [](const ForwardStatus& status) { return qint64(status.state == ForwardStatus::State::Ready ? 1 : 0); }},
  };
  QList<QByteArray> labels;
  for (const ForwardConfig& config : forwards) {
    labels += "{name=\"" + escaped(config.displayName()) + "\",uid=\"" + escaped(config.uid) + "\"";
  }
  QByteArray text;
  for (const Metric& metric : metrics) {
    text += QByteArray("# HELP ") + metric.name + ' ' + metric.help + '\n';
    text += QByteArray("# TYPE ") + metric.name + ' ' + metric.type + '\n';
    for (qsizetype i = 0; i < statuses.size(); ++i) {
      text += metric.name + labels.at(i) + "} " + QByteArray::number(metric.value(statuses.at(i))) + '\n';
    }
  }
  text +=
      "# HELP portolan_forward_state 1 for the state that the forward is in.\n# TYPE portolan_forward_state gauge\n";
  for (qsizetype i = 0; i < statuses.size(); ++i) {
    text +=
        "portolan_forward_state" + labels.at(i) + ",state=\"" + stateName(statuses.at(i).state).toUtf8() + "\"} 1\n";
  }
  return text;
}

}  // namespace portolan
