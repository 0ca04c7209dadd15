#include "core/cluster/tlserror.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <QDateTime>
#include <QHostAddress>
#include <QStringList>
#include <cerrno>
#include <system_error>

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

Error failure(ErrorCode code, const QString& detail, const QString& hint) {
  return {code, Stage::Authentication, detail, hint};
}

/// A name as certificates write it: "CN=kubernetes". It comes from the other end.
QString nameText(const X509_NAME* name) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
  X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  const QString text = oneLine(QString::fromUtf8(data, size), 120);
  return text.isEmpty() ? u"without a name"_s : text;
}

QString dateText(const ASN1_TIME* time) {
  tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    return u"an unreadable date"_s;
  }
  return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                   QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC)
      .toString(u"yyyy-MM-dd HH:mm 'UTC'"_s);
}

QString addressText(const unsigned char* bytes, int size) {
  if (size == 4) {
    return QHostAddress((quint32{bytes[0]} << 24) | (quint32{bytes[1]} << 16) | (quint32{bytes[2]} << 8) | bytes[3])
        .toString();
  }
  return size == 16 ? QHostAddress(bytes).toString() : QString();
}

/// The names and addresses that a certificate is for. The subject's common name is none of them (RFC 9525, 6.3).
QString alternativeNames(const X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> all(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      GENERAL_NAMES_free);
  QStringList names;
  for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i) {
    const GENERAL_NAME* const entry = sk_GENERAL_NAME_value(all.get(), i);
    QString name;
    if (entry->type == GEN_DNS) {
      name = oneLine(QString::fromLatin1(reinterpret_cast<const char*>(ASN1_STRING_get0_data(entry->d.dNSName)),
                                         ASN1_STRING_length(entry->d.dNSName)),
                     100);
    } else if (entry->type == GEN_IPADD) {
      name = addressText(ASN1_STRING_get0_data(entry->d.iPAddress), ASN1_STRING_length(entry->d.iPAddress));
    }
    if (!name.isEmpty() && !names.contains(name)) {
      names += name;
    }
  }
  constexpr qsizetype kShown = 6;
  if (names.isEmpty()) {
    return u"no name at all"_s;
  }
  const QString shown = names.first(qMin(names.size(), kShown)).join(u", "_s);
  return names.size() > kShown ? u"%1 and %2 more"_s.arg(shown).arg(names.size() - kShown) : shown;
}

Error verificationError(const TlsPeer& peer, const TlsVerification& verification) {
  const X509* const certificate = verification.certificate.get();
  const QString whose = verification.depth == 0 ? u"the certificate of %1"_s.arg(peer.name)
                                                : u"the certificate of an authority (%1) behind %2"_s.arg(
                                                      nameText(X509_get_subject_name(certificate)), peer.name);
  switch (verification.error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return failure(ErrorCode::CertificateUntrusted,
                     u"%1 expired on %2"_s.arg(whose, dateText(X509_get0_notAfter(certificate))),
                     u"It has to be renewed on the server; check this computer's clock too."_s);
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return failure(ErrorCode::CertificateUntrusted,
                     u"%1 is not valid before %2"_s.arg(whose, dateText(X509_get0_notBefore(certificate))),
                     u"Check this computer's clock."_s);
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return failure(
          ErrorCode::CertificateHostMismatch,
          u"the certificate of %1 is for %2, not for %3"_s.arg(peer.name, alternativeNames(certificate),
                                                               peer.verifyName),
          u"If this is the right server, set the cluster's tls-server-name in the kubeconfig to one of the names in "
          "the certificate."_s);
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return failure(ErrorCode::CertificateUntrusted,
                     u"the certificate of %1 is signed by an unknown authority (%2)"_s.arg(
                         peer.name, nameText(X509_get_issuer_name(certificate))),
                     peer.hasOwnAuthorities
                         ? u"Check the cluster's certificate-authority in the kubeconfig: it belongs to another "
                           "authority."_s
                         : u"Set the cluster's certificate-authority or certificate-authority-data in the kubeconfig "
                           "to this authority's certificate."_s);
    case X509_V_ERR_INVALID_PURPOSE:
      return failure(ErrorCode::CertificateUntrusted, u"%1 is not meant for this purpose"_s.arg(whose),
                     u"The server needs a certificate for servers (extended key usage serverAuth)."_s);
    default:
      return failure(ErrorCode::CertificateUntrusted,
                     u"%1 cannot be accepted: %2"_s.arg(
                         whose, QString::fromLatin1(X509_verify_cert_error_string(verification.error))),
                     {});
  }
}

