#include "app/demo/cutting.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <QTimer>

namespace portolan::demo {

void cutWhenSent(Transport& transport, CutEnd how, std::function<void()> done) {
  transport.flush();
  auto* const timer = new QTimer(&transport);
  timer->setInterval(2);
  QObject::connect(timer, &QTimer::timeout, &transport,
                   [&transport, timer, how, done = std::move(done), looks = 0]() mutable {
                     int unacknowledged = 0;
                     const int fd = transport.descriptor();
                     const bool isOpen = fd >= 0 && ::ioctl(fd, SIOCOUTQ, &unacknowledged) == 0;
                     if (isOpen && (transport.bytesToWrite() > 0 || unacknowledged > 0) && ++looks < 500) {
                       return;
                     }
                     timer->stop();
                     timer->deleteLater();
                     if (isOpen && how == CutEnd::Fin) {
                       ::shutdown(fd, SHUT_RDWR);
                     } else {
                       transport.abort();
                     }
                     // `done` may destroy the transport, and with it this function object.
                     const auto callback = std::move(done);
                     callback();
                   });
  timer->start();
}

}  // namespace portolan::demo
