#include "ui/window/shortcutsdialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QLabel>

#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

ShortcutsDialog::ShortcutsDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Keyboard"));
  const std::pair<QString, QString> keys[] = {
      {u"Ctrl+F"_s, tr("Search (also /)")},
      {u"Space"_s, tr("Switch on or off")},
      {u"Left"_s, tr("Fold a group")},
      {u"Right"_s, tr("Unfold a group")},
      {u"Return"_s, tr("Details")},
      {u"Ctrl+C"_s, tr("Copy the address")},
      {u"Ctrl+O"_s, tr("Open in the browser")},
      {u"Ctrl+R"_s, tr("Restart")},
      {u"F2"_s, tr("Edit")},
      {u"Del"_s, tr("Delete")},
      {u"Ctrl+Z"_s, tr("Undo")},
      {u"Ctrl+N"_s, tr("Add")},
      {u"Ctrl+D"_s, tr("Discover")},
      {u"Ctrl+I"_s, tr("Import")},
      {u"Ctrl+Shift+D"_s, tr("Duplicate")},
      {u"Ctrl+Shift+S"_s, tr("Start all")},
      {u"Ctrl+Shift+X"_s, tr("Stop all")},
      {u"Ctrl+1"_s, tr("Show all; Ctrl+2 to Ctrl+5: ready, waiting, failed, stopped")},
      {u"Ctrl+L"_s, tr("Log")},
      {u"F6"_s, tr("Next pane")},
      {u"Esc"_s, tr("Clear the search, then close")}};
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6 * Sizes::kUnit, 5 * Sizes::kUnit, 6 * Sizes::kUnit, 4 * Sizes::kUnit);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(6 * Sizes::kUnit);
  grid->setVerticalSpacing(2 * Sizes::kUnit);
  int row = 0;
  for (const auto& [key, what] : keys) {
    auto* keyLabel = new QLabel(QKeySequence(key).toString(QKeySequence::NativeText));
    keyLabel->setFont(Fonts::strong(font()));
    auto* whatLabel = new QLabel(what);
    whatLabel->setWordWrap(true);
    for (QLabel* label : {keyLabel, whatLabel}) {
      label->setTextFormat(Qt::PlainText);
    }
    grid->addWidget(keyLabel, row, 0, Qt::AlignTop);
    grid->addWidget(whatLabel, row++, 1);
  }
  grid->setColumnStretch(1, 1);
  layout->addLayout(grid);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  layout->addSpacing(3 * Sizes::kUnit);
  layout->addWidget(buttons);
  resize(26 * fontMetrics().height(), sizeHint().height());
}

}  // namespace portolan
