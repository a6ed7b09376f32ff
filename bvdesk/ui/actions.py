"""All the user can do from menu, toolbar or keyboard, in one table; menus, toolbar and shortcut list come from it."""

from __future__ import annotations

from enum import Enum, Flag, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bvdesk.domain.record import record
from bvdesk.ui.icons import icon


class Menu(Enum):
    """The menus, in order, with their texts."""

    FIL = "&Fil"
    REDIGER = "&Rediger"
    VERDI = "&Verdi"
    VIS = "&Vis"
    HJELP = "&Hjelp"


class Condition(Enum):
    """When an action can be used."""

    ALWAYS = auto()
    FILE = auto()
    UNDO = auto()
    REDO = auto()
    PAGE = auto()


class ActionId(Enum):
    """One name per action."""

    NY_FIL = auto()
    APNE_FIL = auto()
    APNE_EKSEMPEL = auto()
    LAG_SKJEMA = auto()
    LES_INN = auto()
    SKRIV_UT = auto()
    AVSLUTT = auto()
    ANGRE = auto()
    GJOR_OM = auto()
    KLIPP_UT = auto()
    KOPIER = auto()
    LIM_INN = auto()
    FYLL_NED = auto()
    FYLL_HOYRE = auto()
    FINN = auto()
    NESTE_MANGLENDE = auto()
    VERDI_NULL = auto()
    VERDI_TOM = auto()
    VERDI_KAN_IKKE = auto()
    VERDI_IKKE_AKTUELT = auto()
    VERDI_TILBAKEHOLDT = auto()
    BYTT_VISNING = auto()
    BARE_MANGLENDE = auto()
    SIDEPANEL = auto()
    KAPITLER_INN = auto()
    KAPITLER_UT = auto()
    KOLONNE_VENSTRE = auto()
    KOLONNE_HOYRE = auto()
    KOLONNE_BREDERE = auto()
    KOLONNE_SMALERE = auto()
    KOLONNER_TILBAKE = auto()
    NESTE_OMRADE = auto()
    HANDBOK = auto()
    HURTIGTASTER = auto()
    OM = auto()


class Trait(Flag):
    """Where else an action shows, and how."""

    NONE = 0
    TOOLBAR = auto()
    GRID = auto()
    STARTS_GROUP = auto()


@record
class ActionSpec:
    """One action: `method` is of the window, of the page shown (PAGE), or of that page's grid (PAGE and GRID)."""

    id: ActionId
    menu: Menu
    text: str
    method: str
    shortcut: str = ""
    icon: str = ""
    condition: Condition = Condition.ALWAYS
    traits: Trait = Trait.NONE

    @property
    def in_grid(self) -> bool:
        """Whether it acts on the cells of a grid, and only while the grid has the keys."""
        return Trait.GRID in self.traits


