#include "app/cli/statustext.h"

#include <algorithm>

#include "core/base/error.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// "3h", as kubectl shows ages.
QString ageText(qint64 seconds) {
  constexpr qint64 kMinute = 60;
  constexpr qint64 kHour = 60 * kMinute;
  constexpr qint64 kDay = 24 * kHour;
  return seconds < 2 * kMinute ? u"%1s"_s.arg(std::max<qint64>(seconds, 0))
         : seconds < 2 * kHour ? u"%1m"_s.arg(seconds / kMinute)
         : seconds < 2 * kDay  ? u"%1h"_s.arg(seconds / kHour)
                               : u"%1d"_s.arg(seconds / kDay);
}

QString text(const QJsonObject& status, QLatin1StringView key) {
  return oneLine(status.value(key).toString(), 80);
}

QString localText(const QJsonObject& status) {
  const QJsonArray listening = status.value("listening"_L1).toArray();
  if (!listening.isEmpty()) {
    return listening.first().toString();
  }
  const int port = status.value("local_port"_L1).toInt();
  return port == 0 ? u"-"_s : u":%1"_s.arg(port);
}

QString reasonText(const QJsonObject& status) {
  const QJsonObject error = status.value("error"_L1).toObject();
  if (error.isEmpty()) {
    return {};
  }
  const QString hint = error.value("hint"_L1).toString();
  return oneLine(u"%1: %2%3"_s.arg(error.value("stage"_L1).toString(), error.value("detail"_L1).toString(),
                                   hint.isEmpty() ? QString() : u". "_s + hint),
                 2000);
}

}  // namespace

bool isUpOrOff(const QJsonObject& status) {
  const QString state = status.value("state"_L1).toString();
  return state != "waiting"_L1 && state != "failed"_L1 && state != "starting"_L1;
}

QStringList statusTable(const QJsonArray& forwards, const QDateTime& now) {
  QList<QStringList> rows{{u"NAME"_s, u"STATE"_s, u"LOCAL"_s, u"TARGET"_s, u"POD"_s, u"OPEN"_s, u"SINCE"_s}};
  QStringList reasons{{}};
  for (const auto& value : forwards) {
    const QJsonObject status = value.toObject();
    const auto since = QDateTime::fromString(status.value("since"_L1).toString(), Qt::ISODateWithMs);
    const qsizetype pods = status.value("pods"_L1).toArray().size();
    const QString pod = text(status, "pod"_L1);
    rows += {text(status, "name"_L1),
             text(status, "state"_L1),
             localText(status),
             text(status, "target"_L1) + u':' + text(status, "remote_port"_L1),
             pod.isEmpty() ? u"-"_s
             : pods > 1    ? u"%1 +%2"_s.arg(pod).arg(pods - 1)
                           : pod,
             QString::number(status.value("connections"_L1).toInt()),
             since.isValid() ? ageText(since.secsTo(now)) : u"-"_s};
    reasons += reasonText(status);
  }
  QList<qsizetype> widths(rows.first().size());
  for (const QStringList& row : std::as_const(rows)) {
    for (qsizetype i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], row.at(i).size());
    }
  }
  QStringList lines;
  for (qsizetype r = 0; r < rows.size(); ++r) {
    QString line;
    for (qsizetype i = 0; i < rows.at(r).size(); ++i) {
      line += rows.at(r).at(i).leftJustified(widths.at(i) + 3);
    }
    lines += line.trimmed();
    if (!reasons.at(r).isEmpty()) {
      lines += u"  "_s + reasons.at(r);
    }
  }
  return lines;
}

QString statusLine(const QJsonObject& status) {
  const QString reason = reasonText(status);
  const QString where = status.value("state"_L1).toString() == "ready"_L1
                            ? u" on %1, pod %2"_s.arg(localText(status), text(status, "pod"_L1))
                            : QString();
  return text(status, "name"_L1) + u": "_s + text(status, "state"_L1) + where +
         (reason.isEmpty() ? QString() : u" at the stage "_s + reason);
}

}  // namespace portolan
