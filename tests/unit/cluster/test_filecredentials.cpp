#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/cluster/filecredentials.h"
#include "tests/support/certificates.h"

using namespace Qt::StringLiterals;
using portolan::CredentialFiles;
using portolan::ErrorCode;
using portolan::FileCredentials;
using portolan::Identity;
using portolan::IdentityRequest;
using portolan::Result;
using portolan::test::Certificate;

class TestFileCredentials : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void tokenIsReadAgain();
  void rejectedTokenIsReadAtOnce();
  void tokenBesideTheFile();
  void certificateIsReadAgain();
  void halfARenewal();
  void lastGoodOneStays();
  void errors_data();
  void errors();

 private:
  QString write(const QString& name, const QByteArray& content) const;
  QString ask(FileCredentials& credentials);
  [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }
  [[nodiscard]] FileCredentials::Clock clock() {
    return [this] { return m_time; };
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  QDateTime m_time;
  Result<Identity> m_answer;
  const portolan::test::CertificateAuthority m_authority{u"authority"_s};
};

void TestFileCredentials::init() {
  m_folder = std::make_unique<QTemporaryDir>();
  m_time = QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
}

QString TestFileCredentials::write(const QString& name, const QByteArray& content) const {
  QFile file(path(name));
  if (!file.open(QFile::WriteOnly) || file.write(content) != content.size()) {
    qFatal("cannot write %s", qPrintable(name));
  }
  return path(name);
}

/// The token, or the error's text.
QString TestFileCredentials::ask(FileCredentials& credentials) {
  bool isAnswered = false;
  IdentityRequest* const request = credentials.request(&credentials);
  connect(request, &IdentityRequest::finished, request, [&](const Result<Identity>& result) {
    isAnswered = true;
    m_answer = result;
  });
  if (!QTest::qWaitFor([&] { return isAnswered; })) {
    qFatal("no answer");
  }
  return m_answer ? QString::fromUtf8(m_answer->bearerToken) : m_answer.error().detail;
}

void TestFileCredentials::tokenIsReadAgain() {
  FileCredentials credentials({.token = write(u"token"_s, " a\n"), .certificate = {}, .key = {}}, {}, clock());
  QCOMPARE(ask(credentials), u"a"_s);
  write(u"token"_s, "b");
  m_time = m_time.addMSecs(4999);
  QCOMPARE(ask(credentials), u"a"_s);
  m_time = m_time.addMSecs(1);
  QCOMPARE(ask(credentials), u"b"_s);
}

void TestFileCredentials::rejectedTokenIsReadAtOnce() {
  FileCredentials credentials({.token = write(u"token"_s, "a"), .certificate = {}, .key = {}}, {}, clock());
  QCOMPARE(ask(credentials), u"a"_s);
  write(u"token"_s, "b");
  credentials.reject(*m_answer);
  QCOMPARE(ask(credentials), u"b"_s);
}

void TestFileCredentials::tokenBesideTheFile() {
  Identity base;
  base.bearerToken = "beside";
  FileCredentials credentials({.token = path(u"token"_s), .certificate = {}, .key = {}}, base, clock());
  QCOMPARE(ask(credentials), u"beside"_s);
  write(u"token"_s, "a");
  m_time = m_time.addSecs(5);
  QCOMPARE(ask(credentials), u"a"_s);
}

void TestFileCredentials::certificateIsReadAgain() {
  const Certificate first = m_authority.issue({});
  const Certificate second = m_authority.issue({});
  const CredentialFiles files{
      .token = {}, .certificate = write(u"crt"_s, first.pem), .key = write(u"key"_s, first.keyPem)};
  Identity base;
  base.impersonateUser = u"boss"_s;
  FileCredentials credentials(files, base, clock());
  ask(credentials);
  QCOMPARE(m_answer->certificatePem, first.pem);
  QCOMPARE(m_answer->privateKeyPem, first.keyPem);
  QCOMPARE(m_answer->impersonateUser, u"boss"_s);
  write(u"crt"_s, second.pem);
  write(u"key"_s, second.keyPem);
  m_time = m_time.addSecs(5);
  ask(credentials);
  QCOMPARE(m_answer->certificatePem, second.pem);
  QCOMPARE(m_answer->privateKeyPem, second.keyPem);
}

void TestFileCredentials::halfARenewal() {
  const Certificate first = m_authority.issue({});
  const Certificate second = m_authority.issue({});
  FileCredentials credentials(
      {.token = {}, .certificate = write(u"crt"_s, first.pem), .key = write(u"key"_s, first.keyPem)}, {}, clock());
  ask(credentials);
  write(u"crt"_s, second.pem);
  m_time = m_time.addSecs(5);
  ask(credentials);
  QVERIFY(m_answer);
  QCOMPARE(m_answer->certificatePem, first.pem);
  write(u"key"_s, second.keyPem);
  m_time = m_time.addSecs(5);
  ask(credentials);
  QCOMPARE(m_answer->certificatePem, second.pem);
}

void TestFileCredentials::lastGoodOneStays() {
  FileCredentials credentials({.token = write(u"token"_s, "a"), .certificate = {}, .key = {}}, {}, clock());
  QCOMPARE(ask(credentials), u"a"_s);
  QFile::remove(path(u"token"_s));
  m_time = m_time.addDays(1);
  QCOMPARE(ask(credentials), u"a"_s);
}

void TestFileCredentials::errors_data() {
  QTest::addColumn<QByteArray>("token");
  QTest::addColumn<QString>("problem");
  QTest::newRow("empty") << QByteArray(" \n") << u"it is empty"_s;
  QTest::newRow("a header of its own") << QByteArray("a\r\nX: y") << u"it holds control characters"_s;
}

void TestFileCredentials::errors() {
  QFETCH(QByteArray, token);
  QFETCH(QString, problem);
  const QString file = write(u"token"_s, token);
  FileCredentials credentials({.token = file, .certificate = {}, .key = {}}, {}, clock());
  QCOMPARE(ask(credentials), u"the tokenFile %1 cannot be used: %2"_s.arg(file, problem));
  QCOMPARE(m_answer.error().code, ErrorCode::CredentialsInvalid);
  QVERIFY(!m_answer.error().hint.isEmpty());
}

QTEST_GUILESS_MAIN(TestFileCredentials)
#include "test_filecredentials.moc"
