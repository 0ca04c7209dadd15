// The floor of the benchmark: what moving bytes between a local TCP connection and a TLS connection costs when nothing
// else is done. A bare OpenSSL read and write loop, once as the client that is measured, once as the server that it
// talks to.
//
//   bench_floor serve CERTIFICATE KEY            prints its port; serves one connection after another:
//                                                "N\n" -> N bytes; "-N\n" -> takes N bytes, answers "ok\n"
//   bench_floor relay SERVER_PORT                prints its port; relays one local connection after another to the
//   server

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

constexpr size_t kChunk = 64 * 1024;
constexpr size_t kRecord = 16 * 1024;
/// The TLS records in which an API server sends 32 KiB of a pod's bytes: Go's WebSocket writes a frame's header, its
/// payload and the header of an empty continuation one by one.
constexpr std::array<size_t, 4> kRecords{4, kRecord, kRecord - 6, 2};

[[noreturn]] void die(const char* what) {
  std::perror(what);
  std::exit(1);
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

int listenAnywhere() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket, 8) != 0) {
    die("listen");
  }
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  std::printf("%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  return socket;
}

void setNoDelay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

void serveOne(SSL* ssl) {
  std::vector<char> bytes(kRecord);
  std::array<char, 32> line{};
  if (SSL_read(ssl, line.data(), static_cast<int>(line.size()) - 1) <= 0) {
    return;
  }
  long long left = std::atoll(line.data());
  for (size_t i = 0; left > 0; ++i) {
    const int size = static_cast<int>(std::min<long long>(left, static_cast<long long>(kRecords[i % kRecords.size()])));
    if (SSL_write(ssl, bytes.data(), size) <= 0) {
      return;
    }
    left -= size;
  }
  while (left < 0) {
    const int got = SSL_read(ssl, bytes.data(), static_cast<int>(bytes.size()));
    if (got <= 0) {
      return;
    }
    left += got;
  }
  SSL_write(ssl, "ok\n", 3);
}

int serve(const char* certificate, const char* key) {
  SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
  // What Go's server and client agree on where the processor has AES.
  SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256");
  if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1 ||
      SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1) {
    die("certificate");
  }
  const int listening = listenAnywhere();
  for (;;) {
    const int socket = ::accept(listening, nullptr, nullptr);
    setNoDelay(socket);
    SSL* const ssl = SSL_new(context);
    SSL_set_fd(ssl, socket);
    if (SSL_accept(ssl) == 1) {
      serveOne(ssl);
      SSL_shutdown(ssl);
    }
    SSL_free(ssl);
    ::close(socket);
  }
}

/// False: it is over.
bool writeAll(SSL* ssl, const char* bytes, int size) {
  while (SSL_write(ssl, bytes, size) <= 0) {
    pollfd writable{SSL_get_fd(ssl), POLLOUT, 0};
    if (SSL_get_error(ssl, -1) != SSL_ERROR_WANT_WRITE || ::poll(&writable, 1, -1) < 0) {
      return false;
    }
  }
  return true;
}

/// Until one side ends. Whoever does not take what it is given makes the other one wait.
void relayOne(SSL* ssl, int local) {
  std::vector<char> bytes(kChunk);
  std::array<pollfd, 2> waiting{{{SSL_get_fd(ssl), POLLIN, 0}, {local, POLLIN, 0}}};
  for (;;) {
    if (::poll(waiting.data(), waiting.size(), -1) < 0) {
      return;
    }
    while ((waiting[0].revents & (POLLIN | POLLHUP)) != 0) {
      size_t size = 0;
      int got = 1;
      // Several records a send.
      while (bytes.size() - size >= kRecord &&
             (got = SSL_read(ssl, bytes.data() + size, static_cast<int>(bytes.size() - size))) > 0) {
        size += static_cast<size_t>(got);
      }
      const bool isOver = got <= 0 && SSL_get_error(ssl, got) != SSL_ERROR_WANT_READ;
      waiting[0].revents = got > 0 ? POLLIN : short{0};
      for (size_t sent = 0; sent < size;) {
        const ssize_t now = ::send(local, bytes.data() + sent, size - sent, MSG_NOSIGNAL);
        if (now <= 0) {
          return;
        }
        sent += static_cast<size_t>(now);
      }
      if (isOver) {
        return;
      }
    }
    if ((waiting[1].revents & (POLLIN | POLLHUP)) != 0) {
      const ssize_t got = ::recv(local, bytes.data(), bytes.size(), 0);
      if (got <= 0 || !writeAll(ssl, bytes.data(), static_cast<int>(got))) {
        return;
      }
    }
  }
}

int relay(int serverPort) {
  SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_default_read_buffer_len(context, kChunk);
  const int listening = listenAnywhere();
  for (;;) {
    const int local = ::accept(listening, nullptr, nullptr);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(serverPort);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      die("connect");
    }
    setNoDelay(local);
    setNoDelay(socket);
    SSL* const ssl = SSL_new(context);
    SSL_set_fd(ssl, socket);
    if (SSL_connect(ssl) == 1) {
      ::fcntl(socket, F_SETFL, O_NONBLOCK);
      relayOne(ssl, local);
    }
    SSL_free(ssl);
    ::close(socket);
    ::close(local);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  if (argc == 4 && std::strcmp(argv[1], "serve") == 0) {
    return serve(argv[2], argv[3]);
  }
  if (argc == 3 && std::strcmp(argv[1], "relay") == 0) {
    return relay(std::atoi(argv[2]));
  }
  std::fprintf(stderr, "bench_floor serve CERTIFICATE KEY | relay PORT\n");
  return 2;
}
