#include "core/config/forwardselection.h"

#include <QSet>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace portolan {

namespace {

constexpr qsizetype kNamesTold = 10;

std::unexpected<Error> notFound(const QString& what, const QString& value, QStringList known) {
  known.removeDuplicates();
  known.removeAll(QString());
  const qsizetype more = known.size() - kNamesTold;
  const QString list = known.first(std::min(known.size(), kNamesTold)).join(u", "_s) +
                       (more > 0 ? u" and %1 more"_s.arg(more) : QString());
  return fail(ErrorCode::NotFound, Stage::Configuration,
              u"no forward has the %1 \"%2\""_s.arg(what, oneLine(value, 100)),
              known.isEmpty() ? u"There is none."_s : u"There are %1."_s.arg(oneLine(list, 600)));
}

}  // namespace

Result<QStringList> selectForwards(const QList<ForwardConfig>& forwards, const ForwardSelection& selection) {
  QSet<QString> chosen;
  const auto choose = [&](const auto& isMeant) {
    QList<const ForwardConfig*> found;
    for (const ForwardConfig& config : forwards) {
      if (isMeant(config)) {
        chosen.insert(config.uid);
        found += &config;
      }
    }
    return found;
  };
  const auto all = [&forwards](const auto& of) {
    QStringList values;
    for (const ForwardConfig& config : forwards) {
      values += of(config);
    }
    return values;
  };
  for (const QString& name : selection.names) {
    auto found = choose([&name](const ForwardConfig& config) { return !name.isEmpty() && config.alias == name; });
    if (found.isEmpty()) {
      found = choose([&name](const ForwardConfig& config) { return config.uid == name; });
    }
    if (found.isEmpty()) {
      found = choose([&name](const ForwardConfig& config) { return config.displayName() == name; });
    }
    if (found.isEmpty()) {
      return notFound(u"name"_s, name, all([](const ForwardConfig& config) { return config.displayName(); }));
    }
    if (found.size() > 1) {
      QStringList which;
      for (const ForwardConfig* config : std::as_const(found)) {
        which += u"%1 (%2 in %3)"_s.arg(config->uid, config->targetText(),
                                        config->context.isEmpty() ? u"the current context"_s : config->context);
      }
      return fail(
          ErrorCode::InvalidArgument, Stage::Configuration,
          u"%1 forwards have the name \"%2\": %3"_s.arg(found.size()).arg(oneLine(name, 100), which.join(u", "_s)),
          u"Name the one that is meant by its uid."_s);
    }
  }
  for (const QString& tag : selection.tags) {
    if (choose([&tag](const ForwardConfig& config) { return config.tags.contains(tag); }).isEmpty()) {
      return notFound(u"tag"_s, tag, all([](const ForwardConfig& config) { return config.tags; }));
    }
  }
  for (const QString& context : selection.contexts) {
    if (choose([&context](const ForwardConfig& config) { return config.context == context; }).isEmpty()) {
      return notFound(u"context"_s, context, all([](const ForwardConfig& config) { return config.context; }));
    }
  }
  QStringList uids;
  for (const ForwardConfig& config : forwards) {
    if (selection.all || chosen.contains(config.uid)) {
      uids += config.uid;
    }
  }
  return uids;
}

}  // namespace portolan
