#include "ui/widgets/filterchip.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>

#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kMargin = 3 * kUnit;
constexpr int kMarkGap = 7;
constexpr int kCountGap = 6;

}  // namespace

FilterChip::FilterChip(QString name, QString drawing, Role role, QWidget* parent)
    : QAbstractButton(parent), m_name(std::move(name)), m_drawing(std::move(drawing)), m_role(role) {
  setCheckable(true);
  setFocusPolicy(Qt::TabFocus);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setCount(0);
}

FilterChip* FilterChip::of(StateFilter filter, QWidget* parent) {
  switch (filter) {
    case StateFilter::All:
      break;
    case StateFilter::Ready:
      return new FilterChip(tr("Ready"), u"state-ready"_s, &ColorRoles::ready, parent);
    case StateFilter::Waiting:
      return new FilterChip(tr("Waiting"), u"state-waiting"_s, &ColorRoles::waiting, parent);
    case StateFilter::Failed:
      return new FilterChip(tr("Failed"), u"state-failed"_s, &ColorRoles::failed, parent);
    case StateFilter::Stopped:
      return new FilterChip(tr("Stopped"), u"state-stopped"_s, &ColorRoles::sub, parent);
  }
  return new FilterChip(tr("All"), {}, &ColorRoles::text, parent);
}

QString FilterChip::words() const {
  return m_compact && !m_drawing.isEmpty() ? QString() : m_name;
}

void FilterChip::setCompact(bool compact) {
  if (compact != m_compact) {
    m_compact = compact;
    setToolTip(compact ? m_name : QString());
    updateGeometry();
    update();
  }
}

void FilterChip::setCount(int count) {
  m_count = count;
  setAccessibleName(tr("%1, %2").arg(m_name).arg(count));
  updateGeometry();
  update();
}

QSize FilterChip::sizeHint() const {
  const QFontMetrics metrics = fontMetrics();
  const int mark = m_drawing.isEmpty() ? 0 : Sizes::mark(metrics) + kMarkGap;
  const int count = QFontMetrics(Fonts::strong(font())).horizontalAdvance(QLocale().toString(m_count)) + 1;
  const int text = words().isEmpty() ? 0 : metrics.horizontalAdvance(words()) + 1 + kCountGap;
  return {2 * kMargin + mark + text + count, metrics.height() + 10};
}

void FilterChip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  const qreal radius = height() / 2.0 - 0.5;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(isChecked() ? colors.accent : underMouse() ? colors.edge : colors.line, isChecked() ? 1.2 : 1));
  painter.setBrush(isChecked() ? QBrush(colors.selection) : QBrush(Qt::NoBrush));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.6, 0.6, -0.6, -0.6), radius, radius);
  if (hasFocus()) {
    drawFocusRing(painter, rect(), radius, colors.accent);
  }

  int left = kMargin;
  const auto place = [this](const QRect& at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
  if (!m_drawing.isEmpty()) {
    const int side = Sizes::mark(fontMetrics());
    drawIcon(painter, m_drawing, place(QRect(left, (height() - side) / 2, side, side)), colors.*m_role);
    left += side + kMarkGap;
  }
  if (const QString text = words(); !text.isEmpty()) {
    const int width = fontMetrics().horizontalAdvance(text) + 1;
    painter.setPen(colors.text);
    painter.setFont(font());
    painter.drawText(place(QRect(left, 0, width, height())), Qt::AlignCenter, text);
    left += width + kCountGap;
  }
  painter.setFont(Fonts::strong(font()));
  painter.setPen(m_count == 0 ? colors.sub : colors.text);
  painter.drawText(place(QRect(left, 0, this->width() - kMargin - left, height())), Qt::AlignCenter,
                   QLocale().toString(m_count));
}

}  // namespace portolan
