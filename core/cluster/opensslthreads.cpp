#include "core/cluster/opensslthreads.h"

#include <openssl/crypto.h>

#include <QCoreApplication>

namespace portolan {

void keepOpenSslAtExit() {
  // Only the first call of OpenSSL in a process can say so (OPENSSL_init_crypto(3)).
  OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

void endOpenSslThread() {
  OPENSSL_thread_stop();
}

void tidyAtEnd(QThread& thread, QObject& worker) {
  const auto tidy = [] {
    // What is deleted from the event loop lets others go there in turn (a forward its session, that its connection,
    // that its notifiers), and a thread that ends looks for them only once.
    constexpr int kGenerations = 8;
    for (int i = 0; i < kGenerations; ++i) {
      QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    endOpenSslThread();
  };
  QObject::connect(&thread, &QThread::finished, &worker, tidy, Qt::DirectConnection);
}

}  // namespace portolan
