#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <optional>

namespace portolan {

/// What listens on a port of an embedded pod. Each serves one connection at a time from bounded buffers.
enum class DemoProgram {
  Web,        ///< HTTP: a page with the pod's name; /healthz, /bytes/N, /slow, POST /delete (see demo::WebProgram)
  Echo,       ///< sends back what it gets
  Sink,       ///< reads "N\n", then N bytes; answers "N sha256\n" (lower-case hexadecimal) and reads the next "N\n"
  Source,     ///< reads "N\n"; answers N bytes of demoBytes(), then closes
  Greeting,   ///< speaks first ("220 NAME ready\r\n"), then answers each line with "250 LINE\r\n"; "QUIT" ends it
  HalfClose,  ///< reads until the end of input, then answers "N sha256\n" and closes
  Hold,       ///< accepts and never reads: what a stalled consumer looks like
};

namespace demo {
/// SplitMix64's output number `index`.
constexpr quint64 splitMix(quint64 index) {
  quint64 z = (index + 1) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}
}  // namespace demo

/// The byte at `offset` of what DemoProgram::Source and /bytes/N send: no piece of any size can be lost, doubled or
/// moved without showing.
constexpr char demoByte(quint64 offset) {
  return static_cast<char>(demo::splitMix(offset / 8) >> (8 * (offset % 8)));
}
/// `size` of them from `offset` on.
QByteArray demoBytes(quint64 offset, qsizetype size);

struct DemoPort {
  quint16 port = 0;
  QString name{};
  DemoProgram program = DemoProgram::Echo;
  bool operator==(const DemoPort&) const = default;
};

/// A container port for each program: http 8080, echo 9001, sink 9002, source 9003, greeting 9004, half-close 9005,
/// hold 9006.
QList<DemoPort> allDemoPorts();

/// A pod, or what a workload makes pods from. Which program serves which port stands in the annotation
/// `demo.portolan/programs` ("8080=web,9001=echo"), so that a hand-written object can say it too.
struct DemoPodSpec {
  QString name{};
  QString ns = QStringLiteral("default");
  QMap<QString, QString> labels{};
  QList<DemoPort> ports = allDemoPorts();
};

struct DemoWorkloadSpec {
  QString name{};
  QString ns = QStringLiteral("default");
  int replicas = 1;
  QMap<QString, QString> labels{};  ///< of the pods, and the selector; empty: app=NAME
  QList<DemoPort> ports = allDemoPorts();
};

struct DemoServicePort {
  quint16 port = 0;
  QString targetPort{};  ///< a name or a number; empty: port
  QString name{};
  QString protocol = QStringLiteral("TCP");
};

struct DemoServiceSpec {
  QString name{};
  QString ns = QStringLiteral("default");
  QMap<QString, QString> selector{};
  QList<DemoServicePort> ports{};
  bool headless = false;
};

// Objects as `kubectl apply` would take them, for DemoCluster::put.
QJsonObject demoNamespace(const QString& name);
/// Without a status: the cluster starts it. With one (added by the caller) the cluster leaves it as it is.
QJsonObject demoPod(const DemoPodSpec& spec);
QJsonObject demoService(const DemoServiceSpec& spec);
/// `kind`: Deployment, ReplicaSet, StatefulSet, DaemonSet, Job or ReplicationController.
QJsonObject demoWorkload(const QString& kind, const DemoWorkloadSpec& spec);

namespace demo {

inline constexpr QLatin1String kProgramsAnnotation("demo.portolan/programs");
/// From the annotation; what makes no sense in it is left out.
QMap<quint16, DemoProgram> programsOf(const QJsonObject& pod);

}  // namespace demo
}  // namespace portolan
