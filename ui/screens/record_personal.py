"""Lists of people inside a form: a line can be removed, which keeps its history, or erased, which destroys it for good."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QWidget

from baseldesk.desk.shown import Saved
from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records.field import Field, RecordType
from ui import icons, theme
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_draft import Draft
from ui.screens.record_lines import Lines
from ui.widgets.check import Check
from ui.widgets.form_conflicts import value_in_words
from ui.widgets.guide import Guide, Step

_WHAT = N_("These personal data are destroyed, with everything in the history that holds them:")
_STAYS = N_("What stays is a mark that something was erased, without any content. Nobody can enter the same line again.")
_ELSEWHERE = N_(
    "Erasing is final. It cannot be undone, not with “Undo last save” either. With the next exchange it reaches the centre’s "
    "other computers, and a backup that is restored meets it again. What was printed or sent to others is not reached."
)
_UNDERSTOOD = N_("I have looked at the list and want this destroyed for good.")
_SAVE_FIRST = N_("Save the record first; then this line can be erased.")


class PersonalLines(Lines):
    """Such a list: erasing stands beside removing, and asks twice."""

    def __init__(self, context: Context, directory: DeskDirectory, declared: RecordType, parent_field: Field) -> None:
        self.erase_button = QPushButton()
        super().__init__(context, directory, declared, parent_field)
        icons.put(self.erase_button, "trash-2", "bad")
        self.erase_button.setObjectName(f"erase_{declared.name}")
        self.erase_button.setAutoDefault(False)
        self.buttons.addWidget(self.erase_button)
        self.erase_button.clicked.connect(self._on_erase)

    def set_read_only(self, read_only: bool) -> None:
        """Who may not change a line may not erase it."""
        super().set_read_only(read_only)
        self.erase_button.setVisible(not read_only)

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.erase_button.setText(_("Erase for good…"))
        self.erase_button.setToolTip(_("Destroys the personal data of a line; “Remove” keeps them in the history"))
        name = current().format(N_("{action} {list}"), action=_("Erase for good…"), list=_(self.declared.plural))
        self.erase_button.setAccessibleName(name)

    def _on_current(self, *indexes: QModelIndex) -> None:
        super()._on_current(*indexes)
        self.erase_button.setEnabled(self.chosen() is not None)

    @Slot()
    def _on_erase(self) -> None:
        draft = self.chosen()
        if draft is None:
            return
        if draft.is_changed:
            self.context.window.status(_(_SAVE_FIRST))
            return
        guide = EraseGuide(self.context, self.declared, draft, self.window())
        guide.erased.connect(self._on_erased)
        guide.open()

    @Slot(bytes)
    def _on_erased(self, identity: bytes) -> None:
        """It goes from the list at once, whatever else is unsaved there."""
        self.restore(self.parent_id, tuple(one for one in self.drafts() if one.id != identity))
        self.context.window.status(_("Erased for good."))
        self.table.setFocus()


class EraseGuide(Guide):
    """Two steps: what is destroyed, by name; then that it is final.

    Attributes:
        erased: it is done; the id.
    """

    erased = Signal(bytes)

    def __init__(self, context: Context, declared: RecordType, draft: Draft, parent: QWidget | None) -> None:
        steps = (_Named(declared, draft), _Final(context, declared, draft))
        super().__init__(_("Erase personal data for good"), steps, parent)
        self.setObjectName("erase_guide")
        self._id = draft.id
        self.accepted.connect(self._on_accepted)

    @Slot()
    def _on_accepted(self) -> None:
        self.erased.emit(self._id)


class _Named(Step):
    """Names everything that would be destroyed."""

    def __init__(self, declared: RecordType, draft: Draft) -> None:
        super().__init__()
        rows = QFormLayout()
        for field in declared.fields:
            if field.personal and draft.values.get(field.name) not in (None, "", {}):
                label, value = QLabel(_(field.label)), QLabel(value_in_words(field, draft.values[field.name]))
                theme.tint(label, "muted")
                theme.size(value, bold=True)
                value.setWordWrap(True)
                rows.addRow(label, value)
        self.stays = QLabel(_(_STAYS))
        self.stays.setWordWrap(True)
        theme.align(self.stays)
        self.body.addLayout(rows)
        self.body.addWidget(self.stays)

    def heading(self) -> str:
        """What this is."""
        return _("What would be destroyed")

    def sentence(self) -> str:
        """What stands below."""
        return _(_WHAT)

    def word(self) -> str:
        """On to the question."""
        return _("Go on…")


class _Final(Step):
    """Says that there is no way back, and wants that read."""

    is_grave = True

    def __init__(self, context: Context, declared: RecordType, draft: Draft) -> None:
        super().__init__()
        self._context, self._kind, self._id = context, declared.name, draft.id
        title = str(draft.values.get(declared.title) or _(declared.label))
        self._title = title
        self.understood = Check(_(_UNDERSTOOD))
        self.understood.setObjectName("erase_understood")
        self.understood.toggled.connect(self.changed)
        self.body.addWidget(self.understood)

    def heading(self) -> str:
        """Whom it is about."""
        return current().format(N_("Erase “{name}” for good?"), name=isolate(self._title))

    def sentence(self) -> str:
        """That it is final, and how far it reaches."""
        return _(_ELSEWHERE)

    def word(self) -> str:
        """The deed."""
        return _("Erase for good")

    def is_ready(self) -> bool:
        """Only once a person said to have understood."""
        return self.understood.isChecked()

    def go(self) -> None:
        """Erases."""
        work = partial(self._context.desk.erase, self._kind, self._id)
        self._context.runner.write(work, self._on_erased, self._on_failed, label=_("Erasing…"))

    @Slot(object)
    def _on_erased(self, _saved: Saved) -> None:
        self.done.emit()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)
