#include "app/cli/output.h"

#include <unistd.h>

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
  // For a person only: programs that read this expect one line. What is wrong with arguments says it all itself.
  if (error.code != ErrorCode::InvalidArgument && isatty(STDERR_FILENO)) {
    printErrorLine(QStringLiteral("\"portolan help %1\" says more.").arg(errorName(error.code)));
  }
}

QString errorLine(const Error& error) {
  constexpr qsizetype kLimit = 2000;
  const QString detail = oneLine(error.detail, kLimit);
  return error.hint.isEmpty() ? detail : detail + QStringLiteral(". ") + oneLine(error.hint, kLimit);
}

}  // namespace portolan
