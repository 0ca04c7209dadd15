#include "app/demo/fieldselector.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {
std::unexpected<Error> invalid(const QString& detail) {
  return fail(ErrorCode::InvalidArgument, Stage::Target, detail);
}
}  // namespace

Result<FieldSelector> FieldSelector::parse(const QString& text, const QString& kind) {
  QStringList known{u"metadata.name"_s, u"metadata.namespace"_s};
  if (kind == "Pod"_L1) {
    known << u"spec.nodeName"_s << u"status.phase"_s << u"status.podIP"_s;
  }
  FieldSelector selector;
  const auto terms = text.split(u',', Qt::SkipEmptyParts);
  for (const QString& term : terms) {
    const qsizetype equals = term.indexOf(u'=');
    if (equals < 1) {
      return invalid(u"invalid selector: '%1'; can't understand '%2'"_s.arg(text, term));
    }
    const bool isDifferent = term[equals - 1] == u'!';
    const qsizetype value = equals + (term.mid(equals, 2) == "=="_L1 ? 2 : 1);
    const QString field = term.first(isDifferent ? equals - 1 : equals);
    if (!known.contains(field)) {
      return invalid(u"field label not supported: %1"_s.arg(field));
    }
    selector.m_requirements.append({field.split(u'.'), term.mid(value), !isDifferent});
  }
  return selector;
}

bool FieldSelector::matches(const QJsonObject& object) const {
  return std::ranges::all_of(m_requirements, [&](const Requirement& requirement) {
    const QString value = object[requirement.path.first()].toObject()[requirement.path.last()].toString();
    return (value == requirement.value) == requirement.equal;
  });
}

}  // namespace portolan::demo
