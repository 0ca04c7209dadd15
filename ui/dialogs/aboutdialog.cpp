#include "ui/dialogs/aboutdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/widgets/addresschip.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/sizes.h"

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr int kUnit = Sizes::kUnit;
constexpr int kIcon = 64;

}  // namespace

AboutDialog::AboutDialog(const QString& version, QString diagnostics, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("About Portolan"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6 * kUnit, 5 * kUnit, 6 * kUnit, 4 * kUnit);
  layout->setSpacing(3 * kUnit);
  auto* head = new QHBoxLayout;
  head->setSpacing(4 * kUnit);
  auto* icon = new QLabel;
  icon->setPixmap(QApplication::windowIcon().pixmap(QSize(kIcon, kIcon), devicePixelRatioF()));
  head->addWidget(icon, 0, Qt::AlignTop);
  auto* texts = new QVBoxLayout;
  texts->setSpacing(kUnit);
  texts->addWidget(new RoleLabel(tr("Portolan %1").arg(version), &ColorRoles::text, RoleLabel::Size::Title));
  texts->addWidget(new RoleLabel(tr("Keeps Kubernetes ports open on this computer.")));
  texts->addWidget(new RoleLabel(tr("Free software under the Apache License 2.0"), &ColorRoles::sub));
  head->addLayout(texts, 1);
  layout->addLayout(head);
  layout->addWidget(new RoleLabel(tr("For a bug report (no names, addresses or passwords are in it)"), &ColorRoles::sub,
                                  RoleLabel::Size::Secondary));
  auto* text = new QPlainTextEdit(diagnostics);
  text->setReadOnly(true);
  text->setTabChangesFocus(true);
  text->setAccessibleName(tr("Diagnostics"));
  text->setMinimumSize(60 * fontMetrics().averageCharWidth(), 8 * fontMetrics().lineSpacing());
  layout->addWidget(text, 1);
  auto* buttons = new QDialogButtonBox;
  auto* copy = buttons->addButton(tr("Copy diagnostics"), QDialogButtonBox::ActionRole);
  buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(copy, &QPushButton::clicked, this, [this, copy, diagnostics = std::move(diagnostics)] {
    QApplication::clipboard()->setText(diagnostics);
    copy->setText(AddressChip::copiedText());
    QTimer::singleShot(AddressChip::kCopiedTime, this, [copy] { copy->setText(tr("Copy diagnostics")); });
  });
}

}  // namespace portolan
