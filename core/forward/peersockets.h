#pragma once

#include <cstdint>

#include "core/base/filedescriptor.h"

namespace portolan {

/// Looks at the other end of a TCP connection within this machine. A client that closed its socket and one that only
/// ended its sending side look alike on the wire, a FIN; but the kernel knows the client's socket too, and tells about
/// it without rights (sock_diag(7)).
///
/// Keeps one netlink socket open; a look costs three system calls and no waiting.
class PeerSockets {
 public:
  enum class State {
    Unknown,  ///< the kernel could not be asked
    Unseen,   ///< not on this machine, in another network namespace, behind address translation, or gone by now
    Open,     ///< a process holds it and may still read
    Closed,   ///< no process holds it any more, or the holder gave up reading: what is sent there, nobody reads
  };

  /// Looks at the peer of the connected TCP socket `socket`, whose own sending side must still be open.
  [[nodiscard]] State look(int socket);

 private:
  FileDescriptor m_netlink;
  std::uint32_t m_sequence = 0;
};

}  // namespace portolan
