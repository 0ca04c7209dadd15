#include "core/cluster/watchdecoder.h"

#include <QJsonDocument>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

bool isBlank(const QByteArray& line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
}

}  // namespace

Result<void> WatchDecoder::feed(const QByteArray& bytes, QList<Event>& events) {
  qsizetype begin = 0;
  while (begin < bytes.size()) {
    const qsizetype newline = bytes.indexOf('\n', begin);
    const qsizetype end = newline < 0 ? bytes.size() : newline;
    if (m_line.size() + (end - begin) > kMaxLine) {
      return fail(ErrorCode::ResponseTooLarge, Stage::Authentication,
                  u"an event of a watch is larger than %1 MiB"_s.arg(kMaxLine / (1024 * 1024)));
    }
    m_line.append(bytes.constData() + begin, end - begin);
    if (newline < 0) {
      break;
    }
    begin = newline + 1;
    const QByteArray line = std::exchange(m_line, {});
    if (isBlank(line)) {
      continue;
    }
    const QJsonObject event = QJsonDocument::fromJson(line).object();
    const QJsonValue type = event.value("type"_L1);
    const QJsonValue object = event.value("object"_L1);
    if (!type.isString() || !object.isObject()) {
      return fail(ErrorCode::BadResponse, Stage::Authentication, u"a watch sent a line that is no event"_s);
    }
    events.append({type.toString(), object.toObject()});
  }
  return {};
}

}  // namespace portolan
