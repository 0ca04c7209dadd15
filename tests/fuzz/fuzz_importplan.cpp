#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/config/importplan.h"

using namespace portolan;
using namespace Qt::StringLiterals;

/// Two files, parted by a line "---": what is imported is there, importing it again changes nothing, and taking the
/// change back leaves what was there before.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const QByteArray text(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
  const qsizetype cut = text.indexOf("\n---\n");
  const auto first = parseForwards(text.first(cut < 0 ? 0 : cut), u"saved"_s);
  const auto second = parseEntries(cut < 0 ? text : text.sliced(cut + 5), u"imported"_s);
  if (!second) {
    return 0;
  }
  const QList<ForwardConfig> saved = first.value_or(QList<ForwardConfig>());
  ImportPlan plan = ImportPlan::make(saved, *second);
  plan.chooseAll();
  QList<ForwardConfig> after = saved;
  const ForwardsChange done = applyChange(after, plan.change());
  ImportPlan again = ImportPlan::make(after, *second);
  again.chooseAll();
  QList<ForwardConfig> twice = after;
  if (!applyChange(twice, again.change()).isEmpty() && again.count(ImportPlan::Kind::New) > 0) {
    std::abort();  // something imported was not found again
  }
  for (const ForwardConfig& config : after) {
    for (const ForwardConfig& before : saved) {
      if (config.uid == before.uid && config.autostart && !before.autostart) {
        std::abort();
      }
    }
  }
  if (applyChange(after, inverseOf(done)).entries.size() != done.entries.size() ||
      serializeForwards(after) != serializeForwards(saved)) {
    std::abort();
  }
  return 0;
}
