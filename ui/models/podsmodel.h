#pragma once

#include <QAbstractListModel>

#include "core/forward/forwardstatus.h"

namespace portolan {

/// The pods that a forward's target selects. DisplayRole is the name, kNoteRole what it is to the forward.
class PodsModel : public QAbstractListModel {
  Q_OBJECT
 public:
  static constexpr int kNoteRole = Qt::UserRole;
  /// The name of a drawing: a QString.
  static constexpr int kDrawingRole = Qt::UserRole + 1;
  using QAbstractListModel::QAbstractListModel;

  /// `answersIn`: of the session to the pod in use.
  void setPods(const QList<PodReport>& pods, std::optional<std::chrono::milliseconds> answersIn);
  [[nodiscard]] const PodReport& pod(int row) const { return m_pods.at(row); }
  [[nodiscard]] int readyCount() const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

 private:
  [[nodiscard]] QString note(const PodReport& pod) const;

  QList<PodReport> m_pods;
  std::optional<std::chrono::milliseconds> m_answersIn;
};

}  // namespace portolan
