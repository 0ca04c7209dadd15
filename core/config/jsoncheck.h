#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>
#include <optional>

namespace portolan {

/// What keeps a JSON text from being taken, and where it stands.
struct JsonProblem {
  QString what;          ///< `"service" appears twice`
  qsizetype offset = 0;  ///< in bytes
  qsizetype entry = 0;   ///< element of the outermost array, from 1; 0: outside of one
  bool isLimit = false;  ///< the text may be right, but there is too much of it

  bool operator==(const JsonProblem&) const = default;
};

struct JsonLimits {
  int depth = 64;
  qsizetype entries = 10'000;  ///< elements of the outermost array
};

/// Where an element of the outermost array stands.
struct JsonSpan {
  qsizetype start = 0;  ///< in bytes
  qsizetype size = 0;

  bool operator==(const JsonSpan&) const = default;
};

/// One pass over a JSON text (RFC 8259) before it is parsed: its grammar, its limits, and that no object has a key
/// twice, because QJsonDocument silently keeps one of two and says of other mistakes only where they are. UTF-8 is not
/// checked here. Nothing is built but a list of the keys of the objects that are open. `entries`, if given, gets the
/// elements of the outermost array.
std::optional<JsonProblem> findJsonProblem(QByteArrayView json, const JsonLimits& limits,
                                           QList<JsonSpan>* entries = nullptr);

/// "line 3, column 7" of a byte in a text, both from 1; a character of several bytes is one column.
QString textPosition(QByteArrayView text, qsizetype offset);

}  // namespace portolan
