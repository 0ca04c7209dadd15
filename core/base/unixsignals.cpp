#include "core/base/unixsignals.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace portolan {

namespace {

sigset_t terminationSignals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

void UnixSignals::block() {
  std::signal(SIGPIPE, SIG_IGN);
  const sigset_t set = terminationSignals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

UnixSignals::UnixSignals(QObject* parent) : QObject(parent) {
  block();
  const sigset_t set = terminationSignals();
  m_descriptor = FileDescriptor(::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
  m_notifier = std::make_unique<QSocketNotifier>(m_descriptor.get(), QSocketNotifier::Read);
  connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
    signalfd_siginfo info{};
    while (::read(m_descriptor.get(), &info, sizeof(info)) == sizeof(info)) {
      Q_EMIT terminationRequested(int(info.ssi_signo));
    }
  });
}

}  // namespace portolan
