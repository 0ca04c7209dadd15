#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

#include "ui/models/forwardsfilter.h"

namespace portolan {

/// How a person arranged the main window: what is to be remembered of it.
struct WindowLayout {
  enum class Details { Below, Right, Hidden };

  ForwardsFilter::Grouping grouping = ForwardsFilter::Grouping::Context;
  Details details = Details::Below;
  QByteArray geometry = {};       ///< QWidget::saveGeometry
  QByteArray splitter = {};       ///< QSplitter::saveState
  QList<int> hiddenColumns = {};  ///< ForwardsFilter::Column
  QStringList folded = {};        ///< keys of groups

  bool operator==(const WindowLayout&) const = default;
};

}  // namespace portolan