_A, _M, _V = ActionId, Menu, Menu.VERDI
_ALWAYS, _PAGE = Condition.ALWAYS, Condition.PAGE
_TOOL, _GRID, _NEW = Trait.TOOLBAR, Trait.GRID, Trait.STARTS_GROUP

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(_A.NY_FIL, _M.FIL, "&Ny tjeneste …", "new_file", "Ctrl+N", "ny"),
    ActionSpec(_A.APNE_FIL, _M.FIL, "&Åpne fil …", "open_file", "Ctrl+O", "apne"),
    ActionSpec(_A.APNE_EKSEMPEL, _M.FIL, "Åpne &eksempel …", "open_example"),
    ActionSpec(_A.LAG_SKJEMA, _M.FIL, "Lag s&kjema til en kommune …", "make_form", "", "", Condition.FILE, _NEW),
    ActionSpec(_A.LES_INN, _M.FIL, "&Les inn regneark …", "read_sheet", "Ctrl+I", "", Condition.FILE),
    ActionSpec(_A.SKRIV_UT, _M.FIL, "&Skriv ut …", "print_page", "Ctrl+P", "skriv_ut", _PAGE, _NEW),
    ActionSpec(_A.AVSLUTT, _M.FIL, "&Avslutt", "close", "Ctrl+Q", "", _ALWAYS, _NEW),
    ActionSpec(_A.ANGRE, _M.REDIGER, "&Angre", "undo", "Ctrl+Z", "angre", Condition.UNDO, _TOOL),
    ActionSpec(_A.GJOR_OM, _M.REDIGER, "&Gjør om", "redo", "Ctrl+Y", "gjor_om", Condition.REDO, _TOOL),
    ActionSpec(_A.KLIPP_UT, _M.REDIGER, "&Klipp ut", "cut", "Ctrl+X", "klipp", _PAGE, _GRID | _NEW),
    ActionSpec(_A.KOPIER, _M.REDIGER, "K&opier", "copy", "Ctrl+C", "kopier", _PAGE, _GRID),
    ActionSpec(_A.LIM_INN, _M.REDIGER, "&Lim inn", "paste", "Ctrl+V", "lim_inn", _PAGE, _GRID),
    ActionSpec(_A.FYLL_NED, _M.REDIGER, "Fyll &ned", "fill_down", "Ctrl+D", "fyll_ned", _PAGE, _GRID | _NEW),
    ActionSpec(_A.FYLL_HOYRE, _M.REDIGER, "Fyll til &høyre", "fill_right", "Ctrl+R", "fyll_hoyre", _PAGE, _GRID),
    ActionSpec(_A.FINN, _M.REDIGER, "&Finn …", "open_find", "Ctrl+F", "finn", _PAGE, _TOOL | _NEW),
    ActionSpec(
        _A.NESTE_MANGLENDE, _M.REDIGER, "Neste &manglende", "next_missing", "Ctrl+M", "neste_manglende", _PAGE, _TOOL
    ),
    ActionSpec(_A.VERDI_NULL, _V, "&Null (0)", "set_zero", "Ctrl+0", "", _PAGE, _GRID),
    ActionSpec(_A.VERDI_TOM, _V, "&Tom – ikke rapportert", "clear_cells", "Del", "tom", _PAGE, _GRID),
    ActionSpec(_A.VERDI_KAN_IKKE, _V, "&Kan ikke tallfestes (k.i.t.)", "set_unknown", "Ctrl+Shift+K", "", _PAGE, _GRID),
    ActionSpec(_A.VERDI_IKKE_AKTUELT, _V, "Ikke &aktuelt (i.a.)", "set_not_relevant", "Ctrl+Shift+A", "", _PAGE, _GRID),
    ActionSpec(_A.VERDI_TILBAKEHOLDT, _V, "Til&bakeholdt (tilb.)", "set_withheld", "Ctrl+Shift+B", "", _PAGE, _GRID),
    ActionSpec(_A.BYTT_VISNING, _M.VIS, "&Bytt visning", "switch_view", "Ctrl+B", "bytt", _PAGE),
    ActionSpec(_A.BARE_MANGLENDE, _M.VIS, "Bare &manglende", "toggle_only_missing", "Ctrl+Shift+M", "", _PAGE),
    ActionSpec(_A.SIDEPANEL, _M.VIS, "S&tatus og kommentar", "toggle_panel", "F4", "panel", _PAGE),
    ActionSpec(_A.KAPITLER_INN, _M.VIS, "Slå &sammen kapitler", "collapse_all", "", "", _PAGE, _NEW),
    ActionSpec(_A.KAPITLER_UT, _M.VIS, "&Vis alle kapitler", "expand_all", "", "", _PAGE),
    ActionSpec(_A.KOLONNE_VENSTRE, _M.VIS, "Flytt kolonnen til &venstre", "column_left", "Alt+Shift+Left", "", _PAGE, _NEW),
    ActionSpec(_A.KOLONNE_HOYRE, _M.VIS, "Flytt kolonnen til &høyre", "column_right", "Alt+Shift+Right", "", _PAGE),
    ActionSpec(_A.KOLONNE_BREDERE, _M.VIS, "B&redere kolonne", "column_wider", "Alt+Shift+Up", "", _PAGE),
    ActionSpec(_A.KOLONNE_SMALERE, _M.VIS, "Sma&lere kolonne", "column_narrower", "Alt+Shift+Down", "", _PAGE),
    ActionSpec(_A.KOLONNER_TILBAKE, _M.VIS, "Kolonnene som &fra starten", "reset_columns", "", "", _PAGE),
    ActionSpec(_A.NESTE_OMRADE, _M.VIS, "&Neste del av vinduet", "next_region", "F6", "", _ALWAYS, _NEW),
    ActionSpec(_A.HANDBOK, _M.HJELP, "&Brukerhåndbok", "show_manual", "F1"),
    ActionSpec(_A.HURTIGTASTER, _M.HJELP, "&Hurtigtaster", "show_shortcuts", "Ctrl+F1"),
    ActionSpec(_A.OM, _M.HJELP, "&Om bvdesk", "show_about", "", "", _ALWAYS, _NEW),
)


def build_action(spec: ActionSpec, parent: QWidget) -> QAction:
    """The Qt action of one row of the table."""
    action = QAction(spec.text, parent)
    action.setData(spec.id)
    action.setShortcut(QKeySequence(spec.shortcut))
    if spec.icon:
        action.setIcon(icon(spec.icon))
    if spec.in_grid:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    return action


def plain_text(text: str) -> str:
    """A menu text without its mnemonic."""
    return text.replace("&", "").removesuffix(" …")


def shortcut_list() -> list[tuple[str, str]]:
    """Every shortcut of the table, as (what, keys) in the user's words."""
    named = [(plain_text(spec.text), spec.shortcut) for spec in ACTIONS if spec.shortcut]
    native = QKeySequence.SequenceFormat.NativeText
    return [(text, QKeySequence(keys).toString(native)) for text, keys in named]
