#include "core/tunnel/httpupgrade.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "core/cluster/apiclient.h"
#include "core/cluster/tcpconnector.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// How long the body of a refusal is waited for once its head is here.
constexpr auto kBodyTimeout = 2s;
/// Interim answers (100 to 199) before the real one.
constexpr int kMaxInterim = 10;

bool isKubernetesStatus(const QByteArray& body) {
  return QJsonDocument::fromJson(body).object().value("kind"_L1) == "Status"_L1;
}

/// Whether a refusal says something of the request, or that the server cannot do it now, and not that it knows no such
/// upgrade. The runtime's own refusal of a protocol is a 403 without a word (PROTOCOL 1.2).
bool isAboutRequest(int status, const QByteArray& body) {
  return status >= 500 || status == 401 || status == 429 || (status == 403 && !body.isEmpty()) ||
         (status >= 400 && isKubernetesStatus(body));
}

}  // namespace

UpgradeOutcome upgradeOutcome(int status, QByteArrayView body) {
  const bool isStatus = isKubernetesStatus(body.toByteArray());
  if (status == 401) {
    return UpgradeOutcome::Final;
  }
  if (isStatus) {
    // A proxy that took the upgrade's headers away makes the API server say this (apimachinery upgradeaware.go).
    const bool lostItsHeaders = status == 400 && body.contains("Upgrade request required");
    return status == 403    ? UpgradeOutcome::VerbDenied
           : lostItsHeaders ? UpgradeOutcome::NotSpoken
                            : UpgradeOutcome::Final;
  }
  if (status == 429) {
    return UpgradeOutcome::Final;
  }
  // 501 is what a server says that will never do it.
  return status >= 500 && status != 501 ? UpgradeOutcome::MayBeBusy : UpgradeOutcome::NotSpoken;
}

std::unexpected<Error> upgradeViolation(const QString& detail) {
  return fail(ErrorCode::ProtocolViolation, Stage::Session, u"the answer to the upgrade "_s + detail,
              u"Check whether a proxy stands between here and the API server."_s);
}

HttpUpgrade::HttpUpgrade(std::unique_ptr<Transport> transport, Request request, QObject* parent)
    : QObject(parent), m_transport(std::move(transport)), m_request(std::move(request)) {
  m_timer.setSingleShot(true);
  connect(&m_timer, &QTimer::timeout, this, [this] {
    if (m_body) {
      refuse();
      return;
    }
    finish(
        fail(ErrorCode::ConnectionTimedOut, Stage::Session,
             u"%1 did not answer the upgrade within %2"_s.arg(m_transport->peerName(), durationText(m_request.timeout)),
             u"Check whether the API server can reach the pod's node."_s));
  });
  connect(m_transport.get(), &Transport::readyRead, this, &HttpUpgrade::onReadyRead);
  connect(m_transport.get(), &Transport::failed, this, &HttpUpgrade::onTransportOver);
  connect(m_transport.get(), &Transport::ended, this, [this] {
    onTransportOver({ErrorCode::ConnectionLost,
                     Stage::Session,
                     u"%1 ended the connection instead of answering the upgrade"_s.arg(m_transport->peerName()),
                     {}});
  });
}

void HttpUpgrade::start() {
  Headers headers{{"Host", m_request.host}};
  headers += upgradeHeaders();
  headers.emplaceBack("User-Agent", "portolan/" PORTOLAN_VERSION);
  headers += m_request.headers;
  const auto request = writeHttpRequest(method(), m_request.target, headers);
  if (!request) {
    QMetaObject::invokeMethod(
        this, [this, error = request.error()] { finish(std::unexpected(error)); }, Qt::QueuedConnection);
    return;
  }
  m_transport->write(*request);
  m_timer.start(m_request.timeout);
}

void HttpUpgrade::onReadyRead() {
  if (m_isOver) {
    return;
  }
  while (!m_head) {
    const auto head = parseHttpResponseHead(m_transport->received());
    if (!head) {
      finish(std::unexpected(head.error()));
      return;
    }
    if (!*head) {
      return;
    }
    m_transport->consume((*head)->size);
    if ((*head)->status < 200 && (*head)->status != 101) {
      // An interim answer (RFC 9110 section 15.2): the real one follows.
      if (++m_interimAnswers > kMaxInterim) {
        finish(fail(ErrorCode::ProtocolViolation, Stage::Session,
                    u"%1 sent interim answers without end"_s.arg(m_transport->peerName())));
        return;
      }
      continue;
    }
    m_head = **head;
    if (m_head->status == 101) {
      const auto checked = checkAnswer(*m_head);
      m_outcome = checked ? UpgradeOutcome::Opened : UpgradeOutcome::NotSpoken;
      finish(checked);
      return;
    }
    m_body.emplace(*m_head);
    m_timer.start(kBodyTimeout);
  }
  const QByteArrayView bytes = m_transport->received();
  m_body->feed(bytes);
  m_transport->consume(bytes.size());
  if (m_body->isComplete()) {
    refuse();
  }
}

void HttpUpgrade::onTransportOver(const Error& reason) {
  if (m_isOver) {
    return;
  }
  if (m_body) {
    refuse();  // with as much of the body as there is
  } else {
    finish(std::unexpected(reason));
  }
}

void HttpUpgrade::refuse() {
  const int status = m_head->status;
  const QByteArray& body = m_body->body();
  m_outcome = upgradeOutcome(status, body);
  if (isAboutRequest(status, body)) {
    const bool isAccess = status == 401 || status == 403;
    finish(std::unexpected(errorFromResponse(status, body, isAccess ? Stage::Authentication : Stage::Session)));
    return;
  }
  // The first line says it; pages of gateways do not.
  const QByteArray start = body.first(std::min<qsizetype>(body.size(), 4096)).trimmed();
  QString text = start.startsWith('<') ? QString() : oneLine(QString::fromUtf8(start).section(u'\n', 0, 0), 200);
  if (!text.isEmpty()) {
    text = u" (%1)"_s.arg(text);
  }
  finish(fail(
      ErrorCode::UpgradeRefused, Stage::Session,
      u"the server does not speak %1: it answered HTTP %2"_s.arg(QString::fromLatin1(m_request.protocol)).arg(status) +
          text));
}

void HttpUpgrade::finish(const Result<void>& result) {
  if (!m_isOver) {
    m_isOver = true;
    m_timer.stop();
    Q_EMIT finished(result);
  }
}

std::unique_ptr<Transport> HttpUpgrade::takeTransport() {
  m_transport->disconnect(this);
  return std::move(m_transport);
}

}  // namespace portolan
