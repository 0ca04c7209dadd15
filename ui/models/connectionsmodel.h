#pragma once

#include <QAbstractTableModel>
#include <QDateTime>

#include "core/forward/forwardstatus.h"

namespace portolan {

/// The open connections of one forward, the newest first.
class ConnectionsModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { From, OpenFor, Down, Up };
  static constexpr int kColumns = Up + 1;
  using QAbstractTableModel::QAbstractTableModel;

  void setConnections(const QList<ConnectionReport>& connections, const QDateTime& now);
  [[nodiscard]] const QList<ConnectionReport>& connections() const { return m_connections; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QList<ConnectionReport> m_connections;
  QDateTime m_now;
};

}  // namespace portolan
