#pragma once

#include <QDialog>
#include <QList>

#include "core/config/forwardconfig.h"
#include "ui/models/importlines.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace portolan {

/// What importing a file would do, and the question whether to. Nothing is changed here: after accept() the caller
/// saves plan().result.
class ImportDialog : public QDialog {
  Q_OBJECT
 public:
  ImportDialog(const QString& fileName, QList<ForwardConfig> saved, QList<ForwardConfig> inFile,
               QWidget* parent = nullptr);

  [[nodiscard]] const ImportPlan& plan() const { return m_plan; }

 private:
  void refresh();

  QList<ForwardConfig> m_saved;
  QList<ForwardConfig> m_inFile;
  ImportPlan m_plan;
  QVBoxLayout* m_lines;
  QCheckBox* m_kubeconfigs;
  QLabel* m_kubeconfigNote;
  QPushButton* m_import;
};

}  // namespace portolan
