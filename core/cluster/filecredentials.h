#pragma once

#include <QFutureWatcher>
#include <memory>

#include "core/cluster/kubeconfig.h"
#include "core/cluster/renewingcredentials.h"

namespace portolan {

/// Identities of which parts lie in files: tokenFile, client-certificate, client-key. They are read again (in a pool
/// thread) for a request that comes more than five seconds after the last look, and after a 401; what there is serves
/// on where they cannot be read any more, as with client-go (transport/token_source.go).
///
/// Errors: FileUnreadable, FileTooLarge, CredentialsInvalid.
class FileCredentials final : public RenewingCredentials {
  Q_OBJECT
 public:
  /// `base`: all that is not in a file; its token serves where the token's file cannot be read.
  FileCredentials(CredentialFiles files, Identity base, Clock clock = [] { return QDateTime::currentDateTimeUtc(); });

 protected:
  void beginRenewal() override;
  void cancelRenewal() override;

 private:
  const CredentialFiles m_files;
  const Identity m_base;
  std::unique_ptr<QFutureWatcher<Result<Identity>>> m_reader;
};

/// Reads them at once, in the calling thread.
Result<Identity> readCredentials(const CredentialFiles& files, const Identity& base);

}  // namespace portolan
