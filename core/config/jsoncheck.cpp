#include "core/config/jsoncheck.h"

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

/// The key between the quotes of `raw`, whose escapes are known to be well-formed; two spellings of one key are equal.
QByteArray unescaped(QByteArrayView raw) {
  QString key;
  qsizetype from = 0;
  for (qsizetype at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', from)) {
    key += QString::fromUtf8(raw.sliced(from, at - from));
    const char escape = raw.at(at + 1);
    from = at + 2;
    switch (escape) {
      case 'b':
        key += u'\b';
        break;
      case 'f':
        key += u'\f';
        break;
      case 'n':
        key += u'\n';
        break;
      case 'r':
        key += u'\r';
        break;
      case 't':
        key += u'\t';
        break;
      case 'u':
        key += QChar(raw.sliced(from, 4).toByteArray().toUShort(nullptr, 16));
        from += 4;
        break;
      default:
        key += QLatin1Char(escape);
    }
  }
  key += QString::fromUtf8(raw.sliced(from));
  return key.toUtf8();
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool isHexDigit(char c) {
  return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

class Checker {
 public:
  Checker(QByteArrayView json, const JsonLimits& limits, QList<JsonSpan>* entries)
      : m_json(json), m_limits(limits), m_entries(entries) {}

  std::optional<JsonProblem> run() {
    if (value(1)) {
      skipSpace();
      if (m_at < m_json.size()) {
        m_entry = 0;
        unexpected(u"the end of the text"_s);
      }
    }
    return m_problem;
  }

 private:
  // Each of these returns false once m_problem is set.

  bool value(int depth) {
    skipSpace();
    switch (peek()) {
      case '{':
        return depth > m_limits.depth ? tooDeep() : object(depth);
      case '[':
        return depth > m_limits.depth ? tooDeep() : array(depth);
      case '"':
        return string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return (peek() == '-' || isDigit(peek())) ? number() : unexpected(u"a value"_s);
    }
  }

  bool array(int depth) {
    ++m_at;
    skipSpace();
    if (peek() == ']') {
      ++m_at;
      return true;
    }
    for (;;) {
      if (depth == 1 && ++m_entry > m_limits.entries) {
        return problem(u"has more than %1 entries"_s.arg(m_limits.entries), m_at, true);
      }
      skipSpace();
      const qsizetype start = m_at;
      if (!value(depth + 1)) {
        return false;
      }
      if (depth == 1 && m_entries) {
        m_entries->append({start, m_at - start});
      }
      skipSpace();
      if (peek() == ']') {
        ++m_at;
        return true;
      }
      if (peek() != ',') {
        return unexpected(u"a comma or ]"_s);
      }
      ++m_at;
    }
  }

  bool object(int depth) {
    std::vector<std::pair<QByteArray, qsizetype>> keys;
    keys.reserve(16);
    ++m_at;
    skipSpace();
    if (peek() == '}') {
      ++m_at;
      return true;
    }
    for (;;) {
      skipSpace();
      const qsizetype start = m_at;
      if (peek() != '"') {
        return unexpected(u"a key in quotes"_s);
      }
      if (!string()) {
        return false;
      }
      const QByteArrayView raw = m_json.sliced(start + 1, m_at - start - 2);
      // The text outlives the list, so that most keys need no copy.
      keys.emplace_back(raw.contains('\\') ? unescaped(raw) : QByteArray::fromRawData(raw.data(), raw.size()), start);
      skipSpace();
      if (peek() != ':') {
        return unexpected(u"a colon"_s);
      }
      ++m_at;
      if (!value(depth + 1)) {
        return false;
      }
      skipSpace();
      if (peek() == '}') {
        ++m_at;
        return keysDiffer(keys);
      }
      if (peek() != ',') {
        return unexpected(u"a comma or }"_s);
      }
      ++m_at;
    }
  }

  bool keysDiffer(std::vector<std::pair<QByteArray, qsizetype>>& keys) {
    std::sort(keys.begin(), keys.end());
    const auto twice =
        std::adjacent_find(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first == b.first; });
    return twice == keys.end() ||
           problem(u"\"%1\" appears twice"_s.arg(QString::fromUtf8(twice->first)), std::next(twice)->second);
  }

  bool string() {
    // Qt drops a byte order mark that begins a text (QString::fromUtf8), which could make two keys one.
    const char first = m_at + 1 < m_json.size() ? m_json.at(m_at + 1) : '\0';
    if (first == '\xEF' || first == '\\') {
      const QByteArray start =
          m_json.sliced(m_at + 1).first(std::min<qsizetype>(6, m_json.size() - m_at - 1)).toByteArray();
      if (start.startsWith("\xEF\xBB\xBF") || start.compare("\\ufeff", Qt::CaseInsensitive) == 0) {
        return problem(u"a text begins with an invisible byte order mark"_s, m_at);
      }
    }
    for (++m_at; m_at < m_json.size(); ++m_at) {
      const char c = m_json.at(m_at);
      if (c == '"') {
        ++m_at;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) {
        return problem(u"a control character must be escaped in a text"_s, m_at);
      }
      if (c == '\\') {
        ++m_at;
        if (peek() == 'u') {
          for (int digit = 0; digit < 4; ++digit) {
            ++m_at;
            if (!isHexDigit(peek())) {
              return unexpected(u"a hexadecimal digit"_s);
            }
          }
        } else if (peek() == 0 || !QByteArrayView("\"\\/bfnrt").contains(peek())) {
          return unexpected(u"an escape that JSON knows"_s);
        }
      }
    }
    return problem(u"the text ends too early"_s, m_at);
  }

  bool digits() {
    if (!isDigit(peek())) {
      return unexpected(u"a digit"_s);
    }
    while (isDigit(peek())) {
      ++m_at;
    }
    return true;
  }

  bool number() {
    if (peek() == '-') {
      ++m_at;
    }
    if (peek() == '0') {
      ++m_at;  // nothing may follow a leading zero but a fraction or an exponent
    } else if (!digits()) {
      return false;
    }
    if (peek() == '.') {
      ++m_at;
      if (!digits()) {
        return false;
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      ++m_at;
      if (peek() == '+' || peek() == '-') {
        ++m_at;
      }
      return digits();
    }
    return true;
  }

  bool word(QByteArrayView expected) {
    if (!m_json.sliced(m_at).startsWith(expected)) {
      return m_json.size() - m_at < expected.size() ? problem(u"the text ends too early"_s, m_json.size())
                                                    : unexpected(u"a value"_s);
    }
    m_at += expected.size();
    return true;
  }

  void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      ++m_at;
    }
  }

  /// 0 at the end: a zero byte is no part of the grammar, so that nothing mistakes one for the other.
  [[nodiscard]] char peek() const { return m_at < m_json.size() ? m_json.at(m_at) : '\0'; }

  bool unexpected(const QString& expected) {
    return m_at < m_json.size() ? problem(u"%1 is expected here"_s.arg(expected), m_at)
                                : problem(u"the text ends too early"_s, m_at);
  }

  bool tooDeep() { return problem(u"is nested more than %1 levels deep"_s.arg(m_limits.depth), m_at, true); }

  bool problem(const QString& what, qsizetype offset, bool isLimit = false) {
    m_problem = JsonProblem{what, offset, m_entry, isLimit};
    return false;
  }

  const QByteArrayView m_json;
  const JsonLimits m_limits;
  QList<JsonSpan>* const m_entries;
  qsizetype m_at = 0;
  qsizetype m_entry = 0;
  std::optional<JsonProblem> m_problem;
};

}  // namespace

std::optional<JsonProblem> findJsonProblem(QByteArrayView json, const JsonLimits& limits, QList<JsonSpan>* entries) {
  return Checker(json, limits, entries).run();
}

QString textPosition(QByteArrayView text, qsizetype offset) {
  const QByteArrayView before = text.first(std::min(offset, text.size()));
  const qsizetype lineStart = before.lastIndexOf('\n') + 1;
  const auto startsCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  return u"line %1, column %2"_s.arg(std::count(before.begin(), before.end(), '\n') + 1)
      .arg(std::count_if(before.begin() + lineStart, before.end(), startsCharacter) + 1);
}

}  // namespace portolan
