"""The entries of an annex that explains indicators (指标说明): meaning, calculation, documents that each rests on."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.extract.glossary import Entry, TabledEntry, entries, split_entry, tabled_entries
from loaders.extract.reading import Reading
from loaders.facts import Definition
from loaders.folding import fold
from loaders.lexicon import pattern
from loaders.mentions import find_mentions, restored_title

_ENDS = " ,。;，；\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What the text of one entry says; empty where it does not."""

    definition: str
    calculation: str = ""
    basis: str = ""


def extract_definitions(reading: Reading) -> tuple[Definition, ...]:
    """The definitions of indicators of a plan, in printed order."""
    tabled = tabled_entries(reading, "definitions")
    if tabled:
        return tuple(_tabled(reading, entry) for entry in tabled)
    return tuple(found for entry in entries(reading, "definitions") if (found := _definition(reading, entry)))


def _tabled(reading: Reading, entry: TabledEntry) -> Definition:
    said = explain("\n".join(f"{label}:{text}" for label, text in entry.cells))
    return Definition(
        spans=reading.spans(*entry.ranges),
        rule="definition-row",
        origin=reading.origin(*entry.ranges),
        number=entry.number,
        indicator=entry.name,
        definition=said.definition,
        calculation=said.calculation,
        basis=said.basis,
    )


def _definition(reading: Reading, entry: Entry) -> Definition | None:
    begin, end = entry.text_range
    parts = split_entry(reading.text[begin:end])
    if parts is None:
        return None
    name, text, rule = parts
    said = explain(text)
    return Definition(
        spans=reading.spans(entry.text_range),
        rule=f"definition-{rule}",
        origin=reading.origin(entry.text_range),
        number=entry.number,
        indicator=name,
        definition=said.definition,
        calculation=said.calculation,
        basis=said.basis,
    )


def explain(printed: str) -> Explanation:
    """An entry's text divided into definition, calculation and the documents that it rests on, final marks left out.

    >>> explain("反映共享水平,计算方法为已共享数/总数,设计依据为《数据条例》(苏政发〔2022〕9号)。")
    Explanation(definition='反映共享水平', calculation='已共享数/总数', basis='苏政发〔2022〕9号')
    """
    folded = fold(printed)
    label = pattern("glossary", "meaning").match(folded)
    start = label.end() if label else 0
    cues = sorted(
        (found.start(), found.end(), part)
        for part in ("calculation", "basis", "source")
        for found in [pattern("glossary", part).search(folded, start)]
        if found
    )
    ends = [begin for begin, _, _ in cues[1:]] + [len(folded)]
    parts = {part: (begin, end) for (_, begin, part), end in zip(cues, ends, strict=False)}
    first = cues[0][0] if cues else len(folded)
    calculation = parts.get("calculation", (0, 0))
    basis = parts.get("basis", (0, 0))
    return Explanation(
        definition=printed[start:first].strip(_ENDS),
        calculation=printed[slice(*calculation)].strip(_ENDS),
        basis=named_documents(printed[slice(*basis)]),
    )


def named_documents(printed: str) -> str:
    """The documents that ``printed`` names, joined by ;: each by its number where it has one, else by its title.

    >>> named_documents("《社会救助办法》(省政府令第99号)和《残疾人保障条例》")
    '省政府令第99号;残疾人保障条例'
    """
    names = (
        mention.number or restored_title(printed[slice(*mention.title)]).strip()
        for mention in find_mentions(fold(printed))
    )
    return ";".join(dict.fromkeys(name for name in names if name))
