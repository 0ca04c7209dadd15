#pragma once

#include <QCoreApplication>
#include <QList>

#include "core/config/importplan.h"

namespace portolan {

/// What importing would do, in words: one line for each thing to know, the problems first.
class ImportLines {
  Q_DECLARE_TR_FUNCTIONS(ImportLines)

 public:
  struct Line {
    enum class Kind { Problem, Warning, New, Changed, Same, Note };
    Kind kind = Kind::Note;
    QString text;
    bool operator==(const Line&) const = default;
  };
  static QList<Line> of(const ImportPlan& plan);
};

}  // namespace portolan
