#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include "ui/widgets/colorroles.h"

class QVBoxLayout;

namespace portolan {

/// The way that a forward takes, from the port on this computer to the pod: steps below each other, joined by a line.
class WayView : public QWidget {
  Q_OBJECT
 public:
  struct Step {
    QString drawing;  ///< as tintedIcon takes it
    QColor ColorRoles::* role = &ColorRoles::text;
    QString title;
    QString detail;
    bool isAddress = false;  ///< in the fixed font

    bool operator==(const Step&) const = default;
  };

  explicit WayView(QWidget* parent = nullptr);
  void setSteps(const QList<Step>& steps);

 private:
  QVBoxLayout* m_rows;
  QList<Step> m_steps;
};

}  // namespace portolan
