#pragma once

#include <QRectF>
#include <span>

#include "ui/widgets/colorroles.h"

class QPainter;

namespace portolan {

/// A minute of a forward at one glance, at its own scale; a flat line where nothing went through. Time runs from left
/// to right in every language, as in the graph.
void paintSparkline(QPainter& painter, const QRectF& rect, std::span<const float> values, const ColorRoles& colors);

}  // namespace portolan
