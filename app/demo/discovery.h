#pragma once

#include <QJsonObject>
#include <QString>
#include <optional>

namespace portolan::demo {

/// What the API server says about itself: /version, /api, /apis, /apis/GROUP and the resource lists below them.
/// Nothing for a path that is none of these.
std::optional<QJsonObject> discoveryDocument(const QString& path, const QString& serverAddress);

}  // namespace portolan::demo
