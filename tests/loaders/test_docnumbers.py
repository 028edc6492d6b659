"""Document numbers in text, and whose document a title or number says it is."""

from __future__ import annotations

import pytest

from loaders.docnumbers import find_numbers, normalise_number, region_of
from loaders.folding import fold
from loaders.vocabulary import regions

FOUND = [
    ("依据苏政办发〔2023〕12号文件精神", ["苏政办发〔2023〕12号"]),
    ("（国办函（2022）102号）", ["国办函〔2022〕102号"]),
    ("见国发[2021]29号、工信部联信管〔2021〕5号", ["国发〔2021〕29号", "工信部联信管〔2021〕5号"]),
    ("（粤府办〔2022〕 37 号）", ["粤府办〔2022〕37号"]),
    ("按照皖宣政办〔二〇一八〕七号同时废止", ["皖宣政办〔2018〕7号"]),
    ("根据建办科〔2020〕45和相关标准", ["建办科〔2020〕45"]),
    ("省政府令第148号", ["省政府令第148号"]),
    ("国务院令第745号、国务院第732号令", ["国务院令第745号", "国务院第732号令"]),
    ("中华人民共和国主席令第五十三号", ["中华人民共和国主席令第五十三号"]),
    ("执行GB/T 22239-2019和DB32/T 4274-2022", ["GB/T 22239-2019", "DB32/T 4274-2022"]),
    ("数字经济发展规划（2022—2025年）", []),
    ("2022年第14号台风", []),
    ("覆盖98%以上，联系电话0515-86660000", []),
    ("IPv6-2022年目标", []),
]

REGIONS = [
    ("320300", "", "国发〔2022〕14号", "", "CN"),
    ("320300", "", "厅字〔2021〕3号", "", "CN"),
    ("320300", "", "中办〔2020〕18号", "", "CN"),
    ("320300", "城市信息模型平台技术导则", "建办科〔2020〕45", "", "CN"),
    ("320300", "", "苏政发〔2022〕44号", "", "320000"),
    ("320300", "", "徐委发〔2022〕11号", "", "320300"),
    ("320282", "", "锡政发〔2021〕3号", "", "320200"),
    ("320282", "", "宜政办发〔2023〕27号", "宜政办发〔2023〕30号", "320282"),
    ("320100", "", "宁政发〔2020〕3号", "", "320100"),
    ("640100", "", "宁政发〔2020〕3号", "", "640000"),
    ("341800", "", "皖宣政办〔2018〕7号", "", "341800"),
    ("320300", "公共数据管理办法", "省政府令第148号", "", "320000"),
    ("320300", "徐州市市级项目管理办法", "政办发〔2022〕70号", "", "320300"),
    ("320300", "徐州数据条例", "", "", "320300"),
    ("320300", "江苏省“十四五”数字政府建设规划", "", "", "320000"),
    ("320300", "浙江省公共数据条例", "", "", "330000"),
    ("320300", "关于加强数字政府建设的指导意见", "", "国务院", "CN"),
    ("320300", "住房公积金业务档案管理标准", "", "住建部", "CN"),
    ("320300", "关于加快数字政府建设的实施意见", "", "省政府", "320000"),
    ("320300", "全国失信惩戒措施基础清单", "", "", "CN"),
    ("320300", "网络安全法", "", "", "CN"),
    ("320300", "关键信息基础设施安全保护条例", "", "", "CN"),
    ("320300", "首席数据官管理办法", "", "", "320300"),
]


@pytest.mark.parametrize(("text", "numbers"), FOUND)
def test_numbers_are_found_and_normalised(text: str, numbers: list[str]) -> None:
    assert [number.text for number in find_numbers(fold(text))] == numbers


@pytest.mark.parametrize(("own", "title", "number", "issuer", "code"), REGIONS)
def test_a_document_belongs_to_the_place_that_its_number_or_title_names(
    own: str, title: str, number: str, issuer: str, code: str
) -> None:
    own_number = issuer if "〔" in issuer else ""
    issuer = "" if own_number else issuer
    assert region_of(title, number, issuer, regions().by_code[own], own_number).code == code


def test_an_announced_regulation_without_a_place_name_is_the_plans_own() -> None:
    xuzhou = regions().by_code["320300"]
    assert region_of("公共数据条例", "", "", xuzhou, is_local=True) == xuzhou


def test_nothing_is_added_to_a_number_beyond_its_bracket() -> None:
    assert normalise_number("建办科（2020） 45") == "建办科〔2020〕45"
