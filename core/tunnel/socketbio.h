#pragma once

#include <openssl/bio.h>

namespace portolan {

/// A BIO on a non-blocking socket, for SSL_set_bio; nothing where there is no memory. It reads ahead: what has arrived,
/// up to 64 KiB, is taken from the socket in one call and given to OpenSSL piece by piece, so that OpenSSL need not ask
/// the kernel twice for each record. OpenSSL's own reading ahead moves all that it has to the front of its buffer for
/// each record, and that is more than one copy of everything.
///
/// BIO_pending() says how much it holds: no notifier tells of that. It keeps no memory while it holds nothing. The
/// socket stays the caller's; errno is that of recv or send. Writing raises no SIGPIPE.
[[nodiscard]] BIO* newSocketBio(int socket);

}  // namespace portolan
