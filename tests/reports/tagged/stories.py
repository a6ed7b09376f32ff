"""Stories with every trap the layer must stand."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from bvdesk.reports.tagged import (
    Align,
    Beside,
    Block,
    BulletList,
    Cell,
    Contents,
    Face,
    Figure,
    Fonts,
    Heading,
    Item,
    Margins,
    Note,
    PageBreak,
    PageLook,
    Paragraph,
    Role,
    Run,
    Space,
    Table,
    TaggedCanvas,
    Title,
    Vertical,
    emphasis,
    in_language,
    link,
    note_mark,
    picture,
    spoken,
    strong,
)

SENTENCE = "Tjenesten skal sikre at barn og unge som lever under skadelige forhold, får nødvendig hjelp til rett tid. "
WITHHELD = "vises ikke av personvernhensyn"


def bars(fonts: Fonts):
    def draw(canvas: TaggedCanvas, width: float, height: float) -> None:
        canvas.setFillColor("#0b5d6b")
        for number, value in enumerate((82, 58, 42, 63)):
            canvas.rect(20 + number * 60, 0, 40, value * height / 100, stroke=0, fill=1)
        canvas.setFont(fonts.name(Face.REGULAR), 8)
        canvas.drawString(0, height - 8, "Meldinger")

    return draw


def sparkline(canvas: TaggedCanvas, width: float, height: float) -> None:
    canvas.setStrokeColor("#0b5d6b")
    canvas.line(0, 2, width, height - 2)


def png(*, alpha: bool) -> bytes:
    file = BytesIO()
    Image.new("RGBA" if alpha else "RGB", (40, 20), (11, 93, 107, 128) if alpha else (11, 93, 107)).save(file, "PNG")
    return file.getvalue()


def text_traps() -> list[Block]:
    return [
        Heading("Avsnitt over flere sider", 2),
        Paragraph("START " + " ".join(f"({i}) {SENTENCE}" for i in range(40)) + " SLUTT"),
        Paragraph(
            [
                "Før lenken ",
                link("en lang lenketekst som går over flere linjer " * 6, "https://example.org/a"),
                " etter lenken, og ",
                strong("fet"),
                ", ",
                emphasis("kursiv"),
                note_mark("2", "note-2"),
                " og én til: ",
                link("samme adresse", "https://example.org/a"),
                ".",
            ]
        ),
        Paragraph(link("Hele avsnittet er en lenke, og den går også over flere linjer. " * 3, "https://example.org/b")),
        Paragraph([SENTENCE * 11, link(SENTENCE * 14, "https://example.org/side"), " ferdig."]),
        Paragraph(["Nynorsk: ", in_language("Eg veit ikkje kva dei meiner.", "nn-NO"), " Slutt."]),
        Paragraph("Heile avsnittet er på nynorsk.", language="nn-NO"),
        Paragraph("1\u00a0234\u00a0567 barn, 2023–2024, kap.\u00a03, e\u2011post, −12,5\u00a0%, ≤ 5, ≥ 90, ▲ ● ▼ « »"),
        Paragraph("barnevernstjenesteleder\u00ad og sak\u00adsbe\u00adhand\u00adlingen " * 6),
        Paragraph("Første linje\nAndre linje"),
        Paragraph("A" * 400),
        Paragraph("<b>ikke markering</b> & heller ikke &amp;"),
        Paragraph(""),
        Note("2", "En note som blir lest der den står. " + SENTENCE * 2, key="note-2"),
        Paragraph("Ord \u010d\u0161\u017e \u0161\u00e1mi: \u010d\u00e1llit, \u014b, \u0167, \u0111"),
    ]


def list_traps() -> list[Block]:
    deep = BulletList(["innerst", "innerst igjen"])
    return [
        Heading("Lister", 2),
        BulletList([f"Punkt {i}: " + SENTENCE * (9 if i == 3 else 2) for i in range(8)]),
        BulletList(["en", Item("to", BulletList(["under", Item("under til", deep)])), "tre"], numbered=True),
        BulletList([["Med ", link("lenke", "#tabeller"), " i"], spoken(":", WITHHELD)]),
    ]


def table_traps() -> list[Block]:
    return [
        Heading("Tabeller", 2, key="tabeller"),
        Table(
            head=[["Nr", "Beskrivelse", "Antall", "Andel"]],
            body=[[str(i), f"Celle {i}: {SENTENCE}", str(i * 7), f"{i},5 %"] for i in range(1, 46)],
            caption="Tabell A. Delt over sider",
            source="Kilde: Fagsystemet",
            align=[Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT],
            vertical=Vertical.TOP,
        ),
        Table(
            head=[
                [Cell("Kommune", rows=2), Cell("2023", columns=2), Cell("2024", columns=2)],
                ["Meldinger", "Fristbrudd", "Meldinger", "Fristbrudd"],
            ],
            body=[
                ["Nordvik", "12", Cell(":", spoken=WITHHELD), "14", "1"],
                [Cell("Elvedal", rows=2), "", "", "8", "0"],
                ["5", "6", "7", "8"],
                ["I alt", Cell("mange", columns=2), "22", "9"],
            ],
            caption="Tabell B. Med spenn og tomme celler",
            total_rows=1,
            strong_columns=[3],
        ),
        Table(
            head=[["Indikator", "2024", "Utvikling"]],
            body=[
                ["Meldinger", "43,2", Figure(sparkline, "Jevn vekst fra 2015 til 2024.", 14, 70)],
                ["Undersøkelser", [strong("12"), " ", link("se kilden", "https://example.org/c")], ""],
            ],
        ),
        Table(head=[], body=[["Uten", "hode"], [Cell("ikke overskrift", header=False), Cell("x", header=True)]]),
    ]


def figure_traps(fonts: Fonts) -> list[Block]:
    return [
        Heading("Figurer", 2),
        Figure(
            bars(fonts),
            "Meldingene falt fra 82 til 63.",
            150,
            caption="Figur 1. Meldinger",
            source=["Kilde: ", link("Fagsystemet", "https://example.org/d")],
        ),
        Figure(bars(fonts), None, 60),
        picture(png(alpha=False), "Et grønt felt.", 80),
        picture(png(alpha=True), "Et gjennomsiktig grønt felt.", 80, caption="Figur 2"),
        picture(png(alpha=True), None, 30),
        Beside([Figure(bars(fonts), f"Liten figur {n}.", 70, caption=f"Liten {n}", source="Kilde") for n in range(5)]),
        Paragraph(SENTENCE * 3),
    ]


def torture(fonts: Fonts) -> list[Block]:
    """Everything at once, cover, contents and a landscape page with it."""
    landscape = PageLook(size=(842, 595), margins=Margins(60, 60, 60, 60), header="Liggende", footer="Fot")
    return [
        Title("Torturtest"),
        Paragraph("Undertittel", Role.SUBTITLE),
        PageBreak(),
        Heading("Innhold", key="contents", listed=False),
        Contents(levels=3),
        PageBreak(),
        Heading("1 Alt på en gang", key="k1"),
        Paragraph("Ingress. " + SENTENCE, Role.LEAD),
        *text_traps(),
        Space(20),
        *list_traps(),
        *table_traps(),
        *figure_traps(fonts),
        PageBreak(landscape),
        Heading("2 Liggende side", key="k2"),
        Heading("2.1 Under", 2, key="k21"),
        Heading("2.1.1 Lenger under", 3, key="k211"),
        Heading("Nederst", 4, key="k2111"),
        Paragraph([Run("Farget", colour="#b3541e"), " og ferdig."]),
    ]
