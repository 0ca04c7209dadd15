#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include "app/demo/resourcetypes.h"

namespace portolan::demo {

/// Failure bodies of kind Status in the words of apimachinery's pkg/api/errors/errors.go. `code` is the HTTP status.
struct ApiStatus {
  int code = 500;
  QJsonObject body;
};

ApiStatus badRequest(const QString& message);
ApiStatus unauthorized();
ApiStatus notFound(const ResourceType& type, const QString& name);
/// For a path that leads to no resource.
ApiStatus unknownResource();
ApiStatus methodNotAllowed();
ApiStatus expired(const QString& message);
ApiStatus tooLargeResourceVersion(quint64 wanted, quint64 current);
/// An empty `subresource` is none, an empty `ns` the cluster scope.
ApiStatus forbidden(const QString& user, const QString& verb, const ResourceType& type, const QString& subresource,
                    const QString& name, const QString& ns);
ApiStatus forbiddenPath(const QString& user, const QString& verb, const QString& path);
/// What the API server says with any code, where nothing else is known (NewGenericServerResponse).
ApiStatus genericStatus(int code);
ApiStatus deleted(const ResourceType& type, const QString& name, const QString& uid);

}  // namespace portolan::demo
