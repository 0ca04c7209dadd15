#include "app/demo/apistatus.h"

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {

ApiStatus failure(int code, const QString& reason, const QString& message, const QJsonObject& details = {}) {
  QJsonObject body{{u"kind"_s, u"Status"_s},    {u"apiVersion"_s, u"v1"_s}, {u"metadata"_s, QJsonObject()},
                   {u"status"_s, u"Failure"_s}, {u"message"_s, message},    {u"code"_s, code}};
  if (!reason.isEmpty()) {
    body.insert(u"reason"_s, reason);
  }
  if (!details.isEmpty()) {
    body.insert(u"details"_s, details);
  }
  return {code, body};
}

QJsonObject detailsOf(const ResourceType& type, const QString& name) {
  QJsonObject details{{u"kind"_s, QString(type.plural)}};
  if (!name.isEmpty()) {
    details.insert(u"name"_s, name);
  }
  if (!type.group.isEmpty()) {
    details.insert(u"group"_s, QString(type.group));
  }
  return details;
}

}  // namespace

ApiStatus badRequest(const QString& message) {
  return failure(400, u"BadRequest"_s, message);
}

ApiStatus unauthorized() {
  return failure(401, u"Unauthorized"_s, u"Unauthorized"_s);
}

ApiStatus notFound(const ResourceType& type, const QString& name) {
  return failure(404, u"NotFound"_s, u"%1 \"%2\" not found"_s.arg(type.qualifiedName(), name), detailsOf(type, name));
}

ApiStatus unknownResource() {
  return failure(404, u"NotFound"_s, u"the server could not find the requested resource"_s);
}

ApiStatus methodNotAllowed() {
  return failure(405, u"MethodNotAllowed"_s, u"the server does not allow this method on the requested resource"_s);
}

ApiStatus expired(const QString& message) {
  return failure(410, u"Expired"_s, message);
}

ApiStatus tooLargeResourceVersion(quint64 wanted, quint64 current) {
  return failure(504, u"Timeout"_s, u"Timeout: Too large resource version: %1, current: %2"_s.arg(wanted).arg(current),
                 {{u"retryAfterSeconds"_s, 1},
                  {u"causes"_s, QJsonArray{QJsonObject{{u"reason"_s, u"ResourceVersionTooLarge"_s},
                                                       {u"message"_s, u"Too large resource version"_s}}}}});
}

ApiStatus forbidden(const QString& user, const QString& verb, const ResourceType& type, const QString& subresource,
                    const QString& name, const QString& ns) {
  const QString resource = subresource.isEmpty() ? QString(type.plural) : type.plural + u'/' + subresource;
  QString message = name.isEmpty() ? u"%1 is forbidden: "_s.arg(type.qualifiedName())
                                   : u"%1 \"%2\" is forbidden: "_s.arg(type.qualifiedName(), name);
  message += u"User \"%1\" cannot %2 resource \"%3\" in API group \"%4\" "_s.arg(user, verb, resource, type.group);
  message += ns.isEmpty() ? u"at the cluster scope"_s : u"in the namespace \"%1\""_s.arg(ns);
  return failure(403, u"Forbidden"_s, message, detailsOf(type, name));
}

ApiStatus forbiddenPath(const QString& user, const QString& verb, const QString& path) {
  return failure(403, u"Forbidden"_s, u"forbidden: User \"%1\" cannot %2 path \"%3\""_s.arg(user, verb, path));
}

ApiStatus genericStatus(int code) {
  switch (code) {
    case 400:
      return badRequest(u"the server rejected our request for an unknown reason"_s);
    case 401:
      return unauthorized();
    case 403:
      return failure(code, u"Forbidden"_s, u"forbidden"_s);
    case 404:
      return unknownResource();
    case 405:
      return methodNotAllowed();
    case 409:
      return failure(code, u"Conflict"_s, u"the server reported a conflict"_s);
    case 410:
      return expired(u"The resourceVersion for the provided list is too old."_s);
    case 429:
      return failure(code, u"TooManyRequests"_s,
                     u"the server has received too many requests and has asked us to try again later"_s,
                     {{u"retryAfterSeconds"_s, 1}});
    case 503:
      return failure(code, u"ServiceUnavailable"_s, u"the server is currently unable to handle the request"_s);
    case 504:
      return failure(code, u"Timeout"_s,
                     u"the server was unable to return a response in the time allotted, but may still be processing "
                     "the request"_s);
    default:
      return failure(code, code >= 500 ? u"InternalError"_s : QString(),
                     code >= 500 ? u"Internal error occurred: the embedded cluster was asked to fail"_s
                                 : u"the server responded with the status code %1"_s.arg(code));
  }
}

ApiStatus deleted(const ResourceType& type, const QString& name, const QString& uid) {
  QJsonObject details = detailsOf(type, name);
  details.insert(u"uid"_s, uid);
  return {200, QJsonObject{{u"kind"_s, u"Status"_s},
                           {u"apiVersion"_s, u"v1"_s},
                           {u"metadata"_s, QJsonObject()},
                           {u"status"_s, u"Success"_s},
                           {u"details"_s, details}}};
}

}  // namespace portolan::demo
