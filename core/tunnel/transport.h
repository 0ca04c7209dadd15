#pragma once

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <chrono>
#include <memory>
#include <optional>
#include <span>

#include "core/base/filedescriptor.h"
#include "core/base/result.h"
#include "core/cluster/identity.h"
#include "core/cluster/tlscontext.h"

namespace portolan {

/// One byte stream to a server (or, in the embedded cluster, from a client) on a non-blocking descriptor: name look-up,
/// TCP, a proxy in between, TLS by OpenSSL (also inside that of a proxy), all driven by QSocketNotifier. Bounded in
/// both directions: it does not read while kReceiveLimit bytes wait in received(), and its user stops writing while
/// bytesToWrite() is above its own mark.
///
/// Not QSslSocket: behind a SOCKS5 proxy it ignored its buffer limit (1.6 GiB).
///
/// Signals never come from inside a call, and the object may be destroyed in each of them. Exactly one of failed() and
/// ended() comes, unless abort() or the destructor is first. After it nothing more is received; what is in received()
/// stays readable, and writing goes on to work after ended() until close() or destruction, but failures stay silent.
///
/// Lives in one thread. Destroying it closes the descriptor: with a reset, unless close() has handed everything,
/// TLS close_notify and FIN included, to the kernel.
class Transport : public QObject {
  Q_OBJECT
 public:
  /// How much is read ahead of the user: 256 KiB.
  static constexpr qsizetype kReceiveLimit = 256 * 1024;
  /// Writable again below this, after it was above.
  static constexpr qsizetype kLowWater = 128 * 1024;

  struct Endpoint {
    QString host;  ///< name or address literal
    quint16 port = 0;
    /// Nothing: no TLS.
    std::shared_ptr<TlsContext> tls;
    QString tlsServerName;                      ///< sent and verified; empty: host
    ProxyAddress proxy{};                       ///< the way there; invalid: straight
    std::shared_ptr<TlsContext> proxyTls{};     ///< of an https proxy
    std::chrono::milliseconds timeout{10'000};  ///< for look-up, connect, proxy and TLS handshake together
  };

  /// What a client's certificate says of its owner; Kubernetes reads user and groups from it.
  struct PeerCertificate {
    QString commonName;
    QStringList organizations;
  };

  explicit Transport(QObject* parent = nullptr);
  ~Transport() override;

  /// Client role. All addresses of the name are tried in turn. Ends in opened() or failed() (HostNotFound,
  /// ConnectionRefused, ConnectionTimedOut, ConnectionLost, NetworkUnreachable, CertificateUntrusted,
  /// CertificateHostMismatch, CredentialsInvalid, TlsFailed, ProxyFailed).
  void connectTo(const Endpoint& endpoint);
  /// Server role, or an already connected socket: takes the descriptor. With `tls` it performs the server's handshake,
  /// for which the client has `timeout`. Ends in opened() or failed(), too.
  void adopt(FileDescriptor socket, std::shared_ptr<TlsContext> tls = {},
             std::chrono::milliseconds timeout = std::chrono::seconds(10));

  /// From just before opened() until close(), abort(), ended() or failed().
  [[nodiscard]] bool isOpen() const;
  /// "host:port" of the other end, for messages.
  [[nodiscard]] QString peerName() const;
  /// Server role: the client's certificate, if it sent one that was signed by the right authority.
  [[nodiscard]] std::optional<PeerCertificate> peerCertificate() const;

  /// What has arrived and was not consumed yet. Valid until the next call that is not const.
  [[nodiscard]] QByteArrayView received() const;
  void consume(qsizetype size);
  /// While paused nothing is read from the descriptor, and the other end's end goes unnoticed as long as bytes wait
  /// there. When reading goes on with bytes in received(), readyRead() comes again.
  void setReadingPaused(bool paused);

  /// Room to write `size` bytes in place at the end of the outgoing buffer; commitWrite() takes them from its
  /// beginning. Bytes are sent at the end of the event loop's turn, or when flush() is called, so that small pieces
  /// travel together. May be used before opened(), too.
  [[nodiscard]] std::span<char> prepareWrite(qsizetype size);
  void commitWrite(qsizetype size);
  void write(QByteArrayView bytes);
  void flush();
  /// Bytes accepted and not yet handed to the kernel.
  [[nodiscard]] qsizetype bytesToWrite() const;

  /// Sends what is queued, then TLS close_notify and FIN; then ended() if the peer ends too, else failed(). Nothing
  /// more is received: what still comes is read and dropped. Given up after 5 s without progress. Before opened() there
  /// is nothing to end: the same as abort().
  void close();
  /// Ends at once, with a reset. No signal follows.
  void abort();

  /// The kernel sent something again, or probed, without an acknowledgement, and has had none for ten seconds. A live
  /// peer that does not read (a zero window) acknowledges the probes, where TCP_USER_TIMEOUT would kill it.
  [[nodiscard]] bool isPathDead() const;
  /// -1 while there is none.
  [[nodiscard]] int descriptor() const;

 Q_SIGNALS:
  void opened();
  /// received() has grown.
  void readyRead();
  /// bytesToWrite() fell below kLowWater after it was above.
  void writable();
  /// Nothing can be written any more, and what was queued is gone. failed() follows when what the peer had sent before
  /// is read (it has come if the peer ended before): who paused reading hears of it only after going on.
  void broken();
  /// The peer ended cleanly: close_notify, or FIN where there is no TLS. A FIN without close_notify is failed().
  void ended();
  void failed(const portolan::Error& error);

 protected:
  bool event(QEvent* event) override;

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
