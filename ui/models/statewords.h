#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include "core/config/forwardconfig.h"
#include "core/forward/forwardstatus.h"
#include "ui/models/troubleaction.h"

namespace portolan {

/// A forward's state in words. `brief` fits beside the name, `sentence` says what happened and what to do.
class StateWords {
  Q_DECLARE_TR_FUNCTIONS(StateWords)

 public:
  /// "Ready", "Finding a pod…", "Waiting for cluster, 12 s", "Port 8081 is taken".
  static QString brief(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now);
  /// What happened: a sentence with a full stop; empty where there is nothing to add to `brief`.
  static QString cause(const ForwardStatus& status);
  /// What to do about it: a sentence; empty where core has no advice.
  static QString advice(const ForwardStatus& status);
  /// In the popup, where the cause has a line of its own: "Failed" instead of the cause, else as `brief`.
  static QString popup(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now);
  /// In the popup, below: as `cause`, but of a login plugin that failed the words of `failure`; its own come after its
  /// name and the user's, for which there is no room.
  static QString popupCause(const ForwardConfig& config, const ForwardStatus& status);
  /// Since when it stands where it stands, and when it goes on: "Ready since 08:10, took 187 ms.", "Failed at
  /// authentication since 10:22:07.", "Waiting since 10:22. Next try in 12 s."; empty for what is over in a moment.
  static QString headline(const ForwardStatus& status, const QDateTime& now);
  /// Both, and since when: for tooltips.
  static QString sentence(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now);

  /// What a person can do about a trouble, the most promising first; empty where there is none.
  static QList<TroubleAction> actions(const ForwardConfig& config, const ForwardStatus& status);
  /// What happens next without a person, or why nothing does: a sentence; empty where there is no trouble.
  static QString outlook(const ForwardConfig& config, const ForwardStatus& status, const QDateTime& now);

  /// "Authentication".
  static QString stage(Stage stage);
  /// "done", "working", "held", "failed", "not reached".
  static QString stageState(StageReport::State state);
  /// What logs in to the forward's cluster in a terminal, word by word: "portolan", "login", "prod-eu".
  static QStringList loginCommand(const ForwardConfig& config, const ForwardStatus& status);
  /// "kubectl --context prod-eu -n shop port-forward service/grafana 3000:80", quoted for a shell; empty where kubectl
  /// has no such command.
  static QString kubectlCommand(const ForwardConfig& config, const ForwardStatus& status);
  /// "curl http://localhost:3000/", quoted for a shell; empty where the port is not known.
  static QString curlCommand(const ForwardConfig& config, const ForwardStatus& status);
  /// For a browser.
  static QString url(const ForwardConfig& config, const ForwardStatus& status);
  /// "statefulset/orders-postgres :5432", "app=search,role=data :9200".
  static QString target(const ForwardConfig& config);
  /// As resolved, else as configured, else "current context".
  static QString context(const ForwardConfig& config, const ForwardStatus& status);

  /// Where a program connects to: "localhost:5432". A port that the system is yet to choose is said in words.
  static QString address(const ForwardConfig& config, const ForwardStatus& status);

  /// Detail and hint of any error as one text.
  static QString error(const Error& error);
  /// The cause in up to four words.
  static QString failure(const ForwardConfig& config, const Error& error);
};

}  // namespace portolan
