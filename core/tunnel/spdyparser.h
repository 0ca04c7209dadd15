#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <array>
#include <optional>
#include <span>

#include "core/base/result.h"
#include "core/tunnel/spdyframes.h"
#include "core/tunnel/spdyheaderinflater.h"

namespace portolan {

/// Hears the frames that a SpdyParser finds, in their order. Views are valid during the call. SETTINGS and
/// WINDOW_UPDATE are not passed on: Kubernetes sends and heeds neither.
class SpdyFrameHandler {
 public:
  virtual void synStreamReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) = 0;
  virtual void synReplyReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) = 0;
  virtual void headersReceived(quint32 streamId, std::span<const SpdyHeader> headers, bool fin) = 0;
  /// A data frame's payload as it arrives, in any number of pieces. `fin` comes with the last one, which is empty for
  /// an empty frame. An empty frame without FIN is not passed on.
  virtual void dataReceived(quint32 streamId, QByteArrayView piece, bool fin) = 0;
  virtual void rstStreamReceived(quint32 streamId, quint32 status) = 0;
  virtual void pingReceived(quint32 id) = 0;
  virtual void goAwayReceived(quint32 lastGoodStreamId, quint32 status) = 0;

 protected:
  ~SpdyFrameHandler() = default;
};

/// SPDY/3.1 as spoken by Kubernetes (PROTOCOL section 2): bytes in, frames out. The same class serves both roles.
///
/// Data is handed on without copying or waiting for the rest of its frame. A control frame that arrived in pieces is
/// put together; its length is checked first (64 KiB of compressed headers, 64 KiB inflated, 1,000 headers).
///
/// Strict: what breaks the rules of PROTOCOL 2.1 is an error that names it, and the end of the connection.
class SpdyParser {
 public:
  explicit SpdyParser(SpdyFrameHandler& handler) : m_handler(handler) {}
  SpdyParser(const SpdyParser&) = delete;
  SpdyParser& operator=(const SpdyParser&) = delete;

  /// Takes all of `bytes`. After an error (ProtocolViolation, Stage::Session) nothing more is parsed; the same error is
  /// returned again. The handler must not destroy the parser, nor call this, from inside one of its calls.
  [[nodiscard]] Result<void> parse(QByteArrayView bytes);

  /// Nothing more is passed on, now (also from inside the handler) or later: the connection is over.
  void stop() { m_state = State::Stopped; }

 private:
  enum class State { FrameHeader, ControlPayload, DataPayload, Stopped };

  void beginFrame();
  void beginControlFrame(quint16 version, quint16 type);
  void endControlFrame(QByteArrayView payload);
  void setError(const QString& detail);
  /// Nothing: the block is broken, and the error is set.
  [[nodiscard]] std::optional<std::span<const SpdyHeader>> readHeaders(QByteArrayView block);

  SpdyFrameHandler& m_handler;
  State m_state = State::FrameHeader;
  std::array<unsigned char, spdy::kFrameHeaderSize> m_header{};
  qsizetype m_headerSize = 0;  ///< bytes of m_header that have arrived
  spdy::FrameType m_type{};    ///< of the control frame under way
  quint8 m_flags = 0;
  quint32 m_streamId = 0;     ///< of the data frame under way
  qsizetype m_remaining = 0;  ///< bytes of the payload that have not arrived
  QByteArray m_payload;       ///< the control frame under way, as far as it arrived in earlier calls
  SpdyHeaderInflater m_inflater;
  Result<void> m_result;
};

}  // namespace portolan
