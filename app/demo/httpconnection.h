#pragma once

#include <QList>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <memory>

#include "app/demo/httprequest.h"
#include "core/tunnel/transport.h"

namespace portolan::demo {

/// The server's side of one HTTP/1.1 connection: requests one after the other, keep-alive, answers from pieces that
/// are written as fast as the client reads them. What a client sends ahead waits in the transport's bounded buffer.
/// A client that is slow with a request's head or body, or does not read its answer, is dropped.
class HttpConnection : public QObject {
  Q_OBJECT
 public:
  static constexpr qsizetype kMaxHead = 64 * 1024;
  static constexpr qint64 kMaxBody = 1024 * 1024;
  /// Not more than this waits to be sent.
  static constexpr qsizetype kWriteLimit = 256 * 1024;

  using Headers = QList<std::pair<QByteArray, QByteArray>>;

  HttpConnection(FileDescriptor socket, const std::shared_ptr<TlsContext>& tls, std::chrono::milliseconds slowClient,
                 QObject* parent = nullptr);
  ~HttpConnection() override;

  /// The request under way; valid from requested() until it was answered.
  [[nodiscard]] const HttpRequest& request() const { return m_request; }
  void setUser(const QString& user) { m_request.user = user; }
  [[nodiscard]] Transport& transport() { return *m_transport; }

  // Each request is answered once, in one of these ways.
  void respond(int status, const QByteArray& contentType, QList<QByteArray> body, const Headers& headers = {});
  /// A body of unknown size, in chunks: sendChunk while canSend(), then endChunks.
  void beginChunks(const QByteArray& contentType);
  /// Gives up the connection with everything that has arrived; this object is of no use afterwards.
  [[nodiscard]] std::unique_ptr<Transport> takeTransport();
  /// Bytes as they are, in place of an answer.
  void sendRaw(QByteArrayView bytes);
  /// Ends with a reset once everything is sent, or after a second.
  void resetWhenSent();
  /// Ends at once, with a reset.
  void reset();

  [[nodiscard]] bool canSend() const;
  void sendChunk(QByteArrayView bytes);
  void endChunks();

  /// The line that begins an answer and the headers that all answers have; ends in a line end.
  static QByteArray responseHead(int status, const Headers& headers);

 Q_SIGNALS:
  void requested();
  /// canSend() turned true again.
  void writable();
  /// The connection is over. Once.
  void closed();

 private:
  enum class State { Head, Body, Answering, Sending, Chunks, Raw, Closed };

  void onReadyRead();
  void onWritable();
  void answerBroken(int status);
  void sendPieces();
  void answered();
  void finish();
  void expectProgress();

  std::unique_ptr<Transport> m_transport;
  const std::chrono::milliseconds m_slowClient;
  State m_state = State::Head;
  HttpRequest m_request;
  QList<QByteArray> m_pieces;
  qsizetype m_nextPiece = 0;
  QTimer m_deadline;
  bool m_resetWhenSent = false;
};

}  // namespace portolan::demo
