#pragma once

#include <QByteArray>
#include <QStringList>
#include <memory>

#include "core/tunnel/session.h"

// A session whose pod side is the test: it sees what the relay did with the stream, and calls the stream's listener.
namespace portolan::test {

/// What both the fake stream and the test know; it outlives the stream.
struct Pod {
  // What the relay did.
  quint16 port = 0;
  QByteArray received;
  qsizetype writes = 0;
  int closeWrites = 0;
  bool paused = false;
  bool destroyed = false;
  QStringList violations;  ///< of Stream's contract

  // What the test decides.
  bool canWrite = true;
  /// canWrite turns false by itself when this many bytes were written since it was last true.
  qsizetype window = -1;
  qsizetype inWindow = 0;

  StreamListener* listener = nullptr;

  /// The first of several pieces that arrive together.
  void sendPiece(QByteArrayView bytes) { listener->streamReceived(bytes); }
  void send(QByteArrayView bytes) {
    sendPiece(bytes);
    if (!destroyed) {
      listener->streamDrained();
    }
  }
  void end(const std::optional<Error>& error = {}) { listener->streamFinished(error); }
  void openWindow() {
    canWrite = true;
    inWindow = 0;
    listener->streamWritable();
  }
};

class FakeStream : public Stream {
 public:
  explicit FakeStream(std::shared_ptr<Pod> pod) : m_pod(std::move(pod)) {}
  ~FakeStream() override { m_pod->destroyed = true; }

  [[nodiscard]] bool canWrite() const override { return m_pod->canWrite; }
  void write(QByteArrayView bytes) override {
    if (!m_pod->canWrite) {
      m_pod->violations += QStringLiteral("write while canWrite() is false");
    }
    if (m_pod->closeWrites > 0) {
      m_pod->violations += QStringLiteral("write after closeWrite");
    }
    if (bytes.size() > 256 * 1024) {
      m_pod->violations += QStringLiteral("write of more than 256 KiB");
    }
    ++m_pod->writes;
    take(bytes);
  }
  void closeWrite() override { ++m_pod->closeWrites; }
  void setReadingPaused(bool paused) override { m_pod->paused = paused; }

  void take(QByteArrayView bytes) {
    m_pod->received += bytes;
    m_pod->inWindow += bytes.size();
    if (m_pod->window >= 0 && m_pod->inWindow >= m_pod->window) {
      m_pod->canWrite = false;
    }
  }

 private:
  std::shared_ptr<Pod> m_pod;
};

class FakeSession : public Session {
  Q_OBJECT
 public:
  FakeSession() = default;

  [[nodiscard]] SessionKind kind() const override { return SessionKind::SpdyOverWebSocket; }
  [[nodiscard]] bool isOpen() const override { return true; }
  void retire() override {}
  [[nodiscard]] int streamCount() const override { return 0; }
  [[nodiscard]] int bulkStreamCount() const override { return 0; }
  [[nodiscard]] std::unique_ptr<Stream> openStream(quint16 port, QByteArrayView firstBytes,
                                                   StreamListener& listener) override {
    if (refuses) {
      return nullptr;
    }
    auto pod = std::make_shared<Pod>();
    pod->port = port;
    pod->listener = &listener;
    pod->window = window;
    auto stream = std::make_unique<FakeStream>(pod);
    stream->take(firstBytes);
    pods += pod;
    return stream;
  }

  QList<std::shared_ptr<Pod>> pods;
  qsizetype window = -1;  ///< for streams that are opened from now on
  bool refuses = false;   ///< the session can open no more streams
};

}  // namespace portolan::test
