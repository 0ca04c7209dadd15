#pragma once

#include <QJsonArray>
#include <QJsonObject>

#include "app/demo/resourcetypes.h"

namespace portolan::demo {

/// The columns that `kubectl get` shows for a type, and an object's row (kubernetes pkg/printers/internalversion).
/// `includeObject`: Metadata (the default), Object or None, as the query says.
QJsonArray tableColumns(const ResourceType& type);
QJsonObject tableRow(const ResourceType& type, const QJsonObject& object, const QString& includeObject);
QJsonObject makeTable(const QJsonArray& columns, const QJsonArray& rows, const QJsonObject& listMetadata);

}  // namespace portolan::demo
