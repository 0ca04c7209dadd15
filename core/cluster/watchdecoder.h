#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include "core/base/result.h"

namespace portolan {

/// Reads a watch's body: one JSON object a line, {"type": …, "object": {…}} (PROTOCOL 8). At most kMaxLine bytes of an
/// unfinished line are held.
class WatchDecoder {
 public:
  /// An object in etcd has at most about 1.5 MiB; escaped as JSON it is rarely twice as long.
  static constexpr qsizetype kMaxLine = 4 * 1024 * 1024;

  struct Event {
    QString type;
    QJsonObject object;
    bool operator==(const Event&) const = default;
  };

  /// Appends what bytes complete to `events`. After an error (ResponseTooLarge, BadResponse) it is not fed again.
  Result<void> feed(const QByteArray& bytes, QList<Event>& events);
  /// Whether a line has begun and not ended.
  [[nodiscard]] bool isInsideLine() const { return !m_line.isEmpty(); }

 private:
  QByteArray m_line;
};

}  // namespace portolan
