#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/config/commandlines.h"

using namespace portolan;
using namespace Qt::StringLiterals;

/// A pasted text: whatever it is, what comes out of it can be saved and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = QByteArray::fromRawData(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
  const auto lines = parseCommandLines(text, u"fuzz"_s);
  if (!lines) {
    return 0;
  }
  QList<ForwardConfig> forwards;
  for (const ParsedForward& each : lines->forwards) {
    if (!each.error) {
      forwards += each.config;
    }
  }
  const auto again = parseForwards(serializeForwards(forwards), u"again"_s);
  if (!again || again->size() != forwards.size()) {
    std::abort();
  }
  return 0;
}
