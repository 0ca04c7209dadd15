#include "app/cli/errorhelp.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace portolan {

std::optional<QString> errorHelp(const QString& name) {
  QFile file(u":/portolan/troubleshooting.md"_s);
  if (name.isEmpty() || !file.open(QIODevice::ReadOnly)) {
    return {};
  }
  const QString page = u'\n' + QString::fromUtf8(file.readAll());
  const QString heading = u"\n### %1\n"_s.arg(name);
  const qsizetype begin = page.indexOf(heading);
  if (begin < 0) {
    return {};
  }
  qsizetype end = page.indexOf(u"\n##"_s, begin + heading.size());  // the next error, or the next stage
  if (end < 0) {
    end = page.size();
  }
  return page.sliced(begin + heading.size(), end - begin - heading.size()).trimmed();
}

}  // namespace portolan
