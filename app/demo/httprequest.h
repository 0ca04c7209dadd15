#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QUrlQuery>
#include <utility>

namespace portolan::demo {

/// One HTTP/1.1 request (RFC 9112), as far as a client of the Kubernetes API sends it.
struct HttpRequest {
  QByteArray method;
  QString path;     ///< decoded
  QUrlQuery query;  ///< values as sent; see queryValue
  QList<std::pair<QByteArray, QByteArray>> headers;
  bool keepAlive = true;
  qint64 bodySize = 0;
  QByteArray body;
  QString user;  ///< set by the server once it knows

  /// The first value of a header; names compare without case.
  [[nodiscard]] QByteArray header(QByteArrayView name) const;
  /// The elements of a header that is a comma separated list (RFC 9110 section 5.6.1), all its lines together.
  [[nodiscard]] QList<QByteArray> headerList(QByteArrayView name) const;
  [[nodiscard]] QString queryValue(const QString& name) const;
  [[nodiscard]] bool hasQuery(const QString& name) const { return query.hasQueryItem(name); }
};

/// Parses a request's head without the empty line at its end. `status` is 0 or what to answer instead: 400, 501 (a
/// transfer coding), 505.
struct ParsedHead {
  int status = 0;
  HttpRequest request;
};
ParsedHead parseRequestHead(QByteArrayView head);

}  // namespace portolan::demo