/// The alert in RFC 8446's words: "unknown ca".
QString reasonText(unsigned long code) {
  const char* const reason = ERR_reason_error_string(code);
  QString text = reason != nullptr ? QString::fromLatin1(reason) : u"unknown reason"_s;
  for (const auto prefix : {"sslv3 alert "_L1, "tlsv1 alert "_L1, "tlsv13 alert "_L1}) {
    if (text.startsWith(prefix)) {
      return text.sliced(prefix.size());
    }
  }
  return text;
}

/// Alerts with which a server speaks of its client's certificate (RFC 8446, 6.2).
bool isAboutCertificate(int reason) {
  switch (reason) {
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
    case SSL_R_TLSV1_ALERT_DECRYPT_ERROR:
      return true;
    default:
      return false;
  }
}

Error handshakeBroken(const TlsPeer& peer, int systemError) {
  return failure(ErrorCode::ConnectionLost,
                 systemError == ECONNRESET || systemError == EPIPE
                     ? u"%1 reset the connection during the TLS handshake"_s.arg(peer.name)
                     : u"%1 ended the connection during the TLS handshake"_s.arg(peer.name),
                 u"Perhaps a load balancer or proxy in between has no server to turn to."_s);
}

bool isNotTls(int reason) {
  switch (reason) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_RECORD_TOO_SMALL:
      return true;
    default:
      return false;
  }
}

}  // namespace

void TlsVerification::Free::operator()(X509* used) const {
  X509_free(used);
}

Error tlsError(const TlsPeer& peer, const TlsVerification& verification, bool inHandshake, int result,
               int systemError) {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  if (result == SSL_ERROR_SYSCALL) {
    return inHandshake ? handshakeBroken(peer, systemError) : connectionLost(peer.name, systemError);
  }
  return tlsError(peer, verification, inHandshake, code);
}

Error tlsError(const TlsPeer& peer, const TlsVerification& verification, bool inHandshake, unsigned long code) {
  const int reason = ERR_GET_LIB(code) == ERR_LIB_SSL ? ERR_GET_REASON(code) : 0;
  if (reason == SSL_R_UNEXPECTED_EOF_WHILE_READING || (code == 0 && !verification.certificate)) {
    return inHandshake ? handshakeBroken(peer, 0) : connectionLost(peer.name, 0);
  }
  if (verification.certificate) {
    return verificationError(peer, verification);
  }
  if (inHandshake && isNotTls(reason)) {
    return failure(ErrorCode::TlsFailed, u"%1 does not speak TLS"_s.arg(peer.name),
                   u"Check the port, and whether the server in the kubeconfig should begin with http://."_s);
  }
  if (!peer.verifyName.isEmpty() && isAboutCertificate(reason)) {
    if (!peer.sentCertificate) {
      return failure(ErrorCode::CredentialsInvalid, u"%1 asks for a client certificate"_s.arg(peer.name),
                     u"Set client-certificate and client-key of this user in the kubeconfig."_s);
    }
    return failure(ErrorCode::CredentialsInvalid,
                   u"%1 does not accept the client certificate (%2)"_s.arg(peer.name, reasonText(code)),
                   u"Get a new client certificate for this user, or log in to the cluster again."_s);
  }
  if (reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION || reason == SSL_R_UNSUPPORTED_PROTOCOL) {
    return failure(ErrorCode::TlsFailed, u"%1 supports no version of TLS from 1.2 on"_s.arg(peer.name), {});
  }
  return failure(ErrorCode::TlsFailed, u"TLS with %1 failed: %2"_s.arg(peer.name, reasonText(code)), {});
}

Error connectionLost(const QString& peerName, int systemError) {
  QString detail;
  switch (systemError) {
    case 0:
      detail = u"%1 ended the connection without notice"_s.arg(peerName);
      break;
    case ECONNRESET:
    case EPIPE:
      detail = u"%1 reset the connection"_s.arg(peerName);
      break;
    default:
      detail = u"the connection to %1 broke: %2"_s.arg(
          peerName, QString::fromStdString(std::generic_category().message(systemError)));
  }
  return {ErrorCode::ConnectionLost, Stage::Session, detail, {}};
}

}  // namespace portolan
