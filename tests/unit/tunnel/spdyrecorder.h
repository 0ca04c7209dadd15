#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>
#include <functional>

#include "core/tunnel/spdyparser.h"

namespace portolan::test {

/// Writes down the frames that a parser finds, one line each. Pieces of data that follow each other on one stream
/// become one line, so that the lines do not depend on how the bytes were split.
class SpdyRecorder final : public SpdyFrameHandler {
 public:
  QStringList lines;
  QByteArrayView lastPiece;
  /// Called after each frame (or piece of data) was written down.
  std::function<void()> after;

  void synStreamReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override {
    add(QStringLiteral("SYN_STREAM %1 %2").arg(streamId).arg(text(headers)), fin);
  }
  void synReplyReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override {
    add(QStringLiteral("SYN_REPLY %1 %2").arg(streamId).arg(text(headers)), fin);
  }
  void headersReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) override {
    add(QStringLiteral("HEADERS %1 %2").arg(streamId).arg(text(headers)), fin);
  }
  void dataReceived(quint32 streamId, QByteArrayView piece, bool fin) override {
    lastPiece = piece;
    const QString start = QStringLiteral("DATA %1 ").arg(streamId);
    if (lines.isEmpty() || !lines.last().startsWith(start) || lines.last().endsWith(QStringLiteral(" FIN"))) {
      lines += start;
    }
    lines.last() += QString::fromLatin1(piece);
    if (fin) {
      lines.last() += QStringLiteral(" FIN");
    }
    if (after) {
      after();
    }
  }
  void rstStreamReceived(quint32 streamId, quint32 status) override {
    add(QStringLiteral("RST_STREAM %1 %2").arg(streamId).arg(status), false);
  }
  void pingReceived(quint32 id) override { add(QStringLiteral("PING %1").arg(id), false); }
  void goAwayReceived(quint32 lastGoodStreamId, quint32 status) override {
    add(QStringLiteral("GOAWAY %1 %2").arg(lastGoodStreamId).arg(status), false);
  }

 private:
  static QString text(std::span<const SpdyHeader> headers) {
    QStringList parts;
    for (const SpdyHeader& header : headers) {
      parts += QStringLiteral("%1:%2").arg(QString::fromLatin1(header.name), QString::fromLatin1(header.value));
    }
    return QStringLiteral("{%1}").arg(parts.join(u','));
  }
  void add(const QString& line, bool fin) {
    lines += fin ? line + QStringLiteral(" FIN") : line;
    if (after) {
      after();
    }
  }
};

}  // namespace portolan::test
