#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <chrono>
#include <optional>

#include "core/base/error.h"

namespace portolan {

/// What a person who writes a forward wants to know of the kubeconfig or a cluster: a question by value, answered by
/// ClusterLookup (core/target).
struct LookupQuestion {
  enum class What {
    Contexts,    ///< of the kubeconfig; no cluster is asked
    Namespaces,  ///< of the cluster
    Targets,     ///< objects of a kind in a namespace, with their ports and how many of their pods are ready
    Pods,        ///< how many pods a label selector matches
  };

  What what = What::Contexts;
  QString kubeconfig;     ///< a file; empty: kubectl's rules
  QString context;        ///< empty: the current one
  QString ns;             ///< empty: the context's
  QString kind;           ///< Targets: "service", "deployment", "statefulset", "daemonset" or "pod"
  QString labelSelector;  ///< Pods

  bool operator==(const LookupQuestion&) const = default;
};

/// One object that can be forwarded to.
struct LookupTarget {
  struct Port {
    QString name;  ///< may be empty
    quint16 port = 0;
    /// Where it leads in the pod, as the object says: a number or a name; empty: the same.
    QString podPort;
    bool operator==(const Port&) const = default;
  };

  QString name;
  QList<Port> ports;  ///< TCP only
  int ready = 0;      ///< pods
  int pods = 0;       ///< that there are, or should be

  bool operator==(const LookupTarget&) const = default;
};

struct LookupAnswer {
  quint64 id = 0;  ///< as ClusterLookup::ask returned it
  LookupQuestion question;
  QString context;  ///< as resolved, and for Contexts the current one
  QString ns;       ///< as resolved
  QStringList names;
  QList<LookupTarget> targets;
  int ready = 0;                      ///< Pods: that are ready
  int pods = 0;                       ///< Pods: that match
  bool isWhole = true;                ///< false: there is more than was read
  std::chrono::milliseconds took{0};  ///< the cluster's answer; reading the kubeconfig is not counted
  std::optional<Error> error;         ///< Forbidden: listing is not allowed, a name may still be typed

  bool operator==(const LookupAnswer&) const = default;
};

}  // namespace portolan

Q_DECLARE_METATYPE(portolan::LookupAnswer)
