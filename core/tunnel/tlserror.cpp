#include "core/tunnel/tlserror.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <QDateTime>
#include <QHostAddress>
#include <QStringList>
#include <memory>
#include <system_error>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

QString textOf(const X509_NAME* name) {
  const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new(BIO_s_mem()), BIO_free);
  X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return oneLine(QString::fromUtf8(data, size), 200);
}

QString textOf(const ASN1_TIME* time) {
  tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    return u"an unreadable date"_s;
  }
  const QDateTime date(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                       QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
  return date.toString(u"yyyy-MM-dd HH:mm 'UTC'"_s);
}

/// The names and addresses that a certificate is for.
QString alternativeNames(const X509* certificate) {
  QStringList names;
  auto* const all = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  constexpr int kMostShown = 8;
  for (int i = 0; i < sk_GENERAL_NAME_num(all) && i < kMostShown; ++i) {
    const GENERAL_NAME* const entry = sk_GENERAL_NAME_value(all, i);
    if (entry->type == GEN_DNS) {
      names += QString::fromLatin1(reinterpret_cast<const char*>(ASN1_STRING_get0_data(entry->d.dNSName)),
                                   ASN1_STRING_length(entry->d.dNSName));
    } else if (entry->type == GEN_IPADD) {
      const unsigned char* const bytes = ASN1_STRING_get0_data(entry->d.iPAddress);
      if (ASN1_STRING_length(entry->d.iPAddress) == 4) {
        names +=
            QHostAddress((quint32(bytes[0]) << 24) | (quint32(bytes[1]) << 16) | (quint32(bytes[2]) << 8) | bytes[3])
                .toString();
      } else if (ASN1_STRING_length(entry->d.iPAddress) == 16) {
        names += QHostAddress(bytes).toString();
      }
    }
  }
  GENERAL_NAMES_free(all);
  return oneLine(names.join(u", "_s));
}

Error untrusted(const QString& detail, const QString& hint) {
  return {ErrorCode::CertificateUntrusted, Stage::Authentication, detail, hint};
}

/// OpenSSL's newest reason, in its own words: "tlsv13 alert certificate required".
QString reasonText() {
  const unsigned long code = ERR_peek_last_error();
  const char* const reason = ERR_reason_error_string(code);
  return reason ? QString::fromLatin1(reason) : u"unknown reason"_s;
}

bool isAboutOurCertificate(unsigned long code) {
  switch (ERR_GET_REASON(code)) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
      return true;
    default:
      return false;
  }
}

Error alertError(const QString& peer) {
  const unsigned long code = ERR_peek_last_error();
  if (isAboutOurCertificate(code)) {
    return {ErrorCode::TlsFailed, Stage::Authentication,
            u"%1 refused the client certificate: %2"_s.arg(peer, reasonText()),
            u"Check client-certificate and client-key of this user in the kubeconfig."_s};
  }
  return {ErrorCode::TlsFailed, Stage::Authentication, u"TLS with %1 failed: %2"_s.arg(peer, reasonText()), {}};
}

}  // namespace

Error handshakeError(SSL* ssl, const QString& peer, const QString& name) {
  const long result = SSL_get_verify_result(ssl);
  const X509* const certificate = SSL_get0_peer_certificate(ssl);
  if (result == X509_V_OK) {
    const int reason = ERR_GET_REASON(ERR_peek_last_error());
    if (reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST) {
      return {ErrorCode::TlsFailed, Stage::Authentication, u"%1 does not speak TLS"_s.arg(peer),
              u"Check the port, and whether the server in the kubeconfig should begin with http://."_s};
    }
    return alertError(peer);
  }
  const QString issuer = certificate ? textOf(X509_get_issuer_name(certificate)) : QString();
  switch (result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return untrusted(u"the certificate of %1 expired on %2"_s.arg(peer, textOf(X509_get0_notAfter(certificate))),
                       u"Have the cluster's administrator renew it, and check this machine's clock."_s);
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return untrusted(
          u"the certificate of %1 is valid only from %2"_s.arg(peer, textOf(X509_get0_notBefore(certificate))),
          u"Check this machine's clock."_s);
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: {
      const QString names = alternativeNames(certificate);
      return {ErrorCode::CertificateHostMismatch, Stage::Authentication,
              names.isEmpty() ? u"the certificate of %1 is not for %2: it names no host"_s.arg(peer, name)
                              : u"the certificate of %1 is not for %2 but for %3"_s.arg(peer, name, names),
              u"Use one of these names as the server in the kubeconfig, or set tls-server-name to one."_s};
    }
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return untrusted(
          u"the certificate of %1 is signed by an unknown authority (%2)"_s.arg(peer, issuer),
          u"Check certificate-authority or certificate-authority-data of this cluster in the kubeconfig."_s);
    default:
      return untrusted(u"the certificate of %1 cannot be trusted: %2"_s.arg(
                           peer, QString::fromLatin1(X509_verify_cert_error_string(result))),
                       u"Check certificate-authority of this cluster in the kubeconfig."_s);
  }
}

Error connectionEndError(const QString& peer, int number) {
  const unsigned long code = ERR_peek_last_error();
  if (code != 0 && ERR_GET_REASON(code) != SSL_R_UNEXPECTED_EOF_WHILE_READING) {
    // The verification of the server belongs to the handshake; here it is an alert, or broken records.
    return alertError(peer);
  }
  const QString reason = code != 0 || number == 0
                             ? u"the connection to %1 ended without notice"_s.arg(peer)
                             : u"the connection to %1 broke: %2"_s.arg(
                                   peer, QString::fromStdString(std::generic_category().message(number)));
  return {ErrorCode::ConnectionLost, Stage::Session, reason, {}};
}

}  // namespace portolan
