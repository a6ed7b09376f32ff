"""Foreign bytes gone wrong: valid files with pieces flipped, cut, doubled, swapped, or replaced by what hurts."""

from __future__ import annotations

import io
import random
import zipfile

HURTFUL = [
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b'"',
    b'""',
    b";" * 300,
    b"\n" * 50,
    b"\r\r\n",
    b"\t" * 50,
    b"9" * 400,
    b"-0",
    b"1e999999",
    b"NaN",
    b"Infinity",
    b"0,0000001",
    "١٢".encode(),
    "²".encode(),
    "\u202e".encode(),
    "\U0001f469\u200d\U0001f467".encode(),
    "é".encode(),
    b"=1+1",
    b"@SUM(A1)",
    b"'" * 20,
    b"../../../../etc/passwd",
    b"%s%n%x",
    b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>&a;",
    b"{" * 500,
    b"(" * 500,
    b"[" * 500,
    b"2025K1",
    b"2025M13",
    b"0000",
    b"landet",
    b"tjenesten",
    b"A" * 5000,
    b"a" * 60_000,
]


def mutate(seed: bytes, rng: random.Random) -> bytes:
    """`seed` with one to eight things wrong, never longer than a few hundred kilobytes."""
    data = bytearray(seed)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        _WAYS[rng.randrange(len(_WAYS))](data, rng)
    return bytes(data[:300_000])


def mutate_archive(seed: bytes, rng: random.Random) -> bytes:
    """A zip with one part gone wrong inside, packed again; else wrong as bytes."""
    if rng.random() < 0.4:
        return mutate(seed, rng)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        parts = archive.namelist()
        bad = rng.choice(parts)
        for part in parts:
            content = archive.read(part)
            name = rng.choice((part, part, part, "../../" + part, "xl/vbaProject.bin")) if part == bad else part
            packed.writestr(name, mutate(content, rng) if part == bad else content)
    return out.getvalue()


def _place(data: bytearray, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 1, 2, 5, 20, 100, 1000)))


def _flip(data: bytearray, rng: random.Random) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _cut(data: bytearray, rng: random.Random) -> None:
    start, end = _place(data, rng)
    del data[start:end]


def _truncate(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data) + 1) :]


def _double(data: bytearray, rng: random.Random) -> None:
    start, end = _place(data, rng)
    data[start:start] = data[start:end] * rng.choice((1, 1, 2, 50))


def _swap(data: bytearray, rng: random.Random) -> None:
    start, end = _place(data, rng)
    there = rng.randrange(len(data) + 1)
    data[there:there] = data[start:end]


def _noise(data: bytearray, rng: random.Random) -> None:
    start, end = _place(data, rng)
    data[start:end] = rng.randbytes(end - start)


def _hurt(data: bytearray, rng: random.Random) -> None:
    start, end = _place(data, rng)
    data[start : rng.choice((start, end))] = rng.choice(HURTFUL)


_WAYS = (_flip, _cut, _truncate, _double, _swap, _noise, _hurt, _hurt)
