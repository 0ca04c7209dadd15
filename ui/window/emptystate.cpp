#include "ui/window/emptystate.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QSignalBlocker>
#include <cmath>
#include <numbers>

#include "core/base/error.h"
#include "ui/widgets/colorroles.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/paintedicon.h"
#include "ui/widgets/sizes.h"
#include "ui/window/actioncard.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kIcon = 80;
constexpr int kMostContexts = 3;
constexpr int kRays = 24;

QLabel* plainLabel() {
  auto* label = new QLabel;
  label->setTextFormat(Qt::PlainText);
  label->setAlignment(Qt::AlignCenter);
  label->setWordWrap(true);
  return label;
}

}  // namespace

EmptyState::EmptyState(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("No forwards yet"));
  m_icon = new QLabel;
  m_icon->setAlignment(Qt::AlignCenter);
  m_title = plainLabel();
  m_title->setText(tr("Your forwards will be listed here"));
  m_text = plainLabel();
  m_text->setText(
      tr("A forward opens a port of your cluster on this computer and keeps it open, also when the pod is replaced."));
  m_more = plainLabel();
  m_more->setText(tr("You can also drop a file anywhere in this window, or paste its text."));

  const auto key = [](const QString& sequence) { return QKeySequence(sequence).toString(QKeySequence::NativeText); };
  m_discover = new ActionCard(u"discover"_s, tr("Discover"), {}, key(u"Ctrl+D"_s));
  m_import = new ActionCard(u"import"_s, tr("Import a file"),
                            tr("A forwards.json from your team or an export from kftray. You see every change before "
                               "it is made."),
                            key(u"Ctrl+I"_s));
  m_add = new ActionCard(u"add"_s, tr("Add one"), tr("Name a context, a service and a port. Free ports are suggested."),
                         key(u"Ctrl+N"_s));
  m_demo = new ActionCard(u"demo"_s, tr("Try the demo cluster"),
                          tr("A small cluster inside Portolan, only on this computer. Nothing is sent anywhere."));
  setContexts({});
  m_cards = new QGridLayout;
  m_cards->setSpacing(4 * kUnit);
  connect(m_discover, &QAbstractButton::clicked, this, &EmptyState::discoverRequested);
  connect(m_import, &QAbstractButton::clicked, this, &EmptyState::importRequested);
  connect(m_add, &QAbstractButton::clicked, this, &EmptyState::addRequested);
  connect(m_demo, &QAbstractButton::clicked, this, &EmptyState::demoRequested);

  m_page = new QWidget;
  auto* middle = new QVBoxLayout(m_page);
  middle->setContentsMargins(6 * kUnit, 2 * kUnit, 6 * kUnit, 2 * kUnit);
  middle->setSpacing(0);
  middle->addStretch(3);
  middle->addWidget(m_icon);
  m_space = new QSpacerItem(0, 0, QSizePolicy::Minimum, QSizePolicy::Fixed);
  middle->addItem(m_space);
  middle->addWidget(m_title);
  middle->addSpacing(2 * kUnit);
  middle->addWidget(m_text);
  middle->addSpacing(5 * kUnit);
  auto* center = new QHBoxLayout;
  center->addStretch();
  center->addLayout(m_cards);
  center->addStretch();
  middle->addLayout(center);
  middle->addSpacing(4 * kUnit);
  middle->addWidget(m_more);
  middle->addStretch(2);

  auto* scroll = new QScrollArea;
  scroll->setWidget(m_page);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->viewport()->setAutoFillBackground(false);
  m_page->setAutoFillBackground(false);

  m_foot = new QWidget;
  auto* foot = new QHBoxLayout(m_foot);
  foot->setContentsMargins(4 * kUnit, 3 * kUnit, 3 * kUnit, 3 * kUnit);
  foot->setSpacing(2 * kUnit);
  m_starts = new QCheckBox(tr("Start Portolan at login"));
  m_toolsMark = new QLabel;
  m_tools = new ElidedLabel({}, ElidedLabel::Tone::Sub);
  m_tray = new ElidedLabel(tr("Portolan stays in the tray when this window is closed"), ElidedLabel::Tone::Sub);
  m_tray->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  foot->addWidget(m_starts);
  foot->addSpacing(5 * kUnit);
  foot->addWidget(m_toolsMark);
  foot->addWidget(m_tools);
  foot->addStretch(1);
  foot->addWidget(m_tray);
  connect(m_starts, &QCheckBox::toggled, this, &EmptyState::startsAtLoginRequested);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins({});
  layout->setSpacing(0);
  layout->addWidget(scroll, 1);
  layout->addWidget(m_foot);
  setLoginTools({});
  setStartsAtLogin({});
  setStaysInTray(true);
  arrange();
  setTabOrder(m_discover, m_import);
  setTabOrder(m_import, m_add);
  setTabOrder(m_add, m_demo);
  updateFonts();
}

