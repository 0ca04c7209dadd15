#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QRegion>
#include <QTimer>

class QWidget;

namespace portolan {

/// What moves inside a view that is painted by a delegate: switches on their way (120 ms) and the arcs of those at work
/// (one turn a second). The delegate asks while it paints; what is not painted costs nothing, and where the desktop
/// wants no motion all stands still.
class ViewMotion : public QObject {
  Q_OBJECT
 public:
  /// `surface` is what is painted on (a view's viewport); it becomes the parent.
  explicit ViewMotion(QWidget* surface);

  /// Where the switch with this key stands now, on its way to `on`. A key that was not seen before does not move.
  [[nodiscard]] qreal switchPosition(const QString& key, bool on, const QRect& rect);
  /// The arc's turn in degrees, now.
  [[nodiscard]] qreal arcTurn(const QRect& rect);

 private:
  struct Moving {
    bool on = false;
    qint64 since = -1;  ///< ms; -1: it stands
  };
  void again(const QRect& rect);

  QWidget* m_surface;
  QHash<QString, Moving> m_switches;
  QElapsedTimer m_time;
  QTimer m_next;
  QRegion m_dirty;
};

}  // namespace portolan
