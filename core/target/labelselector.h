#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include "core/base/result.h"

namespace portolan {

/// A label selector as list calls take it: "app=web,tier in (a, b),!canary" (apimachinery pkg/labels/selector.go,
/// without the numeric comparisons).
class LabelSelector {
 public:
  /// Error InvalidArgument with the words that the API server answers 400 with.
  static Result<LabelSelector> parse(const QString& text);
  /// From an object's spec.selector: matchLabels and matchExpressions, or a plain map. Nothing is selected by nothing.
  static LabelSelector fromObject(const QJsonObject& selector);

  /// `labels`: an object's metadata.labels.
  [[nodiscard]] bool matches(const QJsonObject& labels) const;
  [[nodiscard]] bool isEmpty() const { return m_requirements.isEmpty(); }

 private:
  enum class Operator { In, NotIn, Exists, DoesNotExist };
  struct Requirement {
    QString key;
    Operator op = Operator::Exists;
    QStringList values;
  };
  class Parser;
  QList<Requirement> m_requirements;
};

}  // namespace portolan
