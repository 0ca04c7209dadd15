#include <cstddef>
#include <cstdint>

#include "core/cluster/watchdecoder.h"

using portolan::WatchDecoder;

// However a watch's body is cut into pieces, the events are the same, and no more is held than one line may have.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const qsizetype step = data[0] % 16 + 1;
  const QByteArray body(reinterpret_cast<const char*>(data) + 1, static_cast<qsizetype>(size) - 1);

  WatchDecoder whole;
  QList<WatchDecoder::Event> expected;
  const auto result = whole.feed(body, expected);

  WatchDecoder pieces;
  QList<WatchDecoder::Event> events;
  bool isGood = true;
  for (qsizetype at = 0; at < body.size() && isGood; at += step) {
    isGood = pieces.feed(body.mid(at, step), events).has_value();
  }
  if (isGood != result.has_value() || events != expected) {
    __builtin_trap();
  }
  if (isGood && whole.isInsideLine() != pieces.isInsideLine()) {
    __builtin_trap();
  }
  return 0;
}
