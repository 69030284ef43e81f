"""Where words are hidden: each place gets a word of its own, and the list says in which file and where it stands."""

import pathlib

FILES = pathlib.Path(__file__).resolve().parent.parent / "files"
FIRST = "Torv Kvist Bram Skjal Grim Vind Hedde Lunde Fjeld Mose Birke Gade Halm Isen Klint Lager Myre Nagle Orme Plov Ravne Sande Tange Ulve Vable Ager Bolle Dyne Engel Frede".split()
LAST = "gobert mandrup holgert barkman sandvig lofting hammerik torpager bukhave stendal marsk ranking vestrup knudgaard lindorf sodemann hvidkjold brandeborg pilegren stokholt raskmer tofthorn grenmark kolbing sivertun brokmand".split()
_rows = []


def place(file, where, gap=""):
    """A new word that is to be hidden there; `gap` are words of the gap that explains why it cannot be found."""
    number = len(_rows)
    word = FIRST[number % len(FIRST)] + LAST[number // len(FIRST)]
    _rows.append((file, where, word, gap))
    return word


def save(file, content):
    FILES.mkdir(exist_ok=True)
    (FILES / file).write_bytes(content if isinstance(content, bytes) else content.encode())


def write_list():
    assert len({row[2] for row in _rows}) == len(_rows)
    missing = {row[0] for row in _rows} - {f.name for f in FILES.iterdir()}
    assert not missing, missing
    lines = ["file\tplace\tword\tgap"] + ["\t".join(row) for row in _rows]
    (FILES.parent / "places.tsv").write_text("\n".join(lines) + "\n")
    print(len(_rows), "places in", len({row[0] for row in _rows}), "files")
