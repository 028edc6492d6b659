"""A plan given as a few lines of text, read as far as extractors need it."""

from __future__ import annotations

from pathlib import Path

from loaders.extract import read_document
from loaders.extract.reading import Reading
from loaders.files import read_files
from loaders.outline import read_outline
from loaders.repair import repair
from loaders.source import SourceText, digest
from loaders.textmap import TextMap

HEAD = """淮安市人民政府办公室关于印发淮安市水务数字化实施方案的通知
淮政办发〔2023〕9号
各县（市、区）人民政府，市各有关部门：
《淮安市水务数字化实施方案》已经市政府同意，现印发给你们。
淮安市人民政府办公室
2023年5月4日
淮安市水务数字化实施方案
"""


def reading_of(body: str, head: str = HEAD) -> Reading:
    """The reading of the first plan in ``head`` and ``body``."""
    text = head + body
    source = SourceText(text=text, digest=digest(text.encode()))
    plans = read_document(read_outline(source, repair(TextMap.of(text))))
    return plans[0].reading


def reading_of_page(annex: str, folder: Path) -> Reading:
    """The same for an HTML page: ``annex`` is the markup of the plan's annex."""
    lines = [*HEAD.split("\n"), "一、重点任务", "1.建设平台。建设水务平台。", "2.推广应用。推广水务应用。"]
    body = "".join(f"<p>{line}</p>" for line in lines)
    path = folder / "page.html"
    path.write_text(f'<html><head><meta charset="utf-8"></head><body>{body}{annex}</body></html>', encoding="utf-8")
    (result,) = read_files([path])
    assert result.source is not None
    return read_document(read_outline(result.source, repair(TextMap.of(result.source.text))))[0].reading


def table(*rows: str) -> str:
    """An HTML table: a string a row, its cells divided by bars."""
    return "".join(
        ["<table>", *("<tr><td>" + row.replace("|", "</td><td>") + "</td></tr>" for row in rows), "</table>"]
    )
