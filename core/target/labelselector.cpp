#include "core/target/labelselector.h"

#include <QJsonArray>
#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {
std::unexpected<Error> invalid(const QString& detail) {
  return fail(ErrorCode::InvalidArgument, Stage::Target, detail);
}
}  // namespace

/// Recursive descent over "requirement,requirement,…"; a token is an identifier or one of ! = == != ( ) ,.
class LabelSelector::Parser {
 public:
  explicit Parser(const QString& text) : m_text(text) { next(); }

  Result<LabelSelector> parse() {
    LabelSelector selector;
    while (!m_token.isEmpty()) {
      auto requirement = parseRequirement();
      if (!requirement) {
        return std::unexpected(requirement.error());
      }
      selector.m_requirements.append(std::move(*requirement));
      if (m_token.isEmpty()) {
        break;
      }
      if (m_token != ","_L1) {
        return invalid(u"found '%1', expected: ',' or 'end of string'"_s.arg(m_token));
      }
      next();
      if (m_token.isEmpty()) {
        return invalid(u"found '', expected: identifier after ','"_s);
      }
    }
    return selector;
  }

 private:
  static bool isIdentifierPart(QChar c) { return c.isLetterOrNumber() || u"-_./"_s.contains(c); }
  [[nodiscard]] bool isIdentifier() const { return !m_token.isEmpty() && isIdentifierPart(m_token.front()); }

  void next() {
    while (m_at < m_text.size() && m_text[m_at].isSpace()) {
      ++m_at;
    }
    const qsizetype begin = m_at;
    if (m_at < m_text.size() && isIdentifierPart(m_text[m_at])) {
      while (m_at < m_text.size() && isIdentifierPart(m_text[m_at])) {
        ++m_at;
      }
    } else if (m_at < m_text.size()) {
      const bool mayDouble = m_text[m_at] == u'=' || m_text[m_at] == u'!';
      ++m_at;
      if (mayDouble && m_at < m_text.size() && m_text[m_at] == u'=') {
        ++m_at;
      }
    }
    m_token = m_text.mid(begin, m_at - begin);
  }

  Result<Requirement> parseRequirement() {
    Requirement requirement;
    if (m_token == "!"_L1) {
      requirement.op = Operator::DoesNotExist;
      next();
    }
    if (!isIdentifier()) {
      return invalid(u"unable to parse requirement: found '%1', expected: identifier"_s.arg(m_token));
    }
    requirement.key = m_token;
    next();
    if (requirement.op == Operator::DoesNotExist || m_token.isEmpty() || m_token == ","_L1) {
      return requirement;
    }
    if (m_token == "="_L1 || m_token == "=="_L1 || m_token == "!="_L1) {
      requirement.op = m_token == "!="_L1 ? Operator::NotIn : Operator::In;
      next();
      // An empty value is one: "a=" asks for a label that is there and empty.
      requirement.values = {isIdentifier() ? m_token : QString()};
      if (isIdentifier()) {
        next();
      }
      return requirement;
    }
    if (m_token == "in"_L1 || m_token == "notin"_L1) {
      requirement.op = m_token == "in"_L1 ? Operator::In : Operator::NotIn;
      next();
      return parseValues(std::move(requirement));
    }
    return invalid(u"unable to parse requirement: found '%1', expected: in, notin, =, ==, !=, gt, lt"_s.arg(m_token));
  }

  Result<Requirement> parseValues(Requirement requirement) {
    if (m_token != "("_L1) {
      return invalid(u"unable to parse requirement: found '%1' expected: '('"_s.arg(m_token));
    }
    next();
    while (true) {
      if (isIdentifier()) {
        requirement.values.append(m_token);
        next();
      } else {
        requirement.values.append(QString());
      }
      if (m_token == ")"_L1) {
        next();
        return requirement;
      }
      if (m_token != ","_L1) {
        return invalid(u"unable to parse requirement: found '%1', expected: ',' or ')'"_s.arg(m_token));
      }
      next();
    }
  }

  const QString& m_text;
  qsizetype m_at = 0;
  QString m_token;
};

Result<LabelSelector> LabelSelector::parse(const QString& text) {
  return Parser(text).parse();
}

LabelSelector LabelSelector::fromObject(const QJsonObject& selector) {
  LabelSelector result;
  const auto labels = selector.contains("matchLabels"_L1) || selector.contains("matchExpressions"_L1)
                          ? selector["matchLabels"_L1].toObject()
                          : selector;
  for (auto label = labels.begin(); label != labels.end(); ++label) {
    result.m_requirements.append({label.key(), Operator::In, {label.value().toString()}});
  }
  const auto expressions = selector["matchExpressions"_L1].toArray();
  for (const auto& value : expressions) {
    const auto expression = value.toObject();
    Requirement requirement{expression["key"_L1].toString(), Operator::Exists, {}};
    const QString op = expression["operator"_L1].toString();
    if (op == "In"_L1) {
      requirement.op = Operator::In;
    } else if (op == "NotIn"_L1) {
      requirement.op = Operator::NotIn;
    } else if (op == "DoesNotExist"_L1) {
      requirement.op = Operator::DoesNotExist;
    }
    const auto values = expression["values"_L1].toArray();
    for (const auto& item : values) {
      requirement.values.append(item.toString());
    }
    result.m_requirements.append(requirement);
  }
  return result;
}

bool LabelSelector::matches(const QJsonObject& labels) const {
  return std::ranges::all_of(m_requirements, [&](const Requirement& requirement) {
    const auto label = labels.find(requirement.key);
    const bool exists = label != labels.end();
    switch (requirement.op) {
      case Operator::In:
        return exists && requirement.values.contains(label.value().toString());
      case Operator::NotIn:
        return !exists || !requirement.values.contains(label.value().toString());
      case Operator::Exists:
        return exists;
      case Operator::DoesNotExist:
        return !exists;
    }
    return false;
  });
}

}  // namespace portolan
