#include "core/base/error.h"

namespace portolan {

QString stageName(Stage stage) {
  switch (stage) {
    case Stage::Configuration:
      return QStringLiteral("configuration");
    case Stage::Authentication:
      return QStringLiteral("authentication");
    case Stage::Target:
      return QStringLiteral("target");
    case Stage::Session:
      return QStringLiteral("session");
    case Stage::Relay:
      return QStringLiteral("relay");
  }
  return {};
}

QString oneLine(const QString& text, qsizetype limit) {
  QString line;
  line.reserve(qMin(text.size(), limit));
  for (const QChar c : text) {
    line += (c.isPrint() || c.isSurrogate()) ? c : QChar(u' ');
  }
  line = line.simplified();
  if (line.size() > limit) {
    line.truncate(limit - 1);
    line += QChar(0x2026);
  }
  return line;
}

}  // namespace portolan
