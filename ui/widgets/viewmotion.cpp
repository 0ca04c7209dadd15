#include "ui/widgets/viewmotion.h"

#include <QEasingCurve>
#include <QWidget>

#include "ui/widgets/drawing.h"

using namespace std::chrono_literals;

namespace portolan {

namespace {
constexpr qint64 kSwitch = 120;  // ms
constexpr qint64 kTurn = 1000;   // ms
constexpr auto kFrame = 33ms;
/// Rows come and go; what is not shown any more need not be remembered.
constexpr qsizetype kMostKeys = 20'000;
}  // namespace

ViewMotion::ViewMotion(QWidget* surface) : QObject(surface), m_surface(surface) {
  m_time.start();
  m_next.setSingleShot(true);
  m_next.setInterval(kFrame);
  connect(&m_next, &QTimer::timeout, this, [this] { m_surface->update(std::exchange(m_dirty, {})); });
}

void ViewMotion::again(const QRect& rect) {
  m_dirty += rect;
  if (!m_next.isActive()) {
    m_next.start();
  }
}

qreal ViewMotion::switchPosition(const QString& key, bool on, const QRect& rect) {
  if (m_switches.size() > kMostKeys) {
    m_switches.clear();
  }
  auto it = m_switches.find(key);
  if (it == m_switches.end()) {
    it = m_switches.insert(key, {on, -1});
  } else if (it->on != on) {
    *it = {on, wantsMotion(m_surface) ? m_time.elapsed() : -1};
  }
  if (it->since < 0) {
    return on ? 1 : 0;
  }
  const qreal part = qreal(m_time.elapsed() - it->since) / kSwitch;
  if (part >= 1) {
    it->since = -1;
    return on ? 1 : 0;
  }
  again(rect);
  const qreal moved = QEasingCurve(QEasingCurve::OutCubic).valueForProgress(part);
  return on ? moved : 1 - moved;
}

qreal ViewMotion::arcTurn(const QRect& rect) {
  if (!wantsMotion(m_surface)) {
    return 0;
  }
  again(rect);
  return qreal(m_time.elapsed() % kTurn) * 360 / kTurn;
}

}  // namespace portolan
