#include "app/demo/demoobjects.h"

#include <QJsonArray>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

QLatin1String programName(DemoProgram program) {
  switch (program) {
    case DemoProgram::Web:
      return "web"_L1;
    case DemoProgram::Echo:
      return "echo"_L1;
    case DemoProgram::Sink:
      return "sink"_L1;
    case DemoProgram::Source:
      return "source"_L1;
    case DemoProgram::Greeting:
      return "greeting"_L1;
    case DemoProgram::HalfClose:
      return "half-close"_L1;
    case DemoProgram::Hold:
      return "hold"_L1;
  }
  return {};
}

QJsonObject toJson(const QMap<QString, QString>& labels) {
  QJsonObject object;
  for (auto label = labels.begin(); label != labels.end(); ++label) {
    object.insert(label.key(), label.value());
  }
  return object;
}

QJsonObject podMetadata(const QMap<QString, QString>& labels, const QList<DemoPort>& ports) {
  QStringList programs;
  for (const DemoPort& port : ports) {
    programs.append(u"%1=%2"_s.arg(port.port).arg(programName(port.program)));
  }
  return {{u"labels"_s, toJson(labels)},
          {u"annotations"_s, QJsonObject{{QString(demo::kProgramsAnnotation), programs.join(u',')}}}};
}

QJsonObject podSpec(const QList<DemoPort>& ports) {
  QJsonArray containerPorts;
  for (const DemoPort& port : ports) {
    QJsonObject containerPort{{u"containerPort"_s, port.port}, {u"protocol"_s, u"TCP"_s}};
    if (!port.name.isEmpty()) {
      containerPort.insert(u"name"_s, port.name);
    }
    containerPorts.append(containerPort);
  }
  return {{u"containers"_s,
           QJsonArray{QJsonObject{
               {u"name"_s, u"main"_s}, {u"image"_s, u"demo.portolan/programs:1"_s}, {u"ports"_s, containerPorts}}}},
          {u"restartPolicy"_s, u"Always"_s}};
}

}  // namespace

namespace demo {

QMap<quint16, DemoProgram> programsOf(const QJsonObject& pod) {
  QMap<quint16, DemoProgram> programs;
  const auto entries =
      pod["metadata"_L1]["annotations"_L1][kProgramsAnnotation].toString().split(u',', Qt::SkipEmptyParts);
  for (const QString& entry : entries) {
    const quint16 port = entry.section(u'=', 0, 0).trimmed().toUShort();
    const QString name = entry.section(u'=', 1).trimmed();
    for (const auto program : {DemoProgram::Web, DemoProgram::Echo, DemoProgram::Sink, DemoProgram::Source,
                               DemoProgram::Greeting, DemoProgram::HalfClose, DemoProgram::Hold}) {
      if (name == programName(program)) {
        programs.insert(port, program);
      }
    }
  }
  return programs;
}

}  // namespace demo

QByteArray demoBytes(quint64 offset, qsizetype size) {
  QByteArray bytes(size, Qt::Uninitialized);
  char* out = bytes.data();
  char* const end = out + size;
  while (out < end && (offset % 8 != 0 || end - out < 8)) {
    *out++ = demoByte(offset++);
  }
  for (; end - out >= 8; out += 8, offset += 8) {
    qToLittleEndian(demo::splitMix(offset / 8), out);
  }
  while (out < end) {
    *out++ = demoByte(offset++);
  }
  return bytes;
}

QList<DemoPort> allDemoPorts() {
  return {{8080, u"http"_s, DemoProgram::Web},          {9001, u"echo"_s, DemoProgram::Echo},
          {9002, u"sink"_s, DemoProgram::Sink},         {9003, u"source"_s, DemoProgram::Source},
          {9004, u"greeting"_s, DemoProgram::Greeting}, {9005, u"half-close"_s, DemoProgram::HalfClose},
          {9006, u"hold"_s, DemoProgram::Hold}};
}

QJsonObject demoNamespace(const QString& name) {
  return {{u"apiVersion"_s, u"v1"_s},
          {u"kind"_s, u"Namespace"_s},
          {u"metadata"_s,
           QJsonObject{{u"name"_s, name}, {u"labels"_s, QJsonObject{{u"kubernetes.io/metadata.name"_s, name}}}}},
          {u"spec"_s, QJsonObject{{u"finalizers"_s, QJsonArray{u"kubernetes"_s}}}},
          {u"status"_s, QJsonObject{{u"phase"_s, u"Active"_s}}}};
}

QJsonObject demoPod(const DemoPodSpec& spec) {
  auto metadata = podMetadata(spec.labels, spec.ports);
  metadata.insert(u"name"_s, spec.name);
  metadata.insert(u"namespace"_s, spec.ns);
  return {
      {u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s}, {u"metadata"_s, metadata}, {u"spec"_s, podSpec(spec.ports)}};
}

QJsonObject demoService(const DemoServiceSpec& spec) {
  QJsonArray ports;
  for (const DemoServicePort& port : spec.ports) {
    bool isNumber = false;
    const int number = port.targetPort.toInt(&isNumber);
    QJsonObject servicePort{{u"port"_s, port.port},
                            {u"protocol"_s, port.protocol},
                            {u"targetPort"_s, port.targetPort.isEmpty() ? QJsonValue(port.port)
                                              : isNumber                ? QJsonValue(number)
                                                                        : QJsonValue(port.targetPort)}};
    if (!port.name.isEmpty()) {
      servicePort.insert(u"name"_s, port.name);
    }
    ports.append(servicePort);
  }
  QJsonObject serviceSpec{{u"type"_s, u"ClusterIP"_s}, {u"ports"_s, ports}};
  if (!spec.selector.isEmpty()) {
    serviceSpec.insert(u"selector"_s, toJson(spec.selector));
  }
  if (spec.headless) {
    serviceSpec.insert(u"clusterIP"_s, u"None"_s);
  }
  return {{u"apiVersion"_s, u"v1"_s},
          {u"kind"_s, u"Service"_s},
          {u"metadata"_s, QJsonObject{{u"name"_s, spec.name}, {u"namespace"_s, spec.ns}}},
          {u"spec"_s, serviceSpec}};
}

QJsonObject demoWorkload(const QString& kind, const DemoWorkloadSpec& spec) {
  const auto labels = spec.labels.isEmpty() ? QMap<QString, QString>{{u"app"_s, spec.name}} : spec.labels;
  QJsonObject workload{
      {u"template"_s, QJsonObject{{u"metadata"_s, podMetadata(labels, spec.ports)}, {u"spec"_s, podSpec(spec.ports)}}},
      {u"selector"_s,
       kind == "ReplicationController"_L1 ? toJson(labels) : QJsonObject{{u"matchLabels"_s, toJson(labels)}}}};
  if (kind == "Job"_L1) {
    workload.insert(u"parallelism"_s, spec.replicas);
    workload.insert(u"completions"_s, spec.replicas);
  } else if (kind != "DaemonSet"_L1) {
    workload.insert(u"replicas"_s, spec.replicas);
  }
  return {{u"apiVersion"_s, kind == "ReplicationController"_L1 ? u"v1"_s
                            : kind == "Job"_L1                 ? u"batch/v1"_s
                                                               : u"apps/v1"_s},
          {u"kind"_s, kind},
          {u"metadata"_s, QJsonObject{{u"name"_s, spec.name}, {u"namespace"_s, spec.ns}}},
          {u"spec"_s, workload}};
}

}  // namespace portolan
