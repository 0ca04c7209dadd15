#pragma once

#include <QSplitter>

namespace portolan {

/// A splitter whose handle is a line; it can be taken a few pixels beside it, too.
class LineSplitter : public QSplitter {
  Q_OBJECT
 public:
  explicit LineSplitter(Qt::Orientation orientation, QWidget* parent = nullptr);

 protected:
  QSplitterHandle* createHandle() override;
};

}  // namespace portolan
