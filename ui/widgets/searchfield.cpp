#include "ui/widgets/searchfield.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>

#include "ui/widgets/colorroles.h"
#include "ui/widgets/paintedicon.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {
constexpr int kMostCharacters = 200;
}

SearchField::SearchField(QWidget* parent) : QLineEdit(parent), m_mark(addAction(QIcon(), QLineEdit::LeadingPosition)) {
  setMaxLength(kMostCharacters);
  setClearButtonEnabled(true);
  setAccessibleName(tr("Search"));
  apply();
}

void SearchField::apply() {
  if (m_applying) {
    return;
  }
  m_applying = true;
  const ColorRoles colors(palette());
  m_mark->setIcon(tintedIcon(u"search"_s, colors.sub));
  QPalette field = palette();
  field.setColor(QPalette::PlaceholderText, colors.sub);
  setPalette(field);
  setMinimumHeight(Sizes::control(fontMetrics()));
  m_applying = false;
}

void SearchField::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Down) {
    Q_EMIT leftDownwards();
    return;
  }
  QLineEdit::keyPressEvent(event);
}

void SearchField::changeEvent(QEvent* event) {
  QLineEdit::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
    apply();
  }
}

}  // namespace portolan
