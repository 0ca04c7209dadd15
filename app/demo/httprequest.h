#pragma once

#include <QByteArray>
#include <QString>
#include <QUrlQuery>
#include <optional>

#include "core/tunnel/httphead.h"

namespace portolan::demo {

/// A request to the API server.
struct HttpRequest {
  QByteArray method{};
  QString path{};  ///< decoded
  QUrlQuery query{};
  HttpHeaders headers{};
  bool keepAlive = true;
  qint64 bodySize = 0;
  QByteArray body{};
  QString user{};  ///< set by the server once it knows

  /// Nothing where the target is no path, the size of the body is not said clearly, or a transfer coding says it: no
  /// client of this API sends one.
  static std::optional<HttpRequest> fromHead(const HttpRequestHead& head);

  [[nodiscard]] QString queryValue(const QString& name) const;
  [[nodiscard]] bool hasQuery(const QString& name) const { return query.hasQueryItem(name); }
};

}  // namespace portolan::demo
