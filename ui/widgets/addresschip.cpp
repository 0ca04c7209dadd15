#include "ui/widgets/addresschip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QPainter>

#include "ui/widgets/drawing.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {
constexpr int kUnit = Sizes::kUnit;
constexpr int kGap = 10;
}  // namespace

int addressChipOverhang() {
  return 2 * kUnit;
}

void paintAddressChip(QPainter& painter, const QRectF& rect, const QString& address, bool isCopied, bool isHovered,
                      const ColorRoles& colors, Qt::LayoutDirection direction) {
  const QFontMetrics metrics = painter.fontMetrics();
  const int side = Sizes::mark(metrics);
  const QString text = isCopied ? AddressChip::copiedText() : address;
  const auto place = [&](const QRectF& at) {
    return direction == Qt::RightToLeft
               ? QRectF(rect.left() + rect.right() - at.right(), at.top(), at.width(), at.height())
               : at;
  };
  const qreal room = rect.width() - kGap - side - 2 * kUnit;
  const qreal width = qMin(qreal(qMax(metrics.horizontalAdvance(address), metrics.horizontalAdvance(text)) + 1), room);
  const QRectF border(rect.left() - addressChipOverhang(), rect.top() + 3,
                      addressChipOverhang() + width + kGap + side + 2 * kUnit, rect.height() - 6);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(isHovered ? colors.accent : ColorRoles::mix(colors.base, colors.edge, 0.7), 1));
  painter.setBrush(colors.base);
  painter.drawRoundedRect(place(border).adjusted(0.5, 0.5, -0.5, -0.5), Sizes::kControlRadius, Sizes::kControlRadius);
  painter.restore();
  painter.setPen(isCopied ? colors.ready : colors.text);
  drawElided(painter, place(QRectF(rect.left(), rect.top(), width, rect.height())), Qt::AlignLeft | Qt::AlignVCenter,
             text, direction);
  drawIcon(painter, isCopied ? u"check"_s : u"copy"_s,
           place(QRectF(rect.left() + width + kGap, rect.center().y() - side / 2.0, side, side)),
           isCopied ? colors.ready : colors.text);
}

AddressChip::AddressChip(QWidget* parent) : QAbstractButton(parent) {
  setFocusPolicy(Qt::TabFocus);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  m_copied.setSingleShot(true);
  m_copied.setInterval(kCopiedTime);
  connect(&m_copied, &QTimer::timeout, this, [this] { update(); });
  connect(this, &QAbstractButton::clicked, this, [this] {
    QGuiApplication::clipboard()->setText(m_address);
    m_copied.start();
    update();
  });
}

QString AddressChip::copiedText() {
  return tr("Copied");
}

void AddressChip::setAddress(const QString& address) {
  if (address != m_address) {
    m_address = address;
    setAccessibleName(tr("Copy %1").arg(address));
    setToolTip(tr("Click to copy, double click to open in the browser"));
    m_copied.stop();
    updateGeometry();
    update();
  }
}

QSize AddressChip::sizeHint() const {
  const QFontMetrics metrics(Fonts::fixed(font()));
  const int width = qMax(metrics.horizontalAdvance(m_address), metrics.horizontalAdvance(copiedText())) + 1;
  return {addressChipOverhang() + width + kGap + Sizes::mark(metrics) + 2 * kUnit, Sizes::tableRow(fontMetrics())};
}

void AddressChip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  painter.setFont(Fonts::fixed(font()));
  const int before = layoutDirection() == Qt::LeftToRight ? addressChipOverhang() : 0;
  const int after = layoutDirection() == Qt::LeftToRight ? 0 : -addressChipOverhang();
  paintAddressChip(painter, QRectF(rect()).adjusted(before, 0, after, 0), m_address, m_copied.isActive(), underMouse(),
                   colors, layoutDirection());
  if (hasFocus()) {
    drawFocusRing(painter, QRectF(rect()).adjusted(0, 2, 0, -2), Sizes::kControlRadius, colors.accent);
  }
}

void AddressChip::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) {
    Q_EMIT openRequested();
  }
}

}  // namespace portolan
