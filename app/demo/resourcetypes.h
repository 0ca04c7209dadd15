#pragma once

#include <QString>
#include <QStringList>
#include <span>

namespace portolan::demo {

/// A kind of object that the server knows, as discovery describes it.
struct ResourceType {
  QLatin1String group;  ///< empty: the core group
  QLatin1String version;
  QLatin1String plural;
  QLatin1String singular;
  QLatin1String kind;
  QLatin1String shortName;  ///< may be empty
  bool namespaced = true;

  /// "v1", "apps/v1"
  [[nodiscard]] QString apiVersion() const;
  /// "pods", "deployments.apps": as messages name it
  [[nodiscard]] QString qualifiedName() const;
};

std::span<const ResourceType> resourceTypes();
const ResourceType* resourceTypeOfKind(QAnyStringView kind);
const ResourceType* findResourceType(QAnyStringView group, QAnyStringView version, QAnyStringView plural);

}  // namespace portolan::demo
