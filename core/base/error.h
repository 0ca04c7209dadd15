#pragma once

#include <QMetaType>
#include <QString>

namespace portolan {

/// The five stages of a forward, in the order in which they happen. Every error says at which one it happened.
enum class Stage {
  Configuration,   ///< what was asked for: a saved forward, arguments, files
  Authentication,  ///< kubeconfig, TLS, credentials, and what the API server allows
  Target,          ///< from a name to one pod and its container port
  Session,         ///< the upgraded connection to the pod's portforward subresource
  Relay,           ///< local listeners and connections
};

/// What went wrong, as a program can tell it apart. The words are in Error::detail.
enum class ErrorCode {
  Internal,  ///< a defect of ours

  // Files and arguments
  InvalidArgument,
  FileUnreadable,
  FileUnwritable,
  FileTooLarge,
  FileInvalid,  ///< broken syntax or a wrong type; detail names file, line and column where known
  Unsupported,  ///< understood, but this version cannot do it

  // Kubeconfig
  KubeconfigMissing,
  ContextUnknown,
  ClusterUnknown,
  UserUnknown,
  CredentialsInvalid,  ///< the certificate, key, token or plugin named by the kubeconfig cannot be used
  LoginFailed,         ///< the plugin or the identity provider gave no credentials this time

  // On the way to the API server
  HostNotFound,
  ConnectionRefused,
  ConnectionTimedOut,
  ConnectionLost,
  NetworkUnreachable,
  ProxyFailed,           ///< the proxy was reached, and did not make the connection
  CertificateUntrusted,  ///< unknown issuer, expired, wrong purpose
  CertificateHostMismatch,
  TlsFailed,

  // What the API server answered
  Unauthorized,  ///< 401
  Forbidden,     ///< 403
  NotFound,      ///< 404
  Expired,       ///< 410: a resourceVersion too old; list again
  ServerBusy,    ///< 429 and 5xx: the same request may succeed later
  ApiError,      ///< any other failure Status
  BadResponse,   ///< not what the API promises
  ResponseTooLarge,

  // Target
  PortNotFound,
  PodNotRunning,
  NoPod,    ///< the selector matches no pod
  PodGone,  ///< the pod was deleted, or another one has its name now

  // Session
  UpgradeRefused,     ///< the server answered the upgrade with something else than 101
  ProtocolViolation,  ///< the other end broke WebSocket, SPDY or HTTP rules
  SessionLost,        ///< the session ended while it was in use

  // Relay
  AddressInUse,
  PermissionDenied,
  AddressUnavailable,
  PodPortRefused,       ///< nothing listens on the port in the pod
  PodConnectionFailed,  ///< the runtime could not reach the port in the pod, or the connection broke there
};

/// A failure: what happened (detail: one line, no trailing full stop, no secrets), what a person can do about it
/// (hint: one sentence or empty) and at which stage. Core words facts only; titles for people are made in ui/ and app/.
struct Error {
  ErrorCode code = ErrorCode::Internal;
  Stage stage = Stage::Configuration;
  QString detail;
  QString hint;

  bool operator==(const Error&) const = default;
};

/// The stage's name as messages and logs use it: "authentication".
QString stageName(Stage stage);

/// The code's name as programs and docs/troubleshooting.md use it: "address-in-use".
QString errorName(ErrorCode code);

/// Everything that a one-line message may show of text that came from elsewhere: control characters and line breaks
/// become spaces, the ends are trimmed, and more than `limit` characters are cut with an ellipsis.
QString oneLine(const QString& text, qsizetype limit = 400);

}  // namespace portolan

Q_DECLARE_METATYPE(portolan::Error)
