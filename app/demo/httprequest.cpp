#include "app/demo/httprequest.h"

#include <QUrl>
#include <algorithm>

namespace portolan::demo {

namespace {

bool isTokenCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text) {
  return !text.isEmpty() && std::ranges::all_of(text, isTokenCharacter);
}

bool isFieldValue(QByteArrayView text) {
  return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f; });
}

}  // namespace

QByteArray HttpRequest::header(QByteArrayView name) const {
  const auto found = std::ranges::find_if(
      headers, [&](const auto& header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
  return found == headers.end() ? QByteArray() : found->second;
}

QList<QByteArray> HttpRequest::headerList(QByteArrayView name) const {
  QList<QByteArray> elements;
  for (const auto& [headerName, value] : headers) {
    if (headerName.compare(name, Qt::CaseInsensitive) == 0) {
      for (const QByteArray& element : value.split(',')) {
        if (const QByteArray trimmed = element.trimmed(); !trimmed.isEmpty()) {
          elements.append(trimmed);
        }
      }
    }
  }
  return elements;
}

QString HttpRequest::queryValue(const QString& name) const {
  return query.queryItemValue(name, QUrl::FullyDecoded);
}

ParsedHead parseRequestHead(QByteArrayView head) {
  ParsedHead parsed;
  HttpRequest& request = parsed.request;
  const auto bad = [&](int status) {
    parsed.status = status;
    return parsed;
  };
  bool isFirst = true;
  bool isHttp10 = false;
  for (const QByteArray& line : head.toByteArray().split('\n')) {
    const QByteArrayView text = line.endsWith('\r') ? QByteArrayView(line).chopped(1) : QByteArrayView(line);
    if (isFirst) {
      isFirst = false;
      const auto words = text.toByteArray().split(' ');
      if (words.size() != 3 || !isToken(words[0]) || !words[1].startsWith('/') || !words[2].startsWith("HTTP/")) {
        return bad(400);
      }
      if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0") {
        return bad(505);
      }
      isHttp10 = words[2] == "HTTP/1.0";
      request.method = words[0];
      const qsizetype question = words[1].indexOf('?');
      request.path = QUrl::fromPercentEncoding(question < 0 ? words[1] : words[1].first(question));
      if (question >= 0) {
        // A plus sign is a space in a query (WHATWG URL, application/x-www-form-urlencoded; Go's url.Values sends it).
        request.query.setQuery(QString::fromUtf8(words[1].sliced(question + 1).replace('+', "%20")));
      }
      continue;
    }
    const qsizetype colon = text.indexOf(':');
    if (colon < 1 || !isToken(text.first(colon))) {
      return bad(400);
    }
    const QByteArrayView value = text.sliced(colon + 1).trimmed();
    if (!isFieldValue(value)) {
      return bad(400);
    }
    request.headers.emplaceBack(text.first(colon).toByteArray(), value.toByteArray());
  }
  if (isFirst) {
    return bad(400);
  }
  if (!request.header("Transfer-Encoding").isEmpty()) {
    return bad(501);
  }
  if (const QByteArray length = request.header("Content-Length"); !length.isEmpty()) {
    bool isNumber = false;
    request.bodySize = length.toLongLong(&isNumber);
    if (!isNumber || request.bodySize < 0) {
      return bad(400);
    }
  }
  const auto hasOption = [options = request.headerList("Connection")](QByteArrayView option) {
    return std::ranges::any_of(options,
                               [&](const auto& value) { return value.compare(option, Qt::CaseInsensitive) == 0; });
  };
  request.keepAlive = isHttp10 ? hasOption("keep-alive") : !hasOption("close");
  return parsed;
}

}  // namespace portolan::demo
