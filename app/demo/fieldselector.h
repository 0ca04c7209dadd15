#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include "core/base/result.h"

namespace portolan::demo {

/// A field selector: "metadata.name=x,status.phase!=Pending". Fields: metadata.name and metadata.namespace; for pods
/// also spec.nodeName, status.phase and status.podIP.
class FieldSelector {
 public:
  static Result<FieldSelector> parse(const QString& text, const QString& kind);
  [[nodiscard]] bool matches(const QJsonObject& object) const;

 private:
  struct Requirement {
    QStringList path;
    QString value;
    bool equal = true;
  };
  QList<Requirement> m_requirements;
};

}  // namespace portolan::demo
