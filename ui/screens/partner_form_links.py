"""What a partner had a part in: activities, partnerships, meetings and letters; from each line one goes to the record itself."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from baseldesk.i18n import N_, _, current
from baseldesk.records import vocabulary
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.types import record_type
from ui import icons
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_lines import Lines
from ui.screens.typed import new_words

_AS = N_("as: {role}")


class PartnerLinks(Lines):
    """The part is given and taken in the other record; here Enter opens that, and a button begins a new one with this partner.

    Attributes:
        far: the type of the records that the partner had a part in.
    """

    takes_rows = False

    def __init__(self, context: Context, directory: DeskDirectory, declared: RecordType, parent_field: Field) -> None:
        self._far_field = next(one for one in declared.fields if one.name in declared.link and one.name != parent_field.name)
        self.far = record_type(self._far_field.target)
        self.new_button = QPushButton()
        super().__init__(context, directory, declared, parent_field)
        icons.put(self.edit_button, "eye")
        icons.put(self.new_button, "plus")
        self.new_button.setObjectName(f"new_{self.far.name}")
        self.new_button.setAutoDefault(False)
        self.buttons.insertWidget(1, self.new_button)
        self._roles = self._make_menu()
        if not self._roles:
            self.new_button.clicked.connect(self._on_new)
        self.set_read_only(False)

    def edit(self) -> None:
        """Goes to the record."""
        draft = self.chosen()
        far = draft.values.get(self._far_field.name) if draft is not None else None
        if isinstance(far, bytes):
            self.context.window.show_record(self.far.name, far)

    def begin_far(self, **part: object) -> None:
        """Begins a new record in which the partner has a part."""
        link = {self.parent_field.name: self.parent_id, **part}
        self.context.window.show_new(self.far.name, **{self.declared.name: link})

    def set_read_only(self, read_only: bool) -> None:
        """Its lines always are, but for the way to the record; what is new belongs to one’s own centre."""
        super().set_read_only(True)
        self.edit_button.show()
        self.new_button.setVisible(not read_only and not self.context.desk.is_secretariat)

    def allow_new(self, *, is_saved: bool) -> None:
        """A partner that is not saved yet has no part in anything."""
        self.new_button.setEnabled(is_saved)

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.heading.setText(_(self.far.plural))
        self.edit_button.setText(_("Open"))
        self.edit_button.setAccessibleName(current().fill("{action}: {type}", action=_("Open"), type=_(self.far.label)))
        self.new_button.setText(new_words(self.far))
        for role, action in self._roles.items():
            action.setText(current().format(_AS, role=current().label(role, self._role_field().vocabulary)))

    def _role_field(self) -> Field:
        return next(one for one in self.declared.fields if one.kind is Kind.CODE)

    def _make_menu(self) -> dict[str, QAction]:
        """Where the part is an end of the link, a person says which before anything begins."""
        ends = [self.declared.by_name[name] for name in self.declared.link]
        role = next((one for one in ends if one.kind is Kind.CODE), None)
        if role is None:
            return {}
        menu = QMenu(self.new_button)
        actions = {code: QAction(menu) for code in vocabulary.offered(role.vocabulary)}
        for code, action in actions.items():
            action.setObjectName(f"as_{code}")
            action.setData(code)
            action.triggered.connect(self._on_role)
            menu.addAction(action)
        self.new_button.setMenu(menu)
        return actions

    @Slot()
    def _on_role(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.begin_far(**{self._role_field().name: action.data()})

    @Slot()
    def _on_new(self) -> None:
        self.begin_far()

    def _on_activated(self, _index: QModelIndex) -> None:
        self.edit()
