#pragma once

#include <QObject>
#include <memory>

#include "core/cluster/execcredentials.h"
#include "core/config/lookup.h"

namespace portolan {

/// Answers what an editor asks about kubeconfigs and clusters, in a thread of its own that is started with the first
/// question: contexts, namespaces, targets with their ports, pods behind a selector. Values cross through two
/// mailboxes. Lists are read up to kMost objects; `isWhole` says whether that was all. Nothing is asked twice by
/// itself.
///
/// A question replaces an unanswered one of the same LookupQuestion::What, which is then not answered: a person who
/// types goes on. Lives in the thread that made it.
class ClusterLookup : public QObject {
  Q_OBJECT
 public:
  static constexpr int kMost = 1000;

  /// `exec`: how logins are run, in that thread.
  explicit ClusterLookup(ExecOptions exec = {}, QObject* parent = nullptr);
  /// Cancels everything; bounded, whatever the network does.
  ~ClusterLookup() override;

  /// Returns the answer's id, never 0. The answer comes by signal, never from inside this.
  quint64 ask(const LookupQuestion& question);
  /// Closes the connections to the clusters that were asked.
  void forget();

 Q_SIGNALS:
  void answered(const portolan::LookupAnswer& answer);

 private:
  class Private;
  std::unique_ptr<Private> d;
};

}  // namespace portolan
