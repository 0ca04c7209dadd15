#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace portolan {

/// A table of statuses as the control socket has them, with a line below each that says why it is not up.
QStringList statusTable(const QJsonArray& forwards, const QDateTime& now);
/// One status in a line: "shop: waiting at the stage target: no pod. …".
QString statusLine(const QJsonObject& status);
/// On, and neither waiting nor failed.
bool isUpOrOff(const QJsonObject& status);

}  // namespace portolan
