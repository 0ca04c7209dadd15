#include "ui/widgets/linesplitter.h"

#include <QPainter>

#include "ui/widgets/colorroles.h"

namespace portolan {

namespace {

class LineHandle : public QSplitterHandle {
 public:
  using QSplitterHandle::QSplitterHandle;

 protected:
  void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(contentsRect(), ColorRoles(palette()).line); }
};

}  // namespace

LineSplitter::LineSplitter(Qt::Orientation orientation, QWidget* parent) : QSplitter(orientation, parent) {
  setHandleWidth(1);  // Qt widens what can be taken of so thin a one
  setChildrenCollapsible(false);
}

QSplitterHandle* LineSplitter::createHandle() {
  return new LineHandle(orientation(), this);
}

}  // namespace portolan
