#include <cstdint>
#include <cstdlib>

#include "core/config/forwardconfig.h"

using namespace portolan;

// Whatever is taken can be written, is taken again, and is then the same to the byte; imported entries as well.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const QByteArray json(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
  const auto forwards = parseForwards(json, QStringLiteral("fuzz"));
  if (!forwards) {
    if (forwards.error().detail.contains(u'\n')) {
      std::abort();
    }
    return 0;
  }
  for (const auto& list : {*forwards, sanitizeImported(*forwards).forwards}) {
    for (const ForwardConfig& config : list) {
      if (config.displayName().isEmpty() && !config.reasonUnsupported()) {
        std::abort();
      }
    }
    const QByteArray once = serializeForwards(list);
    const auto again = parseForwards(once, QStringLiteral("fuzz"));
    if (!again || serializeForwards(*again) != once) {
      std::abort();
    }
  }
  return 0;
}
