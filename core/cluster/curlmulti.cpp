#include "core/cluster/curlmulti.h"

#include <QSocketNotifier>
#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace portolan {
namespace {

/// Connections stay so long after the last transfer, for the next one.
constexpr auto kIdle = 5s;

/// libcurl calls this from inside a notifier's signal, too: it goes later.
void discard(std::unique_ptr<QSocketNotifier>& notifier) {
  if (notifier) {
    notifier->setEnabled(false);
    notifier.release()->deleteLater();
  }
}

}  // namespace

std::shared_ptr<CurlMulti> CurlMulti::make() {
  static const CURLcode initialized = curl_global_init(CURL_GLOBAL_DEFAULT);
  Q_UNUSED(initialized)
  // deleteLater: the last owner may let go in a turn of this object's own.
  return {new CurlMulti, [](CurlMulti* multi) { multi->deleteLater(); }};
}

CurlMulti::CurlMulti() {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
  m_idle.setSingleShot(true);
  m_idle.setInterval(kIdle);
  connect(&m_idle, &QTimer::timeout, this, &CurlMulti::open);
  open();
}

/// libcurl has no other way to close the connections that it keeps than to begin anew.
void CurlMulti::open() {
  curl_multi_cleanup(m_multi);
  m_multi = curl_multi_init();
  curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlMulti::onSocket);
  curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlMulti::onTimer);
  curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
}

CurlMulti::~CurlMulti() {
  for (auto it = m_transfers.cbegin(); it != m_transfers.cend(); ++it) {
    curl_multi_remove_handle(m_multi, it.key());
  }
  curl_multi_cleanup(m_multi);
}

void CurlMulti::add(CURL* easy, const Done& done) {
  m_idle.stop();
  m_transfers.insert(easy, done);
  curl_multi_add_handle(m_multi, easy);
}

void CurlMulti::remove(CURL* easy) {
  if (m_transfers.remove(easy)) {
    curl_multi_remove_handle(m_multi, easy);
    if (m_transfers.isEmpty()) {
      m_idle.start();
    }
  }
}

int CurlMulti::onSocket(CURL* /*easy*/, curl_socket_t socket, int what, void* self, void* /*watch*/) {
  static_cast<CurlMulti*>(self)->watch(socket, what);
  return 0;
}

int CurlMulti::onTimer(CURLM* /*multi*/, long timeoutMs, void* self) {
  QTimer& timer = static_cast<CurlMulti*>(self)->m_timer;
  if (timeoutMs < 0) {
    timer.stop();
  } else {
    timer.start(static_cast<int>(std::min(timeoutMs, 3'600'000L)));
  }
  return 0;
}

void CurlMulti::watch(curl_socket_t socket, int what) {
  if (what == CURL_POLL_REMOVE) {
    if (const auto watch = m_watches.take(socket)) {
      discard(watch->read);
      discard(watch->write);
    }
    return;
  }
  auto& watch = m_watches[socket];
  if (!watch) {
    watch = std::make_shared<Watch>();
  }
  const auto set = [&](std::unique_ptr<QSocketNotifier>& notifier, bool wanted, QSocketNotifier::Type type,
                       int events) {
    if (wanted && !notifier) {
      notifier = std::make_unique<QSocketNotifier>(socket, type);
      connect(notifier.get(), &QSocketNotifier::activated, this, [this, socket, events] { act(socket, events); });
    } else if (!wanted) {
      discard(notifier);
    }
  };
  set(watch->read, (what & CURL_POLL_IN) != 0, QSocketNotifier::Read, CURL_CSELECT_IN);
  set(watch->write, (what & CURL_POLL_OUT) != 0, QSocketNotifier::Write, CURL_CSELECT_OUT);
}

void CurlMulti::act(curl_socket_t socket, int events) {
  const auto self = shared_from_this();
  int running = 0;
  curl_multi_socket_action(m_multi, socket, events, &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
    if (message->msg == CURLMSG_DONE) {
      const CURLcode result = message->data.result;
      CURL* const easy = message->easy_handle;
      const Done done = m_transfers.take(easy);
      curl_multi_remove_handle(m_multi, easy);
      if (m_transfers.isEmpty()) {
        m_idle.start();
      }
      done(result);
    }
  }
}

}  // namespace portolan
