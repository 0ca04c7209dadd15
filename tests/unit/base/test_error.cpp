#include <QSet>
#include <QTest>

#include "core/base/error.h"

using namespace portolan;

/// Names of errors are headings of docs/troubleshooting.md and stand in the control socket: they do not change.
class TestError : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void namesAreTold() {
    QCOMPARE(errorName(ErrorCode::Internal), QStringLiteral("internal"));
    QCOMPARE(errorName(ErrorCode::AddressInUse), QStringLiteral("address-in-use"));
    QCOMPARE(errorName(ErrorCode::CertificateHostMismatch), QStringLiteral("certificate-host-mismatch"));
  }

  void eachHasOne() {
    QSet<QString> names;
    for (int code = 0; code <= int(ErrorCode::PodConnectionFailed); ++code) {
      const QString name = errorName(ErrorCode(code));
      QVERIFY(!name.isEmpty());
      QVERIFY2(!names.contains(name), qPrintable(name));
      names += name;
    }
  }
};

QTEST_GUILESS_MAIN(TestError)
#include "test_error.moc"
