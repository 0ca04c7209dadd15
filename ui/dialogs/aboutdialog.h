#pragma once

#include <QDialog>

namespace portolan {

/// What this is, its versions, and a text for bug reports to copy.
class AboutDialog : public QDialog {
  Q_OBJECT
 public:
  /// `diagnostics`: Diagnostics::text.
  explicit AboutDialog(const QString& version, QString diagnostics, QWidget* parent = nullptr);
};

}  // namespace portolan
