"""The commands for the file itself, as a whole day with them."""

import io
import sys
from pathlib import Path

import pytest

from bvdesk.cli.main import run
from bvdesk.storage import kryptering

HEADER = "indikator;kategori;omrade;periode;verdi;status;merknad;kilde\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "t.bvdesk"
    assert run(["eksempel", str(path)]) == 0
    return path


def say(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{word}\n" for word in words)))


def test_copy_change_look_restore_undo(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after, figures = tmp_path / "for.csv", tmp_path / "etter.csv", tmp_path / "tall.csv"
    assert run(["kopi", str(path), "--til", str(tmp_path / "pinne")]) == 0
    assert run(["eksporter", str(path), "--ut", str(before)]) == 0
    figures.write_text(f"{HEADER}meldinger_mottatt;;Nordvik;2031K1;7;;;\n", encoding="utf-8")
    assert run(["importer", str(path), str(figures)]) == 0
    assert run(["kopier", str(path)]) == 0
    shown = capsys.readouterr().out
    assert shown.count("Daglig") == 2
    kopi = min((tmp_path / "pinne").rglob("*.bvdesk"))
    assert run(["gjenopprett", str(path), str(kopi), "--vis"]) == 0
    assert "1 forsvinner" in capsys.readouterr().out
    assert run(["gjenopprett", str(path), str(kopi)]) == 0
    assert run(["eksporter", str(path), "--ut", str(after)]) == 0
    assert after.read_bytes() == before.read_bytes()
    assert run(["gjenopprett", str(path), "--angre"]) == 0
    assert run(["eksporter", str(path), "--ut", str(after)]) == 0
    assert b"2031K1;7" in after.read_bytes()
    assert run(["helse", str(path)]) == 0


def test_password_from_the_command_line(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say(monkeypatch, "et godt passord", "et annet passord")
    assert run(["passord", str(path)]) == 2
    say(monkeypatch, "et godt passord", "et godt passord")
    assert run(["passord", str(path)]) == 0
    recovery = capsys.readouterr().out.splitlines()[-1]
    assert kryptering.is_encrypted(path)
    say(monkeypatch, "feil passord her")
    assert run(["helse", str(path)]) == 2
    for word in ("et godt passord", recovery):
        say(monkeypatch, word)
        assert run(["helse", str(path)]) == 0
    say(monkeypatch, "et godt passord", "et godt passord")
    assert run(["passord", str(path), "--fjern"]) == 0
    assert kryptering.is_plain(path)


def test_compare_fetch_and_log(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other, figures, log = tmp_path / "t (konflikt).bvdesk", tmp_path / "tall.csv", tmp_path / "logg.csv"
    other.write_bytes(path.read_bytes())
    figures.write_text(f"{HEADER}meldinger_mottatt;;Nordvik;2031K1;7;;=1+1;\n", encoding="utf-8")
    assert run(["importer", str(other), str(figures)]) == 0
    assert run(["sammenlign", str(path), str(other), "--hent"]) == 0
    assert "1 tall er ulike" in capsys.readouterr().out
    assert run(["sammenlign", str(path), str(other)]) == 0
    assert "0 tall er ulike" in capsys.readouterr().out
    assert run(["logg", str(path), "--ut", str(log)]) == 0
    assert "Sammenslåing" in log.read_text(encoding="utf-8")


def test_salvage(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(path.read_bytes()[:-50_000])
    assert run(["helse", str(path)]) == 2
    assert run(["redd", str(path), str(tmp_path / "ny.bvdesk")]) == 0
    assert "Laget" in capsys.readouterr().out
    assert run(["oppslag", str(path), str(path)]) == 2


def test_no_backup_yet(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gjenopprett", str(path)]) == 2
    assert run(["kopier", str(path)]) == 0
    assert "ingen sikkerhetskopier" in capsys.readouterr().out


def test_a_text_that_looks_like_a_formula_is_shown_not_run(path: Path, tmp_path: Path) -> None:
    figures, out, again = tmp_path / "tall.csv", tmp_path / "ut.csv", tmp_path / "igjen.csv"
    texts = [
        "=1+1",
        "+47 987",
        "@SUM(A1)",
        "-2+3+cmd|' /C calc'!A0",
        "\tx",
        "'=ja",
        "''+",
        "-",
        "- herav",
        "-5",
        "vanlig",
        "'ord",
    ]
    rows = "".join(f'meldinger_mottatt;;Nordvik;{2031 + n};1;;"{text}";\n' for n, text in enumerate(texts))
    figures.write_text(HEADER + rows, encoding="utf-8")
    file = tmp_path / "n.bvdesk"
    assert run(["ny", str(file), "--tjeneste", "T", "--kommune", "Namsos"]) == 0
    figures.write_text((HEADER + rows).replace("Nordvik", "Namsos"), encoding="utf-8")
    assert run(["importer", str(file), str(figures)]) == 0
    assert run(["eksporter", str(file), "--ut", str(out)]) == 0
    cells = [line.split(";")[6].strip('"') for line in out.read_text(encoding="utf-8").splitlines()[1:]]
    assert not [c for c in cells if c[:1] in ("=", "+", "@", "\t")]
    assert "'=1+1" in cells
    assert cells[-4:] == ["- herav", "-5", "vanlig", "'ord"]
    assert run(["importer", str(file), str(out)]) == 0
    assert run(["eksporter", str(file), "--ut", str(again)]) == 0
    assert again.read_bytes() == out.read_bytes()
