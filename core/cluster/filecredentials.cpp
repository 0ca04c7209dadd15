#include "core/cluster/filecredentials.h"

#include <algorithm>

#include "core/base/pool.h"
#include "core/cluster/certificates.h"
#include "core/cluster/opensslthreads.h"
#include "core/cluster/readfile.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portolan {
namespace {

constexpr auto kLookAgain = 5s;

std::unexpected<Error> unusable(ErrorCode code, const QString& what, const QString& file, const QString& problem) {
  return fail(code, Stage::Authentication, u"the %1 %2 cannot be used: %3"_s.arg(what, file, problem),
              u"Check this user in the kubeconfig, or log in to the cluster again."_s);
}

Result<void> readInto(QByteArray& content, const QString& file, const QString& what) {
  if (file.isEmpty()) {
    return {};
  }
  auto read = readFile(file);
  if (!read) {
    return unusable(read.error().code, what, file, read.error().reason);
  }
  content = *std::move(read);
  return {};
}

}  // namespace

Result<Identity> readCredentials(const CredentialFiles& files, const Identity& base) {
  Identity identity = base;
  QByteArray token;
  if (const auto read = readInto(token, files.token, u"tokenFile"_s); !read && base.bearerToken.isEmpty()) {
    return std::unexpected(read.error());
  }
  token = token.trimmed();
  if (!token.isEmpty()) {
    identity.bearerToken = token;
  } else if (!files.token.isEmpty() && base.bearerToken.isEmpty()) {
    return unusable(ErrorCode::CredentialsInvalid, u"tokenFile"_s, files.token, u"it is empty"_s);
  }
  if (std::any_of(identity.bearerToken.begin(), identity.bearerToken.end(),
                  [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; })) {
    return unusable(ErrorCode::CredentialsInvalid, u"tokenFile"_s, files.token, u"it holds control characters"_s);
  }
  if (files.certificate.isEmpty() && files.key.isEmpty()) {
    return identity;
  }
  if (const auto read = readInto(identity.certificatePem, files.certificate, u"client-certificate"_s); !read) {
    return std::unexpected(read.error());
  }
  if (const auto read = readInto(identity.privateKeyPem, files.key, u"client-key"_s); !read) {
    return std::unexpected(read.error());
  }
  // Between the two files of a renewal they do not fit each other: what was good before serves on.
  if (const QString problem = problemWithClientCertificate(identity.certificatePem, identity.privateKeyPem);
      !problem.isEmpty()) {
    return unusable(ErrorCode::CredentialsInvalid, u"client-certificate"_s, files.certificate, problem);
  }
  return identity;
}

FileCredentials::FileCredentials(CredentialFiles files, Identity base, Clock clock)
    : RenewingCredentials(std::move(clock)), m_files(std::move(files)), m_base(std::move(base)) {}

void FileCredentials::beginRenewal() {
  m_reader = std::make_unique<QFutureWatcher<Result<Identity>>>();
  connect(m_reader.get(), &QFutureWatcherBase::finished, this, [this] {
    const Result<Identity> read = m_reader->result();
    m_reader.release()->deleteLater();  // this runs in its signal
    if (!read) {
      renewed(std::unexpected(read.error()));
      return;
    }
    renewed(Renewal{
        .identity = *read, .expiry = {}, .renewAt = now().addMSecs(std::chrono::milliseconds(kLookAgain).count())});
  });
  m_reader->setFuture(runInPool([files = m_files, base = m_base] {
    auto identity = readCredentials(files, base);
    endOpenSslThread();
    return identity;
  }));
}

void FileCredentials::cancelRenewal() {
  m_reader.reset();
}

}  // namespace portolan
