#pragma once

#include <QList>
#include <QString>
#include <QtGlobal>

namespace portolan {

/// A button beside a trouble, as a plain value: every trouble carries what can be done about it.
struct TroubleAction {
  enum class Kind {
    Retry,          ///< try again now
    UsePort,        ///< save the forward with the local port `port`
    Edit,           ///< open the editor
    LogIn,          ///< run StateWords::loginCommand in a terminal window
    ChooseContext,  ///< open the editor at its context
  };
  Kind kind = Kind::Retry;
  QString text;  ///< a verb with its object: "Use 8083", "Log in to prod-eu…"
  quint16 port = 0;

  bool operator==(const TroubleAction&) const = default;
};

}  // namespace portolan
