#!/usr/bin/env python3
"""A StatusNotifierItem host with its watcher, as a panel has them, for tests: python3-dbus on the session bus.

  sni_host.py COMMANDS

Reads commands from standard input, one a line, and answers each with one line of JSON:
  items               what is registered: [{"title", "tooltip", "status", "pixmaps": [[width, height], ...]}]
  menu                the first item's menu: [{"id", "label", "toggle", "state", "enabled", "children": [...]}]
  click ID            chooses a menu entry
  activate X Y        a left click on the first item
  notices             what was shown through org.freedesktop.Notifications: [{"title", "text"}]
Ends with its standard input.
"""

import json
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"
NOTHING = dbus.String("", variant_level=1)


class Watcher(dbus.service.Object):
    def __init__(self, bus):
        self.name = dbus.service.BusName(WATCHER, bus, do_not_queue=True)
        super().__init__(bus, "/StatusNotifierWatcher")
        self.bus = bus
        self.items = []

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        place = (sender, service) if service.startswith("/") else (service, "/StatusNotifierItem")
        if place not in self.items:
            self.items.append(place)
            self.bus.watch_name_owner(place[0], lambda owner: owner or self.forget(place))
        self.StatusNotifierItemRegistered(service)

    def forget(self, place):
        if place in self.items:
            self.items.remove(place)

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, service):
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return {"IsStatusNotifierHostRegistered": True, "ProtocolVersion": 0,
                "RegisteredStatusNotifierItems": dbus.Array(["".join(item) for item in self.items], "s")}[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, interface):
        return {name: self.Get(interface, name) for name in
                ("IsStatusNotifierHostRegistered", "ProtocolVersion", "RegisteredStatusNotifierItems")}

    @dbus.service.method("org.freedesktop.DBus.Introspectable", out_signature="s", path_keyword="path",
                         connection_keyword="connection")
    def Introspect(self, path, connection):
        """Qt reads only properties that are described, which python3-dbus does not do."""
        text = super().Introspect(path, connection)
        return text.replace(f'<interface name="{WATCHER}">', f'<interface name="{WATCHER}">'
                            '<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>')

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, service):
        pass


class Notifications(dbus.service.Object):
    def __init__(self, bus):
        self.name = dbus.service.BusName("org.freedesktop.Notifications", bus)
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.shown = []

    @dbus.service.method("org.freedesktop.Notifications", in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, title, text, actions, hints, timeout):
        self.shown.append({"title": str(title), "text": str(text)})
        return dbus.UInt32(replaces or len(self.shown))


def entries(node):
    result = []
    for child in node[2]:
        identity, properties, _ = child
        if properties.get("type") == "separator" or not properties.get("visible", True):
            continue
        result.append({"id": int(identity), "label": str(properties.get("label", "")),
                       "toggle": str(properties.get("toggle-type", "")), "state": int(properties.get("toggle-state", -1)),
                       "enabled": bool(properties.get("enabled", True)), "children": entries(child)})
    return result


class Host:
    def __init__(self):
        dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
        self.bus = dbus.SessionBus()
        self.watcher = Watcher(self.bus)
        self.notifications = Notifications(self.bus)

    def item(self, index=0):
        return self.bus.get_object(*self.watcher.items[index], introspect=False)

    def menu_object(self):
        path = self.item().Get(ITEM, "Menu", dbus_interface=PROPERTIES)
        return dbus.Interface(self.bus.get_object(self.watcher.items[0][0], path, introspect=False), MENU)

    def items(self):
        result = []
        for index in range(len(self.watcher.items)):
            values = self.item(index).GetAll(ITEM, dbus_interface=PROPERTIES)
            result.append({"title": str(values.get("Title", "")), "status": str(values.get("Status", "")),
                           "tooltip": str(values["ToolTip"][2]) if "ToolTip" in values else "",
                           "pixmaps": [[int(p[0]), int(p[1])] for p in values.get("IconPixmap", [])]})
        return result

    def menu(self):
        menu = self.menu_object()
        menu.AboutToShow(0)
        menu.Event(0, "opened", NOTHING, dbus.UInt32(0))
        return entries(menu.GetLayout(0, -1, dbus.Array([], "s"))[1])

    def click(self, identity):
        menu = self.menu_object()
        menu.Event(int(identity), "clicked", NOTHING, dbus.UInt32(0))
        menu.Event(0, "closed", NOTHING, dbus.UInt32(0), ignore_reply=True)  # after Quit nobody is there
        return True

    def activate(self, x, y):
        self.item().Activate(int(x), int(y), dbus_interface=ITEM)
        return True

    def notices(self):
        return self.notifications.shown

    def answer(self, line):
        word, *arguments = line.split()
        try:
            print(json.dumps(getattr(self, word)(*arguments)), flush=True)
        except (dbus.DBusException, IndexError, KeyError) as failure:
            print(json.dumps({"error": str(failure)}), flush=True)


def main():
    host = Host()
    loop = GLib.MainLoop()

    def read(channel, condition):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        host.answer(line)
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, read)
    print(json.dumps("ready"), flush=True)
    loop.run()


main()
