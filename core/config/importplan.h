#pragma once

#include <QList>
#include <QStringList>
#include <optional>

#include "core/config/forwardconfig.h"
#include "core/config/forwardschange.h"

namespace portolan {

/// What importing would do to the saved forwards, for a person to look at and choose from before anything is done.
///
/// An imported entry is the same forward as a saved one if it has our uid of it, or else the same context, namespace,
/// target, ports, protocol and local address (the alias and kftray's id say nothing). A saved forward keeps its uid,
/// its autostart and whatever the import says nothing about.
struct ImportPlan {
  enum class Kind {
    New,
    Same,         ///< saved already, and nothing would change
    Changed,      ///< saved already; see `changes`
    Conflicting,  ///< new or changed, and another forward has its local address and port: see `conflicts`
    Invalid,      ///< see `error`
    Gone,         ///< saved, from the same source earlier, and not there any more (sync only): would be removed
  };
  struct FieldChange {
    QString field;   ///< as in the file: "local_port", "portolan.tags"
    QString before;  ///< as JSON, but texts without quotes; empty: it was not there
    QString after;

    bool operator==(const FieldChange&) const = default;
  };
  struct Item {
    Kind kind = Kind::New;
    qsizetype entry = 0;                 ///< its place in what was imported, from 0
    ForwardConfig forward;               ///< as it would be saved; Invalid: nothing
    std::optional<ForwardConfig> saved;  ///< the forward that it is or changes
    QList<FieldChange> changes;          ///< of a saved forward
    QStringList conflicts;               ///< uids of the others, saved and imported
    QStringList contested;  ///< fields that were changed here and there since the last sync; what is here stays
    std::optional<Error> error;
    QList<ImportNotice> notices;
    std::optional<QString> unsupported;  ///< why this version cannot run it; it is kept all the same
    bool isChosen = false;               ///< whether change() has it; make() chooses what is New or Changed

    bool operator==(const Item&) const = default;
    /// It could be chosen.
    [[nodiscard]] bool changesAnything() const { return kind != Kind::Same && kind != Kind::Invalid; }
  };

  QList<Item> items;  ///< in the order of what was imported
  bool kubeconfigConfirmed = false;

  bool operator==(const ImportPlan&) const = default;

  /// `imported` as parsed, not sanitised yet: this does it (DESIGN 3.9). A kubeconfig that an entry names is kept only
  /// if `kubeconfigConfirmed`.
  static ImportPlan make(const QList<ForwardConfig>& saved, const QList<ParsedForward>& imported,
                         bool kubeconfigConfirmed = false);
  static ImportPlan make(const QList<ForwardConfig>& saved, const QList<ForwardConfig>& imported,
                         bool kubeconfigConfirmed = false);

  /// Chooses what is new, changed, conflicting and gone, or nothing.
  void chooseAll(bool isChosen = true);
  [[nodiscard]] qsizetype count(Kind kind) const;
  [[nodiscard]] qsizetype chosenCount() const;
  /// The kubeconfigs that entries name, each once.
  [[nodiscard]] QStringList kubeconfigs() const;
  /// What is chosen, for ConfigStore::import.
  [[nodiscard]] ForwardsChange change() const;

  /// Part of make(): new and changed items become Conflicting where they would share an address with another forward;
  /// the others are chosen.
  void findConflicts(const QList<ForwardConfig>& saved);
};

/// What makes two entries without a common uid the same forward: what they do.
QString forwardIdentity(const ForwardConfig& config);
/// What differs between two versions of a saved forward.
QList<ImportPlan::FieldChange> fieldChanges(const ForwardConfig& before, const ForwardConfig& after);

}  // namespace portolan
