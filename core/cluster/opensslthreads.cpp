#include "core/cluster/opensslthreads.h"

#include <openssl/crypto.h>

namespace portolan {

void keepOpenSslAtExit() {
  // Only the first call of OpenSSL in a process can say so (OPENSSL_init_crypto(3)).
  OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

void endOpenSslThread() {
  OPENSSL_thread_stop();
}

}  // namespace portolan
