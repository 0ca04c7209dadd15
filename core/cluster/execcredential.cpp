#include "core/cluster/execcredential.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <algorithm>

#include "core/cluster/certificates.h"

using namespace Qt::StringLiterals;

namespace portolan {
namespace {

bool isHeaderSafe(const QByteArray& value) {
  return std::none_of(value.begin(), value.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

}  // namespace

QByteArray execInfo(const ExecPlugin& plugin, bool interactive) {
  QJsonObject spec{{u"interactive"_s, interactive}};
  if (!plugin.cluster.isEmpty()) {
    spec.insert(u"cluster"_s, plugin.cluster);
  }
  const QJsonObject info{{u"kind"_s, u"ExecCredential"_s}, {u"apiVersion"_s, plugin.apiVersion}, {u"spec"_s, spec}};
  return QJsonDocument(info).toJson(QJsonDocument::Compact);
}

QString pluginTitle(const ExecPlugin& plugin) {
  return u"user \"%1\" logs in with \"%2\""_s.arg(oneLine(plugin.user, 100),
                                                  oneLine(QFileInfo(plugin.command).fileName(), 100));
}

Result<ExecCredential> parseExecCredential(const QByteArray& output, const ExecPlugin& plugin) {
  const auto invalid = [&plugin](const QString& problem, const QString& hint = {}) {
    return fail(ErrorCode::CredentialsInvalid, Stage::Authentication,
                u"%1, which %2"_s.arg(pluginTitle(plugin), problem), hint);
  };
  const QString hint =
      u"Check the exec section of this user in the kubeconfig: the command has to print an "
      "ExecCredential."_s;
  if (output.trimmed().isEmpty()) {
    return invalid(u"printed nothing"_s, hint);
  }
  const QJsonDocument document = QJsonDocument::fromJson(output);
  if (!document.isObject()) {
    return invalid(u"printed something that is no JSON object"_s, hint);
  }
  const QJsonObject credential = document.object();
  if (credential.value("kind"_L1).toString() != "ExecCredential"_L1) {
    return invalid(u"printed JSON that is no ExecCredential"_s, hint);
  }
  if (credential.value("apiVersion"_L1).toString() != plugin.apiVersion) {
    return invalid(u"answered in another version than %1"_s.arg(plugin.apiVersion),
                   u"Set apiVersion in the exec section of this user in the kubeconfig to the one that it speaks, or "
                   "update it."_s);
  }

  const QJsonObject status = credential.value("status"_L1).toObject();
  ExecCredential read;
  read.token = status.value("token"_L1).toString().toUtf8();
  read.certificatePem = status.value("clientCertificateData"_L1).toString().toUtf8();
  read.keyPem = status.value("clientKeyData"_L1).toString().toUtf8();
  if (read.certificatePem.isEmpty() != read.keyPem.isEmpty()) {
    return invalid(read.keyPem.isEmpty() ? u"gave a client certificate without its key"_s
                                         : u"gave a client key without its certificate"_s,
                   hint);
  }
  if (read.token.isEmpty() && read.certificatePem.isEmpty()) {
    return invalid(u"gave neither a token nor a client certificate"_s, hint);
  }
  if (!isHeaderSafe(read.token)) {
    return invalid(u"gave a token with control characters"_s);
  }
  if (!read.certificatePem.isEmpty()) {
    const QString problem = problemWithClientCertificate(read.certificatePem, read.keyPem);
    if (!problem.isEmpty()) {
      return invalid(u"gave a client certificate that cannot be used: %1"_s.arg(problem));
    }
  }
  if (const QJsonValue expiry = status.value("expirationTimestamp"_L1); !expiry.isUndefined() && !expiry.isNull()) {
    read.expiry = QDateTime::fromString(expiry.toString(), Qt::ISODateWithMs);
    if (!read.expiry.isValid()) {
      return invalid(u"gave an expirationTimestamp that is no time"_s, hint);
    }
  }
  return read;
}

}  // namespace portolan
