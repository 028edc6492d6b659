"""Which documents are plans, and what is said of those that are not."""

from __future__ import annotations

import pytest

from loaders.documents import Status, read_document_bytes

CLAUSES = "一、重点工作\n1.建设平台。建成平台。(市水利局负责)\n2.推广应用。开展推广。(市教育局负责)\n"
PLAIN = "一、重点工作\n1.建设平台。建成平台。\n2.推广应用。开展推广。\n"
FACTS = "一、概况\n1.建设平台。建成平台。\n2.推广应用。开展推广。\n"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("徐州市平台建设方案", PLAIN),
        ("徐州市人民政府办公室关于明确2024年重点工作责任单位的通知", CLAUSES),
        ("徐州市平台建设若干政策", CLAUSES),
        ("徐州市平台建设实施细则", CLAUSES),
        ("徐州市2024年工作安排", PLAIN),
        ("徐州市旅游发展重点任务分工及进度安排表", CLAUSES),
        ("徐州市平台建设方案", "一、深入实施平台优先发展战略\n(一)建设平台。建成平台。(市水利局负责)\n"),
        ("||||\n徐州市平台建设方案", PLAIN),
        ("徐州市人民政府关于推进平台建设的意见(废止)", PLAIN),
        ("盘政发〔2014〕31号 盘锦市人民政府关于推进平台建设的意见", PLAIN),
    ],
)
def test_a_plan(title: str, body: str) -> None:
    assert read_document_bytes(f"{title}\n{body}".encode(), "a.txt").status is Status.PLAN


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("徐州市水利局2024年工作总结和2025年工作计划", PLAIN),
        ("徐州市2024年春节放假安排", FACTS),
        ("徐州市水利局权力清单和责任清单", FACTS),
        ("徐州市2024年民生实事任务完成情况一览表", FACTS),
        ("徐州市防汛应急预案", PLAIN),
        ("关于征集2025年民生实事项目", FACTS),
        ("徐州市人民政府关于做好防汛工作的通知", FACTS),
    ],
)
def test_no_plan(title: str, body: str) -> None:
    outcome = read_document_bytes(f"{title}\n{body}".encode(), "a.txt")
    assert (outcome.status, outcome.message) == (Status.DOCUMENT, "a document of another kind")


def test_clauses_without_a_title_are_told_of() -> None:
    outcome = read_document_bytes(CLAUSES.encode(), "a.txt")
    assert outcome.message == "2 clauses say who answers for something, but no title says whose plan it is"


def test_a_notice_whose_plan_is_elsewhere_is_told_of() -> None:
    notice = (
        "徐州市人民政府办公室关于印发徐州市平台建设方案的通知\n徐政办发〔2024〕3号\n各县区人民政府:\n"
        "现将《徐州市平台建设方案》印发给你们,请认真贯彻执行。\n徐州市人民政府办公室\n2024年3月2日\n"
    )
    (loaded,) = read_document_bytes(notice.encode(), "a.txt").loaded
    assert (loaded.facts.plan.document_number, loaded.facts.items) == ("徐政办发〔2024〕3号", ())
    assert "the plan holds no work item: is its text in another file?" in {issue.message for issue in loaded.issues}


def test_an_issuer_that_only_the_title_names_has_its_evidence() -> None:
    (loaded,) = read_document_bytes(f"徐州市人民政府关于推进平台建设的意见\n{PLAIN}".encode(), "a.txt").loaded
    plan = loaded.facts.plan
    assert [agency.name for agency in plan.issuers] == ["徐州市人民政府"]
    assert "issuer" in {attribute.name for attribute in plan.attributes}
