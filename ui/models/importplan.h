#pragma once

#include <QCoreApplication>
#include <QList>
#include <QStringList>

#include "core/config/forwardconfig.h"

namespace portolan {

/// What importing a file would do to the saved forwards, for a person to look at before anything is done.
///
/// An entry of the file is the same forward as a saved one if both have the same uid, or else the same context,
/// namespace, target, ports, protocol and local address. A saved forward keeps its uid, its autostart and whatever the
/// file says nothing about.
class ImportPlan {
  Q_DECLARE_TR_FUNCTIONS(ImportPlan)

 public:
  struct Unsupported {
    QString name;
    QString reason;
    bool operator==(const Unsupported&) const = default;
  };

  /// `inFile` as parsed, not sanitised yet: this does it (DESIGN 3.9).
  static ImportPlan make(const QList<ForwardConfig>& saved, const QList<ForwardConfig>& inFile,
                         bool kubeconfigConfirmed = false);

  QList<ForwardConfig> result;  ///< all saved forwards after the import
  qsizetype entries = 0;        ///< in the file
  QStringList added;            ///< names, as all lists here
  QStringList changed;
  QStringList same;
  QList<Unsupported> unsupported;  ///< among the added and the changed
  QStringList reachable;           ///< would listen on more than the loopback interface: "name (0.0.0.0)"
  QStringList kubeconfigs;         ///< files that entries name, each once; used only if confirmed
  qsizetype autostartCleared = 0;

  bool operator==(const ImportPlan&) const = default;

  [[nodiscard]] qsizetype changes() const { return added.size() + changed.size(); }
  struct Line {
    enum class Kind { Problem, Warning, New, Changed, Same, Note };
    Kind kind = Kind::Note;
    QString text;
    bool operator==(const Line&) const = default;
  };
  /// One line for each thing to know, the problems first.
  [[nodiscard]] QList<Line> lines() const;
};

}  // namespace portolan
