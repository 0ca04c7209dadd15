#include "app/demo/discovery.h"

#include <QJsonArray>
#include <QStringList>

#include "app/demo/resourcetypes.h"

using namespace Qt::StringLiterals;

namespace portolan::demo {

namespace {

/// The group's one version; empty: no such group.
QString versionOf(const QString& group) {
  for (const ResourceType& type : resourceTypes()) {
    if (type.group == group) {
      return type.version;
    }
  }
  return {};
}

QJsonObject groupObject(const QString& group) {
  const QString version = versionOf(group);
  const QJsonObject entry{{u"groupVersion"_s, group + u'/' + version}, {u"version"_s, version}};
  return {{u"name"_s, group}, {u"versions"_s, QJsonArray{entry}}, {u"preferredVersion"_s, entry}};
}

QJsonObject resourceList(const QString& group, const QString& version) {
  QJsonArray resources;
  for (const ResourceType& type : resourceTypes()) {
    if (type.group != group) {
      continue;
    }
    QJsonObject resource{{u"name"_s, QString(type.plural)},
                         {u"singularName"_s, QString(type.singular)},
                         {u"namespaced"_s, type.namespaced},
                         {u"kind"_s, QString(type.kind)},
                         {u"verbs"_s, QJsonArray{u"delete"_s, u"get"_s, u"list"_s, u"watch"_s}}};
    if (!type.shortName.isEmpty()) {
      resource.insert(u"shortNames"_s, QJsonArray{QString(type.shortName)});
    }
    if (type.kind == "Pod"_L1 || type.kind == "Service"_L1 || type.kind == "Deployment"_L1) {
      resource.insert(u"categories"_s, QJsonArray{u"all"_s});
    }
    resources.append(resource);
    if (type.kind == "Pod"_L1) {
      resources.append(QJsonObject{{u"name"_s, u"pods/portforward"_s},
                                   {u"singularName"_s, QString()},
                                   {u"namespaced"_s, true},
                                   {u"kind"_s, u"PodPortForwardOptions"_s},
                                   {u"verbs"_s, QJsonArray{u"create"_s, u"get"_s}}});
    }
  }
  return {{u"kind"_s, u"APIResourceList"_s},
          {u"apiVersion"_s, u"v1"_s},
          {u"groupVersion"_s, group.isEmpty() ? version : group + u'/' + version},
          {u"resources"_s, resources}};
}

}  // namespace

std::optional<QJsonObject> discoveryDocument(const QString& path, const QString& serverAddress) {
  const auto parts = path.split(u'/', Qt::SkipEmptyParts);
  if (path == "/version"_L1) {
    return QJsonObject{{u"major"_s, u"1"_s},
                       {u"minor"_s, u"34"_s},
                       {u"gitVersion"_s, u"v1.34.0+portolan-demo"_s},
                       {u"gitTreeState"_s, u"clean"_s},
                       {u"platform"_s, u"linux/amd64"_s}};
  }
  if (parts == QStringList{u"api"_s}) {
    return QJsonObject{{u"kind"_s, u"APIVersions"_s},
                       {u"versions"_s, QJsonArray{u"v1"_s}},
                       {u"serverAddressByClientCIDRs"_s, QJsonArray{QJsonObject{{u"clientCIDR"_s, u"0.0.0.0/0"_s},
                                                                                {u"serverAddress"_s, serverAddress}}}}};
  }
  if (parts == QStringList{u"api"_s, u"v1"_s}) {
    return resourceList({}, u"v1"_s);
  }
  if (parts.value(0) != "apis"_L1 || parts.size() > 3) {
    return {};
  }
  if (parts.size() == 1) {
    QJsonArray groups;
    QString last;
    for (const ResourceType& type : resourceTypes()) {
      if (!type.group.isEmpty() && type.group != last) {
        groups.append(groupObject(type.group));
        last = type.group;
      }
    }
    return QJsonObject{{u"kind"_s, u"APIGroupList"_s}, {u"apiVersion"_s, u"v1"_s}, {u"groups"_s, groups}};
  }
  const QString version = versionOf(parts[1]);
  if (version.isEmpty() || (parts.size() == 3 && parts[2] != version)) {
    return {};
  }
  if (parts.size() == 3) {
    return resourceList(parts[1], version);
  }
  QJsonObject group = groupObject(parts[1]);
  group.insert(u"kind"_s, u"APIGroup"_s);
  group.insert(u"apiVersion"_s, u"v1"_s);
  return group;
}

}  // namespace portolan::demo
