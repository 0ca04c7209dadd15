#include "core/control/jsonrpc.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace portolan::jsonrpc {

std::optional<Request> parseRequest(const QByteArray& line, QJsonObject& error) {
  QJsonParseError mistake;
  const QJsonDocument document = QJsonDocument::fromJson(line, &mistake);
  if (mistake.error != QJsonParseError::NoError) {
    error = jsonrpc::error(QJsonValue::Null, kParseError, u"this is no JSON: %1"_s.arg(mistake.errorString()));
    return {};
  }
  const QJsonObject object = document.object();
  const QJsonValue id = object.value("id"_L1);
  const QJsonValue params = object.value("params"_L1);
  const bool isId = id.isUndefined() || id.isNull() || id.isString() || id.isDouble();
  if (object.value("jsonrpc"_L1).toString() != "2.0"_L1 || !object.value("method"_L1).isString() || !isId ||
      !(params.isUndefined() || params.isObject())) {
    error = jsonrpc::error(isId && !id.isUndefined() ? id : QJsonValue(QJsonValue::Null), kInvalidRequest,
                           u"not a request of JSON-RPC 2.0 with an object of parameters"_s);
    return {};
  }
  return Request{object.value("method"_L1).toString(), params.toObject(), id};
}

QJsonObject result(const QJsonValue& id, const QJsonObject& result) {
  return {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"result"_s, result}};
}

QJsonObject error(const QJsonValue& id, int code, const QString& message) {
  return {
      {u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"error"_s, QJsonObject{{u"code"_s, code}, {u"message"_s, message}}}};
}

QJsonObject error(const QJsonValue& id, const Error& error) {
  return {{u"jsonrpc"_s, u"2.0"_s},
          {u"id"_s, id},
          {u"error"_s, QJsonObject{{u"code"_s, kRefused},
                                   {u"message"_s, error.detail},
                                   {u"data"_s, QJsonObject{{u"hint"_s, error.hint}}}}}};
}

QJsonObject notification(const QString& method, const QJsonObject& params) {
  return {{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, method}, {u"params"_s, params}};
}

QByteArray line(const QJsonObject& object) {
  return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

}  // namespace portolan::jsonrpc
