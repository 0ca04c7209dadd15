#include "ui/tray/desktopnotifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr auto kService = "org.freedesktop.Notifications"_L1;
constexpr auto kPath = "/org/freedesktop/Notifications"_L1;

}  // namespace

DesktopNotifier::DesktopNotifier(QObject* parent) : QObject(parent) {}

void DesktopNotifier::show(const QString& title, const QString& text, const QString& uid) {
  auto bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) {
    Q_EMIT unavailable(title, text);
    return;
  }
  if (m_uid.isNull()) {  // once, and not before it is needed: it starts Qt's D-Bus thread
    // String-based, as Qt D-Bus has no other way to connect to a signal of the bus.
    bus.connect(kService, kPath, kService, u"ActionInvoked"_s, this, SLOT(onAction(uint, QString)));
  }
  m_uid = uid.isNull() ? u""_s : uid;
  auto message = QDBusMessage::createMethodCall(kService, kPath, kService, u"Notify"_s);
  // Bodies may be markup (1.2, "Markup"), and causes come from elsewhere.
  message << u"Portolan"_s << m_id << u"portolan"_s << title << text.toHtmlEscaped()
          << QStringList{u"default"_s, tr("Show")} << QVariantMap{{u"desktop-entry"_s, u"portolan"_s}} << -1;
  auto* call = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
  connect(call, &QDBusPendingCallWatcher::finished, this, [this, call, title, text] {
    const QDBusPendingReply<uint> reply = *call;
    call->deleteLater();
    if (reply.isValid()) {
      m_id = reply.value();
    } else {
      Q_EMIT unavailable(title, text);
    }
  });
}

void DesktopNotifier::onAction(uint id, const QString& action) {
  if (id == m_id && action == "default"_L1) {
    Q_EMIT clicked(m_uid);
  }
}

}  // namespace portolan
