#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <optional>

#include "core/base/error.h"

namespace portolan {

/// JSON-RPC 2.0 (https://www.jsonrpc.org/specification), one object a line; no batches.
namespace jsonrpc {

constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInvalidParams = -32602;
/// Ours: what was asked for cannot be done; data holds the Error.
constexpr int kRefused = -32000;

struct Request {
  QString method;
  QJsonObject params;
  QJsonValue id;  ///< undefined: a notification, which is not answered
};

/// One line to a request. Nothing: it is none, and `error` is the answer.
std::optional<Request> parseRequest(const QByteArray& line, QJsonObject& error);

QJsonObject result(const QJsonValue& id, const QJsonObject& result);
QJsonObject error(const QJsonValue& id, int code, const QString& message);
QJsonObject error(const QJsonValue& id, const Error& error);
QJsonObject notification(const QString& method, const QJsonObject& params);
/// With its line feed.
QByteArray line(const QJsonObject& object);

}  // namespace jsonrpc
}  // namespace portolan
