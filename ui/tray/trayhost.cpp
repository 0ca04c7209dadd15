#include "ui/tray/trayhost.h"

#include <xcb/xcb.h>

#include <QColor>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QGuiApplication>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr auto kWatcher = "org.kde.StatusNotifierWatcher"_L1;
constexpr auto kWatcherPath = "/StatusNotifierWatcher"_L1;

template <typename T>
using Reply = std::unique_ptr<T, decltype([](void* reply) { std::free(reply); })>;

/// Qt's connection to the X server; null on every other platform.
xcb_connection_t* xConnection() {
  const auto* x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
  return x11 ? x11->connection() : nullptr;
}

xcb_atom_t atom(xcb_connection_t* connection, const QByteArray& name) {
  const auto cookie = xcb_intern_atom(connection, 0, uint16_t(name.size()), name.constData());
  const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(connection, cookie, nullptr));
  return reply ? reply->atom : xcb_atom_t(XCB_ATOM_NONE);
}

/// A selection that there is one of for each screen: "_NET_SYSTEM_TRAY_S0".
xcb_atom_t screenSelection(xcb_connection_t* connection, const QByteArray& name) {
  char* host = nullptr;
  int display = 0;
  int screen = 0;
  xcb_parse_display(nullptr, &host, &display, &screen);
  std::free(host);
  return atom(connection, name + QByteArray::number(screen));
}

xcb_atom_t traySelection(xcb_connection_t* connection) {
  return screenSelection(connection, "_NET_SYSTEM_TRAY_S");
}

xcb_window_t selectionOwner(xcb_connection_t* connection, xcb_atom_t selection) {
  const auto cookie = xcb_get_selection_owner(connection, selection);
  const Reply<xcb_get_selection_owner_reply_t> reply(xcb_get_selection_owner_reply(connection, cookie, nullptr));
  return reply ? reply->owner : xcb_window_t(XCB_WINDOW_NONE);
}

/// The window of the XEmbed tray.
xcb_window_t trayWindow(xcb_connection_t* connection) {
  return selectionOwner(connection, traySelection(connection));
}

}  // namespace

TrayHost::TrayHost(QObject* parent) : QObject(parent) {
  m_patience.setSingleShot(true);
  connect(&m_patience, &QTimer::timeout, this, &TrayHost::notFound);
}

TrayHost::~TrayHost() {
  if (qGuiApp) {
    qGuiApp->removeNativeEventFilter(this);
  }
}

void TrayHost::find(std::chrono::milliseconds patience) {
  m_patience.start(patience);
  if (auto* connection = xConnection()) {
    m_managerAtom = atom(connection, "MANAGER");
    m_selectionAtom = traySelection(connection);
    // First listen, then look: a tray that comes in between is not missed.
    qGuiApp->installNativeEventFilter(this);
    if (trayWindow(connection) != XCB_WINDOW_NONE) {
      QMetaObject::invokeMethod(this, &TrayHost::report, Qt::QueuedConnection);
      return;
    }
  }
  watchSessionBus();
}

bool TrayHost::nativeEventFilter(const QByteArray& eventType, void* message, qintptr*) {
  if (m_reported || eventType != "xcb_generic_event_t") {
    return false;
  }
  const auto* event = static_cast<const xcb_generic_event_t*>(message);
  if ((event->response_type & 0x7f) == XCB_CLIENT_MESSAGE) {
    const auto* client = reinterpret_cast<const xcb_client_message_event_t*>(event);
    if (client->type == m_managerAtom && client->data.data32[1] == m_selectionAtom) {
      // Queued: Qt itself handles this very message after the filters.
      QMetaObject::invokeMethod(this, &TrayHost::report, Qt::QueuedConnection);
    }
  }
  return false;
}

void TrayHost::watchSessionBus() {
  auto bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) {
    return;
  }
  auto* services = new QDBusServiceWatcher(kWatcher, bus, QDBusServiceWatcher::WatchForRegistration, this);
  connect(services, &QDBusServiceWatcher::serviceRegistered, this, &TrayHost::askForHost);
  // String-based, as Qt D-Bus has no other way to connect to a signal of the bus.
  bus.connect(kWatcher, kWatcherPath, kWatcher, u"StatusNotifierHostRegistered"_s, this, SLOT(askForHost()));
  askForHost();
}

void TrayHost::askForHost() {
  auto message = QDBusMessage::createMethodCall(kWatcher, kWatcherPath, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
  message << QString(kWatcher) << u"IsStatusNotifierHostRegistered"_s;
  message.setAutoStartService(false);
  auto* call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
  connect(call, &QDBusPendingCallWatcher::finished, this, [this, call] {
    const QDBusPendingReply<QDBusVariant> reply = *call;
    call->deleteLater();
    if (reply.isValid() && reply.value().variant().toBool()) {
      report();
    }
  });
}

void TrayHost::report() {
  if (!std::exchange(m_reported, true)) {
    m_patience.stop();
    Q_EMIT found();
  }
}

bool TrayHost::hasXEmbedTray() {
  auto* connection = xConnection();
  return connection && trayWindow(connection) != XCB_WINDOW_NONE;
}

bool TrayHost::isComposited() {
  auto* connection = xConnection();
  return !connection || selectionOwner(connection, screenSelection(connection, "_NET_WM_CM_S")) != XCB_WINDOW_NONE;
}

std::optional<bool> TrayHost::wantsLightSymbols() {
  auto* connection = xConnection();
  if (!connection) {
    return std::nullopt;
  }
  const xcb_window_t window = trayWindow(connection);
  if (window == XCB_WINDOW_NONE) {
    return std::nullopt;
  }
  // Twelve numbers of 16 bits: red, green and blue of the foreground, then of error, warning and success.
  const auto cookie =
      xcb_get_property(connection, 0, window, atom(connection, "_NET_SYSTEM_TRAY_COLORS"), XCB_ATOM_CARDINAL, 0, 12);
  const Reply<xcb_get_property_reply_t> reply(xcb_get_property_reply(connection, cookie, nullptr));
  if (!reply || reply->format != 32 || xcb_get_property_value_length(reply.get()) < int(3 * sizeof(uint32_t))) {
    return std::nullopt;
  }
  const auto* rgb = static_cast<const uint32_t*>(xcb_get_property_value(reply.get()));
  return qGray(int(rgb[0] >> 8), int(rgb[1] >> 8), int(rgb[2] >> 8)) > 127;
}

}  // namespace portolan
