#include <cstddef>
#include <cstdint>

#include "app/cli/options.h"

// A command line, one argument a line: it ends in options or in one line that says what is wrong.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
  const auto options = portolan::parseOptions(text.split(u'\n'));
  if (!options && (options.error().detail.isEmpty() || options.error().detail.contains(u'\n'))) {
    __builtin_trap();
  }
  return 0;
}
