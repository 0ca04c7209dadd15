#include <QJsonDocument>
#include <QRegularExpression>

#include "core/cluster/apiclient.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

/// The usual words for a status (RFC 9110, section 15), for answers that bring none of their own.
QString statusPhrase(int httpStatus) {
  switch (httpStatus) {
    case 400:
      return u"Bad Request"_s;
    case 401:
      return u"Unauthorized"_s;
    case 403:
      return u"Forbidden"_s;
    case 404:
      return u"Not Found"_s;
    case 405:
      return u"Method Not Allowed"_s;
    case 410:
      return u"Gone"_s;
    case 413:
      return u"Content Too Large"_s;
    case 429:
      return u"Too Many Requests"_s;
    case 500:
      return u"Internal Server Error"_s;
    case 502:
      return u"Bad Gateway"_s;
    case 503:
      return u"Service Unavailable"_s;
    case 504:
      return u"Gateway Timeout"_s;
    default:
      return {};
  }
}

ErrorCode codeFor(int httpStatus, const QString& reason) {
  // An expired resourceVersion comes as either reason, and as the code of an ERROR event (client-go tools/cache).
  if (httpStatus == 410 || reason == "Expired"_L1 || reason == "Gone"_L1) {
    return ErrorCode::Expired;
  }
  switch (httpStatus) {
    case 401:
      return ErrorCode::Unauthorized;
    case 403:
      return ErrorCode::Forbidden;
    case 404:
      return ErrorCode::NotFound;
    case 429:
      return ErrorCode::ServerBusy;
    default:
      return httpStatus >= 500 ? ErrorCode::ServerBusy : ErrorCode::ApiError;
  }
}

/// What to ask for, from the words of a 403 (k8s.io/apiserver pkg/endpoints/handlers/responsewriters/errors.go).
QString forbiddenHint(const QString& message) {
  static const QRegularExpression kCannot(
      uR"re(cannot ([a-z]+) (?:resource "([^"]+)" in API group "[^"]*"|path "([^"]+)")(?:.* in the namespace "([^"]+)")?)re"_s);
  const QRegularExpressionMatch match = kCannot.match(message);
  if (!match.hasMatch()) {
    return u"Ask the cluster's administrator for the rights that this needs."_s;
  }
  const QString object = match.hasCaptured(2) && !match.captured(2).isEmpty() ? match.captured(2) : match.captured(3);
  const QString where =
      match.captured(4).isEmpty() ? u"the whole cluster"_s : u"the namespace \"%1\""_s.arg(match.captured(4));
  return u"Ask the cluster's administrator for a role with the verb \"%1\" on \"%2\" in %3."_s.arg(match.captured(1),
                                                                                                   object, where);
}

/// The first line that says something; nothing for the web pages of gateways and load balancers.
QString firstLine(const QByteArray& body) {
  const QString text = QString::fromUtf8(body.first(qMin<qsizetype>(body.size(), 4096))).trimmed();
  if (text.startsWith(u'<')) {
    return {};
  }
  return oneLine(text.section(u'\n', 0, 0), 200);
}

QString withoutFullStop(QString text) {
  while (text.endsWith(u'.') || text.endsWith(u' ')) {
    text.chop(1);
  }
  return text;
}

}  // namespace

Error errorFromResponse(int httpStatus, const QByteArray& body, Stage stage) {
  QJsonObject status = QJsonDocument::fromJson(body).object();
  if (status.value("kind"_L1).toString() != "Status"_L1) {
    status = {};
  }
  const QString message = withoutFullStop(oneLine(status.value("message"_L1).toString()));
  Error error;
  error.code = codeFor(httpStatus, status.value("reason"_L1).toString());
  error.stage = stage;
  if (!message.isEmpty()) {
    error.detail = message;
  } else {
    error.detail = u"the server answered %1 %2"_s.arg(httpStatus).arg(statusPhrase(httpStatus)).trimmed();
    const QString line = status.isEmpty() ? withoutFullStop(firstLine(body)) : QString();
    if (!line.isEmpty()) {
      error.detail += u": "_s + line;
    }
  }

  switch (error.code) {
    case ErrorCode::Unauthorized:
      // The message is "Unauthorized" and no more.
      error.detail = u"the server does not accept the credentials (401 Unauthorized)"_s;
      error.hint = u"Log in to the cluster again, or get a new kubeconfig for it."_s;
      break;
    case ErrorCode::Forbidden:
      error.hint = forbiddenHint(message);
      break;
    default:
      // Go's own answer, net/http server.go.
      if (httpStatus == 400 && error.detail.contains("HTTP request to an HTTPS server"_L1)) {
        error.hint = u"Write the server's address with https://."_s;
      }
      break;
  }
  return error;
}

}  // namespace portolan
