#include "core/tunnel/socketbio.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

namespace portolan {

namespace {

constexpr int kCapacity = 64 * 1024;

struct SocketBio {
  int socket = -1;
  std::unique_ptr<char[]> buffer;
  int begin = 0;
  int end = 0;
  bool isAtEnd = false;
};

SocketBio& self(BIO* bio) {
  return *static_cast<SocketBio*>(BIO_get_data(bio));
}

bool wouldBlock() {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

int readFrom(BIO* bio, char* out, int size) {
  SocketBio& state = self(bio);
  BIO_clear_retry_flags(bio);
  if (size <= 0) {
    return 0;
  }
  if (state.begin == state.end) {
    if (!state.buffer) {
      state.buffer = std::make_unique_for_overwrite<char[]>(kCapacity);
    }
    ssize_t got = 0;
    do {
      got = ::recv(state.socket, state.buffer.get(), kCapacity, 0);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) {
      const int error = errno;
      state.buffer.reset();
      state.isAtEnd = got == 0;
      errno = error;
      if (got < 0 && wouldBlock()) {
        BIO_set_retry_read(bio);
      }
      return static_cast<int>(got);
    }
    state.begin = 0;
    state.end = static_cast<int>(got);
  }
  const int given = std::min(size, state.end - state.begin);
  std::memcpy(out, state.buffer.get() + state.begin, static_cast<size_t>(given));
  state.begin += given;
  return given;
}

int writeTo(BIO* bio, const char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  ssize_t sent = 0;
  do {
    sent = ::send(self(bio).socket, bytes, static_cast<size_t>(size), MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  if (sent < 0 && wouldBlock()) {
    BIO_set_retry_write(bio);
  }
  return static_cast<int>(sent);
}

long control(BIO* bio, int command, long /*number*/, void* /*pointer*/) {
  const SocketBio& state = self(bio);
  switch (command) {
    case BIO_CTRL_PENDING:
      return state.end - state.begin;
    case BIO_CTRL_EOF:
      return state.isAtEnd ? 1 : 0;
    case BIO_CTRL_FLUSH:
      return 1;
    default:
      return 0;
  }
}

int destroy(BIO* bio) {
  delete static_cast<SocketBio*>(BIO_get_data(bio));
  return 1;
}

BIO_METHOD* makeMethod() {
  BIO_METHOD* const method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket that reads ahead");
  if (method != nullptr) {
    BIO_meth_set_read(method, readFrom);
    BIO_meth_set_write(method, writeTo);
    BIO_meth_set_ctrl(method, control);
    BIO_meth_set_destroy(method, destroy);
  }
  return method;
}

}  // namespace

BIO* newSocketBio(int socket) {
  static BIO_METHOD* const method = makeMethod();
  BIO* const bio = method != nullptr ? BIO_new(method) : nullptr;
  if (bio != nullptr) {
    BIO_set_data(bio, new SocketBio{.socket = socket, .buffer = {}});
    BIO_set_init(bio, 1);
  }
  return bio;
}

}  // namespace portolan
