#pragma once

#include <QCoreApplication>
#include <QFont>
#include <QRect>

#include "ui/models/forwardgroup.h"
#include "ui/widgets/colorroles.h"

class QPainter;

namespace portolan {

/// The row above a group of forwards: chevron, name, how many are on, what is known of the cluster, and the switch for
/// all of them. In the window the switch leads, in the popup it trails. Painted, not a widget; the same places are used
/// for hit tests.
class GroupHeader {
  Q_DECLARE_TR_FUNCTIONS(GroupHeader)

 public:
  enum class SwitchSide { Leading, Trailing };

  struct Look {
    QRect rect;
    QFont font;  ///< the view's
    SwitchSide side = SwitchSide::Leading;
    bool isFolded = false;
    bool isHovered = false;  ///< the switch is under the pointer
    qreal switchPosition = 0;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    /// Room at the outer ends.
    int margin = 12;
    /// Whether latency and trouble of the cluster are said.
    bool withCluster = true;
  };

  static void paint(QPainter& painter, const Look& look, const ForwardGroup& group, const ColorRoles& colors);
  [[nodiscard]] static QRect switchRect(const Look& look);
  [[nodiscard]] static QRect chevronRect(const Look& look);

  /// "4 of 5 on".
  static QString countText(const ForwardGroup& group);
  /// "cluster answers in 24 ms", "login expired since 10:22:07"; empty where nothing is known.
  static QString clusterText(const ForwardGroup& group);
};

}  // namespace portolan
