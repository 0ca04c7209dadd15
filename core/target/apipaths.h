#pragma once

#include <QUrlQuery>

#include "core/target/targetspec.h"

namespace portolan {

/// Where the API server keeps all objects of a kind in a namespace: "/apis/apps/v1/namespaces/shop/deployments". Of
/// PodSelector: the pods. `ns` satisfies isObjectName.
QString collectionPath(TargetKind kind, const QString& ns);

/// The query of a list or a watch; an empty selector is left out.
QUrlQuery selectorQuery(const QString& labelSelector, const QString& fieldSelector);

}  // namespace portolan
