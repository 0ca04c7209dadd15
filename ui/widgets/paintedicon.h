#pragma once

#include <QColor>
#include <QIcon>
#include <QImage>
#include <QList>
#include <QString>
#include <functional>

namespace portolan {

/// Paints a square image of so many device pixels.
using IconPainter = std::function<QImage(int size)>;

/// An icon that is painted anew for each size and device pixel ratio that it is asked for. `sizes` is what is told to
/// those who want to know them before (StatusNotifierItem).
QIcon paintedIcon(IconPainter painter, QList<int> sizes = {16, 32});

/// One of the project's one-colour drawings in a colour; `name` is "state-ready" for icons/state-ready.svg. The
/// resources must have been initialised (Q_INIT_RESOURCE(resources)).
QImage tintedDrawing(const QString& name, const QColor& color, int size);
/// One of the drawings that have colours of their own.
QImage colorDrawing(const QString& name, int size);
QIcon tintedIcon(const QString& name, const QColor& color);

}  // namespace portolan
