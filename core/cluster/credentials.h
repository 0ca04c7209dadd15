#pragma once

#include <QObject>

#include "core/base/result.h"
#include "core/cluster/identity.h"

namespace portolan {

/// One question for an identity. Emits finished exactly once, never from inside Credentials::request. Owned by the
/// caller (through `parent`); deleting it first cancels.
class IdentityRequest : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
 Q_SIGNALS:
  void finished(const portolan::Result<portolan::Identity>& identity);
};

/// Where a cluster's identity comes from: a token, a certificate, later a plugin or an OIDC provider. One object a
/// cluster, shared by all who ask, so that ten forwards that need a token at once cause one log-in.
class Credentials {
 public:
  virtual ~Credentials() = default;
  virtual IdentityRequest* request(QObject* parent) = 0;
  /// The server answered 401 to this identity: forget it if it is still the current one.
  virtual void reject(const Identity& identity) = 0;
};

/// An identity that is known from the start and never changes: token and certificate of a kubeconfig.
class StaticCredentials final : public Credentials {
 public:
  explicit StaticCredentials(Identity identity) : m_identity(std::move(identity)) {}
  IdentityRequest* request(QObject* parent) override;
  void reject(const Identity&) override {}

 private:
  Identity m_identity;
};

}  // namespace portolan
