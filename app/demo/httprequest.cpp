#include "app/demo/httprequest.h"

#include <QUrl>

namespace portolan::demo {

std::optional<HttpRequest> HttpRequest::fromHead(const HttpRequestHead& head) {
  HttpRequest request{.method = head.method, .headers = head.headers};
  const qsizetype question = head.target.indexOf('?');
  request.path = QUrl::fromPercentEncoding(question < 0 ? head.target : head.target.first(question));
  if (question >= 0) {
    // A plus sign is a space in a query (WHATWG URL, application/x-www-form-urlencoded; Go's url.Values sends it).
    request.query.setQuery(QString::fromUtf8(head.target.sliced(question + 1).replace('+', "%20")));
  }
  if (!head.target.startsWith('/') || head.headers.contains("Transfer-Encoding") ||
      head.headers.list("Content-Length").size() > 1) {
    return {};
  }
  if (head.headers.contains("Content-Length")) {
    bool isNumber = false;
    request.bodySize = head.headers.value("Content-Length").toLongLong(&isNumber);
    if (!isNumber || request.bodySize < 0) {
      return {};
    }
  }
  request.keepAlive = head.minorVersion > 0 ? !head.headers.hasToken("Connection", "close")
                                            : head.headers.hasToken("Connection", "keep-alive");
  return request;
}

QString HttpRequest::queryValue(const QString& name) const {
  return query.queryItemValue(name, QUrl::FullyDecoded);
}

}  // namespace portolan::demo
