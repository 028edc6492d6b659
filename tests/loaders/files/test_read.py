"""Paths, folders and archives: each file once, in order of names, none stopping the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_files import make_docx, make_zip

from loaders.errors import SourceError
from loaders.files import read_bytes, read_files
from loaders.source import digest

PLAN = "某县方案\n一、总体要求\n"


def outcomes(*paths: Path, root: Path) -> list[tuple[str, bool]]:
    return [(Path(result.name).relative_to(root).as_posix(), result.error is None) for result in read_files(paths)]


def test_a_source_knows_its_bytes_and_its_name() -> None:
    source = read_bytes(PLAN.encode("gbk"), "plan.txt")
    assert (source.text, source.digest, source.name) == (PLAN, digest(PLAN.encode("gbk")), "plan.txt")


def test_folders_are_walked_by_name(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a/z.txt", "c.txt", ".hidden", "~$lock.docx", "b/Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PLAN, encoding="utf-8")
    (tmp_path / "a" / "scan.png").write_bytes(b"\x89PNG")
    expected = [("c.txt", True), ("a/scan.png", False), ("a/z.txt", True), ("b/10.txt", True), ("b/2.txt", True)]
    assert outcomes(tmp_path, root=tmp_path) == expected
    assert outcomes(tmp_path / "c.txt", tmp_path, root=tmp_path) == expected


def test_archives_give_their_files_and_those_of_archives_inside(tmp_path: Path) -> None:
    deep = make_zip({"too.zip": make_zip({"deep.txt": PLAN})})
    inner = make_zip({"plan.docx": make_docx(["一、总体要求"]), "more.zip": make_zip({"x.txt": PLAN})})
    members: dict[str, str | bytes] = {
        "b.txt": PLAN,
        "../../a.txt": PLAN,
        "__MACOSX/b.txt": "x",
        "in.zip": inner,
        "deep.zip": deep,
    }
    path = tmp_path / "all.zip"
    path.write_bytes(make_zip(members))
    results = {result.name.removeprefix(f"{path}/"): result for result in read_files([path])}
    assert list(results) == ["../../a.txt", "b.txt", "deep.zip/too.zip", "in.zip/more.zip", "in.zip/plan.docx"]
    assert [result.error is None for result in results.values()] == [True, True, False, False, True]
    assert sorted(tmp_path.iterdir()) == [path]


def test_names_from_chinese_windows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({"ABCD.txt": PLAN}).replace(b"ABCD", "方案".encode("gbk")))
    (result,) = read_files([path])
    assert result.name == f"{path}/方案.txt"


def test_what_is_no_file_gives_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    results = list(read_files([tmp_path / "missing.txt", tmp_path / "empty.txt", Path("/dev/null"), Path("a\0b")]))
    assert all(isinstance(result.error, SourceError) for result in results)
    assert "no such file" in str(results[0].error)
    assert all("\n" not in str(result.error) for result in results)


def test_a_damaged_archive_gives_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({"a.txt": PLAN})[:40])
    (result,) = read_files([path])
    assert "damaged" in str(result.error)


@pytest.mark.parametrize("name", ["a.zip", "a.docx"])
def test_read_bytes_takes_one_document(name: str) -> None:
    with pytest.raises(SourceError, match="an archive of several files"):
        read_bytes(make_zip({"a.txt": PLAN}), name)
