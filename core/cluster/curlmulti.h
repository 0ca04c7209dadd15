#pragma once

#include <curl/curl.h>

#include <QHash>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

class QSocketNotifier;

namespace portolan {

/// libcurl's transfers, and the connections that they share, on the event loop of the thread it is made in. Connections
/// are closed when nothing was transferred for a while. Owned by everyone who has a transfer in it.
class CurlMulti : public QObject, public std::enable_shared_from_this<CurlMulti> {
  Q_OBJECT
 public:
  /// The transfer is over and no longer in here. May end the life of everything.
  using Done = std::function<void(CURLcode)>;

  static std::shared_ptr<CurlMulti> make();
  ~CurlMulti() override;

  /// Begins a transfer; `easy` stays its owner's. Nothing of it is called back before the event loop's next turn.
  void add(CURL* easy, const Done& done);
  /// Ends a transfer whose `done` has not been called. Not from inside one of libcurl's callbacks.
  void remove(CURL* easy);

 private:
  struct Watch {
    std::unique_ptr<QSocketNotifier> read;
    std::unique_ptr<QSocketNotifier> write;
  };

  CurlMulti();
  void open();
  static int onSocket(CURL* easy, curl_socket_t socket, int what, void* self, void* watch);
  static int onTimer(CURLM* multi, long timeoutMs, void* self);
  void watch(curl_socket_t socket, int what);
  void act(curl_socket_t socket, int events);

  CURLM* m_multi = nullptr;
  QTimer m_timer;
  QTimer m_idle;
  QHash<curl_socket_t, std::shared_ptr<Watch>> m_watches;
  QHash<CURL*, Done> m_transfers;
};

}  // namespace portolan
