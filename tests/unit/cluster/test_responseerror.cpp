#include <QTest>

#include "core/cluster/apiclient.h"

using namespace Qt::StringLiterals;
using portolan::Error;
using portolan::ErrorCode;
using portolan::Stage;

class TestResponseError : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void words_data();
  void words();
  void longAndHostileTextIsCut();
};

namespace {
QByteArray status(const char* reason, int code, const QByteArray& message) {
  return R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":")" + message +
         R"(","reason":")" + reason + R"(","details":{"name":"p1","kind":"pods"},"code":)" + QByteArray::number(code) +
         "}\n";
}
}  // namespace

void TestResponseError::words_data() {
  QTest::addColumn<int>("httpStatus");
  QTest::addColumn<QByteArray>("body");
  QTest::addColumn<ErrorCode>("code");
  QTest::addColumn<QString>("detail");
  QTest::addColumn<QString>("hint");

  QTest::newRow("401") << 401 << status("Unauthorized", 401, "Unauthorized") << ErrorCode::Unauthorized
                       << u"the server does not accept the credentials (401 Unauthorized)"_s
                       << u"Log in to the cluster again, or get a new kubeconfig for it."_s;
  QTest::newRow("403 in a namespace")
      << 403
      << status(
             "Forbidden", 403,
             R"(pods \"p1\" is forbidden: User \"dev\" cannot get resource \"pods/portforward\" in API group \"\" in the namespace \"default\")")
      << ErrorCode::Forbidden
      << u"pods \"p1\" is forbidden: User \"dev\" cannot get resource \"pods/portforward\" in API group \"\" in the namespace \"default\""_s
      << u"Ask the cluster's administrator for a role with the verb \"get\" on \"pods/portforward\" in the namespace \"default\"."_s;
  QTest::newRow("403 in the cluster")
      << 403
      << status(
             "Forbidden", 403,
             R"(nodes is forbidden: User \"dev\" cannot list resource \"nodes\" in API group \"\" at the cluster scope)")
      << ErrorCode::Forbidden
      << u"nodes is forbidden: User \"dev\" cannot list resource \"nodes\" in API group \"\" at the cluster scope"_s
      << u"Ask the cluster's administrator for a role with the verb \"list\" on \"nodes\" in the whole cluster."_s;
  QTest::newRow("403 on a path")
      << 403 << status("Forbidden", 403, R"(forbidden: User \"x\" cannot get path \"/metrics\")")
      << ErrorCode::Forbidden << u"forbidden: User \"x\" cannot get path \"/metrics\""_s
      << u"Ask the cluster's administrator for a role with the verb \"get\" on \"/metrics\" in the whole cluster."_s;
  QTest::newRow("403 of a gateway") << 403 << QByteArray("<html><body>Forbidden</body></html>") << ErrorCode::Forbidden
                                    << u"the server answered 403 Forbidden"_s
                                    << u"Ask the cluster's administrator for the rights that this needs."_s;
  QTest::newRow("400 of a server that speaks TLS")
      << 400 << QByteArray("Client sent an HTTP request to an HTTPS server.\n") << ErrorCode::ApiError
      << u"the server answered 400 Bad Request: Client sent an HTTP request to an HTTPS server"_s
      << u"Write the server's address with https://."_s;
  QTest::newRow("404") << 404 << status("NotFound", 404, R"(pods \"nope\" not found)") << ErrorCode::NotFound
                       << u"pods \"nope\" not found"_s << QString();
  QTest::newRow("404 without a Status") << 404 << QByteArray("404 page not found\n") << ErrorCode::NotFound
                                        << u"the server answered 404 Not Found: 404 page not found"_s << QString();
  QTest::newRow("410") << 410 << status("Expired", 410, "too old resource version: 100 (215)") << ErrorCode::Expired
                       << u"too old resource version: 100 (215)"_s << QString();
  QTest::newRow("expired by its reason") << 0 << status("Gone", 0, "The resourceVersion is too old.")
                                         << ErrorCode::Expired << u"The resourceVersion is too old"_s << QString();
  QTest::newRow("429") << 429 << status("TooManyRequests", 429, "too many requests, please try again later")
                       << ErrorCode::ServerBusy << u"too many requests, please try again later"_s << QString();
  QTest::newRow("500") << 500 << status("InternalError", 500, "Internal error occurred: etcd is away")
                       << ErrorCode::ServerBusy << u"Internal error occurred: etcd is away"_s << QString();
  QTest::newRow("503 of a balancer") << 503 << QByteArray() << ErrorCode::ServerBusy
                                     << u"the server answered 503 Service Unavailable"_s << QString();
  QTest::newRow("504") << 504 << status("Timeout", 504, "Timeout: Too large resource version: 9, current: 1")
                       << ErrorCode::ServerBusy << u"Timeout: Too large resource version: 9, current: 1"_s << QString();
  QTest::newRow("422") << 422 << status("Invalid", 422, "sendInitialEvents is forbidden") << ErrorCode::ApiError
                       << u"sendInitialEvents is forbidden"_s << QString();
  QTest::newRow("kubelet's text") << 400 << QByteArray("query parameter \"port\" is required\n") << ErrorCode::ApiError
                                  << u"the server answered 400 Bad Request: query parameter \"port\" is required"_s
                                  << QString();
  QTest::newRow("unknown status") << 418 << QByteArray("short and stout") << ErrorCode::ApiError
                                  << u"the server answered 418: short and stout"_s << QString();
  QTest::newRow("a Status that says nothing") << 400 << QByteArray(R"({"kind":"Status"})") << ErrorCode::ApiError
                                              << u"the server answered 400 Bad Request"_s << QString();
}

void TestResponseError::words() {
  QFETCH(int, httpStatus);
  QFETCH(QByteArray, body);
  const Error error = portolan::errorFromResponse(httpStatus, body, Stage::Session);
  QTEST(error.code, "code");
  QTEST(error.detail, "detail");
  QTEST(error.hint, "hint");
  QCOMPARE(error.stage, Stage::Session);
}

void TestResponseError::longAndHostileTextIsCut() {
  const Error text = portolan::errorFromResponse(500, "first\x1b[31m\nsecond", Stage::Target);
  QCOMPARE(text.detail, u"the server answered 500 Internal Server Error: first [31m"_s);
  const Error message =
      portolan::errorFromResponse(500, status("InternalError", 500, QByteArray(100'000, 'x')), Stage::Target);
  QVERIFY(message.detail.size() <= 400);
  const Error invalid = portolan::errorFromResponse(500, QByteArray(100'000, '\xff'), Stage::Target);
  QVERIFY(invalid.detail.size() <= 300);
}

QTEST_APPLESS_MAIN(TestResponseError)
#include "test_responseerror.moc"
