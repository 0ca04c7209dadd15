#pragma once

#include <QRectF>
#include <QString>
#include <Qt>

#include "core/forward/forwardstatus.h"
#include "ui/widgets/colorroles.h"

class QFontMetrics;
class QPainter;

namespace portolan {

/// How a state looks: states differ by shape, the colour only helps.
struct StateMark {
  QString drawing;  ///< "state-ready"
  QColor color;
  QColor words;
  /// Behind mark and words; invalid: none. Quiet when right, loud when wrong: only waiting and failed have one.
  QColor tint;
  bool turns = false;

  static StateMark of(ForwardStatus::State state, const ColorRoles& colors);
};

/// The mark alone. `turn` in degrees counts where it turns.
void paintStateMark(QPainter& painter, const QRectF& rect, const StateMark& mark, qreal turn = 0);

/// Mark and words, with the tint behind them where the state has one, from the leading edge of `rect` and in the middle
/// of its height; the words are cut where they do not fit. The mark of a tinted one stands where that of others does,
/// so the tint reaches pillOverhang() before `rect`. Returns whether the words were cut.
bool paintStatePill(QPainter& painter, const QRectF& rect, const StateMark& mark, const QString& words,
                    const ColorRoles& colors, Qt::LayoutDirection direction, qreal turn = 0);
int pillOverhang();
/// The width that the words need.
int statePillWidth(const QFontMetrics& metrics, const QString& words);

}  // namespace portolan