void EmptyState::setContexts(const QStringList& contexts) {
  QStringList names = contexts.mid(0, kMostContexts);
  for (QString& name : names) {
    name = oneLine(name, 40);
  }
  if (contexts.isEmpty()) {
    m_discover->setSentence(tr("Pick services of your clusters from a list. No kubeconfig was found yet."));
  } else if (contexts.size() == 1) {
    m_discover->setSentence(tr("%1 is in your kubeconfig. Pick services from a list.").arg(names.at(0)));
  } else if (contexts.size() > kMostContexts) {
    m_discover->setSentence(tr("%1 and %2 more are in your kubeconfig. Pick services from a list.")
                                .arg(names.join(u", "_s))
                                .arg(contexts.size() - kMostContexts));
  } else {
    m_discover->setSentence(
        tr("%1 are in your kubeconfig. Pick services from a list.").arg(QLocale().createSeparatedList(names)));
  }
}

void EmptyState::setLoginTools(const QStringList& tools) {
  m_tools->setText(tools.isEmpty() ? QString() : tr("Login tools found: %1").arg(tools.join(u", "_s)));
  m_toolsMark->setVisible(!tools.isEmpty());
}

void EmptyState::setStartsAtLogin(std::optional<bool> starts) {
  const QSignalBlocker quiet(m_starts);
  m_starts->setVisible(starts.has_value());
  m_starts->setChecked(starts.value_or(false));
}

void EmptyState::setStaysInTray(bool stays) {
  m_tray->setVisible(stays);
}

void EmptyState::focusFirst() {
  m_discover->setFocus(Qt::OtherFocusReason);
}

void EmptyState::updateFonts() {
  m_title->setFont(Fonts::emptyTitle(font()));
  m_text->setFont(Fonts::scaled(font(), 1.05));
  const ColorRoles colors(palette());
  for (QLabel* label : {m_text, m_more}) {
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, colors.sub);
    label->setPalette(quiet);
  }
  m_icon->setPixmap(paintedIcon([](int size) {
                      return colorDrawing(u"app"_s, size);
                    }).pixmap(QSize(kIcon, kIcon), devicePixelRatioF()));
  const int side = Sizes::mark(fontMetrics());
  m_toolsMark->setPixmap(tintedIcon(u"state-ready"_s, colors.ready).pixmap(QSize(side, side), devicePixelRatioF()));
}

void EmptyState::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (m_foot && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)) {
    updateFonts();
  }
}

void EmptyState::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void EmptyState::arrange() {
  const bool isLow = height() < 33 * fontMetrics().height();
  m_space->changeSize(0, (isLow ? 4 : 14) * kUnit, QSizePolicy::Minimum, QSizePolicy::Fixed);
  m_page->layout()->invalidate();
  const bool narrow = width() < 2 * m_add->sizeHint().width() + 16 * kUnit;
  int at = 0;
  for (ActionCard* card : {m_discover, m_import, m_add, m_demo}) {
    m_cards->addWidget(card, narrow ? at : at / 2, narrow ? 0 : at % 2);
    ++at;
  }
}

void EmptyState::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ColorRoles colors(palette());
  painter.fillRect(rect(), colors.window);
  painter.setPen(colors.line);
  painter.drawLine(0, m_foot->y(), width(), m_foot->y());

  // The rose of lines that old sea charts have, and that the program is named after.
  painter.setRenderHint(QPainter::Antialiasing);
  const QPointF center = m_icon->mapTo(this, m_icon->rect().center());
  const qreal reach = qMin(width() * 0.38, 420.0);
  painter.setClipRect(QRectF(0, qMax(0.0, center.y() - 25 * kUnit), width(), 50 * kUnit));
  for (int ray = 0; ray < kRays; ++ray) {
    const qreal angle = 2 * std::numbers::pi * ray / kRays;
    const QPointF direction(std::cos(angle), std::sin(angle));
    const bool isMain = ray % 3 == 0;
    QLinearGradient fade(center + direction * kIcon * 0.65, center + direction * reach);
    QColor strong = ColorRoles::mix(colors.line, colors.edge, isMain ? 0.35 : 0);
    QColor weak = strong;
    weak.setAlphaF(0);
    fade.setColorAt(0, strong);
    fade.setColorAt(1, weak);
    painter.setPen(QPen(fade, 1));
    painter.drawLine(center + direction * kIcon * 0.65, center + direction * reach);
  }
}

}  // namespace portolan
