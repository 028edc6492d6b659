"""Stores for the tests of evidence, explanations and proofs: of one plan of a few lines, and of the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.builder import build
from kg.resources import samples_folder
from kg.store import Store

PLAN = """淮安市人民政府办公室关于印发淮安市水务数字化实施方案的通知
淮政办发〔2023〕9号
各县（市、区）人民政府，市各有关部门：
《淮安市水务数字化实施方案》已经市政府同意，现印发给你们。
淮安市人民政府办公室
2023年5月4日
淮安市水务数字化实施方案
一、建设目标
到2025年，水表在线率达到95%。
二、重点任务
（一）打牢基础
1.建设水务云。建成全市统一的水务云，2024年6月底前完成。（市水利局牵头，市财政局、公安局配合）
2.推广“水务通”APP。依托“水务通”APP办理用水业务。（责任单位：市教育局、市公安局）
（二）开放数据
3.开放水务数据。开放流量数据。学校用水情况由各学校自行公布。（市水利局、市大数据局牵头）
"""


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan as a file."""
    path = tmp_path_factory.mktemp("water") / "plan.txt"
    path.write_bytes(PLAN.encode())
    return path


@pytest.fixture(scope="session")
def water(document: Path) -> Store:
    """A store with the plan. Tests only read it."""
    build([document], document.parent / "store")
    return Store.open(document.parent / "store")


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the samples. Tests only read it."""
    path = tmp_path_factory.mktemp("samples") / "store"
    build([], path, samples=[samples_folder()])
    return Store.open(path)
