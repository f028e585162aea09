"""What a screen reader sees: the program's tree on the accessibility bus, read and used from another process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PATIENCE = 15  # seconds at most
LABEL_FOR = 1
STATES = {
    1: "active", 4: "checked", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded", 11: "focusable", 12: "focused",
    23: "selected", 25: "showing", 30: "visible",
}  # fmt: skip
_ACCESSIBLE, _FAMILY = "org.a11y.atspi.Accessible", "org.a11y.atspi."
_ROOT_PATH = "/org/a11y/atspi/registry"
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_FOCUSED = "Object:StateChanged:Focused"


@dataclass(frozen=True)
class Node:
    """One thing in the tree."""

    reader: Reader
    bus_name: str
    path: str

    @property
    def name(self) -> str:
        """What a screen reader says."""
        return str(self.reader.ask(self, "org.freedesktop.DBus.Properties", "Get", "ss", (_ACCESSIBLE, "Name"))[0][1])

    @property
    def role(self) -> str:
        """What kind of thing it is."""
        return str(self.reader.ask(self, _ACCESSIBLE, "GetRoleName")[0])

    @property
    def states(self) -> set[str]:
        """How it is now."""
        low, _high = self.reader.ask(self, _ACCESSIBLE, "GetState")[0]
        return {word for bit, word in STATES.items() if low >> bit & 1}

    def children(self) -> list[Node]:
        """What is in it, in order."""
        return [Node(self.reader, name, path) for name, path in self.reader.ask(self, _ACCESSIBLE, "GetChildren")[0]]

    def related(self, relation: int) -> list[Node]:
        """What it stands in this relation to."""
        found = self.reader.ask(self, _ACCESSIBLE, "GetRelationSet")[0]
        return [Node(self.reader, *one) for kind, targets in found if kind == relation for one in targets]

    def walk(self) -> Iterator[Node]:
        """It and everything shown in it."""
        yield self
        for child in self.children():
            if "showing" in child.states or child.role in ("application", "frame"):
                yield from child.walk()

    def find(self, role: str, name: str = "") -> Node:
        """The thing of this role and name that is shown; waits until there is one."""
        return self.reader.wait_until(lambda: next(self._matching(role, name), None), f"{role} «{name}»")

    def press(self) -> None:
        """Does what a person would do with it first of all."""
        self.reader.ask(self, _FAMILY + "Action", "DoAction", "i", (0,))

    def take_focus(self) -> None:
        """Puts the focus there."""
        self.reader.ask(self, _FAMILY + "Component", "GrabFocus")

    def click(self) -> None:
        """Clicks in its middle with the mouse of the screen."""
        x, y, wide, high = self.reader.ask(self, _FAMILY + "Component", "GetExtents", "u", (0,))[0]
        mouse = Node(self.reader, _ROOT[0], _ROOT_PATH + "/deviceeventcontroller")
        where = (x + wide // 2, y + high // 2, "b1c")
        self.reader.ask(mouse, _FAMILY + "DeviceEventController", "GenerateMouseEvent", "iis", where)

    def insert(self, text: str) -> None:
        """Types at its beginning."""
        self.reader.ask(self, _FAMILY + "EditableText", "InsertText", "isi", (0, text, len(text)))

    def _matching(self, role: str, name: str) -> Iterator[Node]:
        return (one for one in self.walk() if one.role == role and (not name or one.name == name))


class Reader:
    """A connection as a screen reader has it: asks, and hears where the focus goes."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(bus=session_bus) as session:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            address = session.send_and_get_reply(new_method_call(where, "GetAddress")).body[0]
        self._bus: DBusConnection = open_dbus_connection(bus=address)
        rule = MatchRule(type="signal", interface=_FAMILY + "Event.Object", member="StateChanged")
        self._bus.send_and_get_reply(message_bus.AddMatch(rule))
        registry = DBusAddress(_ROOT_PATH, _ROOT[0], _FAMILY + "Registry")
        self._bus.send_and_get_reply(new_method_call(registry, "RegisterEvent", "sass", (_FOCUSED, [], "")))
        self._heard = self._bus.filter(rule, bufsize=10_000).__enter__()

    def close(self) -> None:
        """Hangs up."""
        self._bus.close()

    def ask(self, node: Node, interface: str, member: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
        """Calls the program; its error is raised."""
        message = new_method_call(DBusAddress(node.path, node.bus_name, interface), member, signature, body)
        reply = self._bus.send_and_get_reply(message, timeout=PATIENCE)
        if reply.header.message_type.name == "error":
            raise LookupError(f"{member}: {reply.body}")
        return reply.body

    def program(self, name: str) -> Node:
        """The program of this name, as soon as it is there."""
        return Node(self, *_ROOT).find("application", name)

    def wait_until(self, look: Callable[[], Node | None], what: str) -> Node:
        """What `look` finds, as soon as it finds something."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if (found := look()) is not None:
                    return found
            except (LookupError, ValueError):  # it went while we looked
                pass
            time.sleep(0.05)
        raise AssertionError(f"nothing of the kind: {what}")

    def hear_focus(self, role: str, name: str) -> Node:
        """Hears how the focus comes to something of this role and name."""
        until, heard = time.monotonic() + PATIENCE, []
        while time.monotonic() < until:
            message = self._bus.recv_until_filtered(self._heard, timeout=PATIENCE)
            if message.body[0] == "focused" and message.body[1]:
                fields = message.header.fields
                node = Node(self, fields[HeaderFields.sender], fields[HeaderFields.path])
                heard.append((node.role, node.name))
                if heard[-1] == (role, name):
                    return node
        raise AssertionError(f"only these were announced: {heard}")
