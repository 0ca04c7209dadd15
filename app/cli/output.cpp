#include "app/cli/output.h"

#include <cstdio>

namespace portolan {

namespace {

void write(FILE* file, const QString& line) {
  const QByteArray bytes = line.toLocal8Bit() + '\n';
  std::fwrite(bytes.constData(), 1, size_t(bytes.size()), file);
  std::fflush(file);
}

}  // namespace

void printLine(const QString& line) {
  write(stdout, line);
}

void printErrorLine(const QString& line) {
  write(stderr, line);
}

void printError(const Error& error) {
  printErrorLine(QStringLiteral("error: ") + errorLine(error));
}

QString errorLine(const Error& error) {
  constexpr qsizetype kLimit = 2000;
  const QString detail = oneLine(error.detail, kLimit);
  return error.hint.isEmpty() ? detail : detail + QStringLiteral(". ") + oneLine(error.hint, kLimit);
}

}  // namespace portolan
