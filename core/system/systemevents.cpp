#include "core/system/systemevents.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <QDBusConnection>
#include <QFile>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>

#include "core/base/logging.h"

using namespace std::chrono_literals;

namespace portolan {
namespace {

/// A change of network is many messages: an address, then routes.
constexpr auto kCalm = 500ms;

/// A change that matters to connections with other machines. A host with containers sees new links, their local
/// addresses and their routes all day.
bool matters(const nlmsghdr* message) {
  switch (message->nlmsg_type) {
    case RTM_NEWADDR:
    case RTM_DELADDR:
      return static_cast<const ifaddrmsg*>(NLMSG_DATA(message))->ifa_scope == RT_SCOPE_UNIVERSE;
    case RTM_NEWROUTE:
    case RTM_DELROUTE: {
      const auto* const route = static_cast<const rtmsg*>(NLMSG_DATA(message));
      return route->rtm_table == RT_TABLE_MAIN && route->rtm_scope == RT_SCOPE_UNIVERSE;
    }
    default:
      return false;
  }
}

}  // namespace

SystemEvents::SystemEvents(QObject* parent) : QObject(parent) {
  m_calm.setSingleShot(true);
  m_calm.setInterval(kCalm);
  connect(&m_calm, &QTimer::timeout, this, &SystemEvents::changed);
  watchNetwork();
  watchClock();
  watchSleep();
}

void SystemEvents::watchNetwork() {
  m_network = FileDescriptor(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE));
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
  if (::bind(m_network.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    qCWarning(lcSystem) << "changes of the network go unnoticed: no netlink socket";
    return;
  }
  m_networkNotifier = std::make_unique<QSocketNotifier>(m_network.get(), QSocketNotifier::Read);
  connect(m_networkNotifier.get(), &QSocketNotifier::activated, this, &SystemEvents::readNetwork);
}

void SystemEvents::readNetwork() {
  alignas(nlmsghdr) std::array<char, 16 * 1024> buffer;
  bool any = false;
  while (true) {
    const ssize_t size = ::recv(m_network.get(), buffer.data(), buffer.size(), 0);
    if (size < 0 && errno == ENOBUFS) {
      any = true;  // so much happened that the kernel dropped some of it
      continue;
    }
    if (size <= 0) {
      break;
    }
    auto left = static_cast<unsigned>(size);
    for (auto* message = reinterpret_cast<nlmsghdr*>(buffer.data()); NLMSG_OK(message, left);
         message = NLMSG_NEXT(message, left)) {
      any = any || matters(message);
    }
  }
  if (any) {
    m_calm.start();
  }
}

void SystemEvents::watchClock() {
  m_clock = FileDescriptor(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC));
  armClock();
  m_clockNotifier = std::make_unique<QSocketNotifier>(m_clock.get(), QSocketNotifier::Read);
  connect(m_clockNotifier.get(), &QSocketNotifier::activated, this, &SystemEvents::readClock);
}

/// It never expires; when the clock is set, as the kernel does at every resume, it is cancelled (timerfd_create(2)).
void SystemEvents::armClock() {
  itimerspec never{};
  never.it_value.tv_sec = 32'503'680'000;  // the year 3000
  ::timerfd_settime(m_clock.get(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr);
}

void SystemEvents::readClock() {
  std::uint64_t expirations = 0;
  if (::read(m_clock.get(), &expirations, sizeof(expirations)) < 0 && errno == ECANCELED) {
    m_calm.start();
  }
  armClock();
}

/// From whom the signal comes is not asked: that would mean to wait for the bus, and a false one costs a ping.
void SystemEvents::watchSleep() {
  if (!qEnvironmentVariableIsSet("DBUS_SYSTEM_BUS_ADDRESS") &&
      !QFile::exists(QStringLiteral("/run/dbus/system_bus_socket"))) {
    return;
  }
  QDBusConnection bus = QDBusConnection::systemBus();
  if (bus.isConnected()) {
    bus.connect({}, QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
                QStringLiteral("PrepareForSleep"), this, SLOT(onPrepareForSleep(bool)));
  }
}

void SystemEvents::onPrepareForSleep(bool isAhead) {
  if (!isAhead) {
    m_calm.start();
  }
}

}  // namespace portolan
