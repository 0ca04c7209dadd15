#pragma once

#include <QAbstractListModel>
#include <QList>

#include "core/config/lookup.h"

namespace portolan {

/// The objects of a cluster that match what a person types, the best matches first: those that begin with it, then
/// those that contain it.
class TargetListModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role {
    MatchStart = Qt::UserRole,  ///< int: where the typed text begins in the name; -1: nothing is typed
    MatchLength,
    Ports,     ///< "http 80, metrics 9090"
    Ready,     ///< "3 of 3 pods ready"
    AllReady,  ///< bool
  };

  using QAbstractListModel::QAbstractListModel;

  void setTargets(const QList<LookupTarget>& targets);
  void setFilter(const QString& typed);
  [[nodiscard]] const QList<LookupTarget>& targets() const { return m_targets; }
  [[nodiscard]] const LookupTarget& at(int row) const { return m_targets.at(m_shown.at(row)); }
  /// By its whole name; nothing where the cluster has none that was listed.
  [[nodiscard]] const LookupTarget* find(const QString& name) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

 private:
  void refill();

  QList<LookupTarget> m_targets;
  QList<qsizetype> m_shown;
  QString m_filter;
};

}  // namespace portolan
