"""Targets in prose: which noun phrase an amount measures, whether the text orders that it be reached. Folded text comes in.

Three shapes are read: a phrase and its amount (上云率达到100%), an order with an amount and a phrase (打造45个场景), an order with a
phrase and an amount (建成互联网医院20家). Amounts that only number a list, were reached already, or cite a rule are none.
The word lists are in ``data/indicators.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.dates import find_dates
from loaders.lexicon import pattern
from loaders.quantities import FoundQuantity, find_quantities

Range = tuple[int, int]
_OPENING, _CLOSING = "(“《〔", ")”》〕"
_STOPS = ",;:。!?\n"
_LONGEST_NAME = 60
_LONGEST_QUALIFIER = 8
_JOINED = re.compile(r"^\s?(?:、|和|与|及|以及|且|并)\s?")
_CONJUNCTION = re.compile(r"、|和|与|及(?!时|格|其)|以及")
_CHAINED = re.compile(r"(?:年均|同比|平均|累计)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An amount that is to be reached: ``name`` are the ranges of the measured phrase, ``[begin, end)`` the whole wording.

    ``base`` is the level from which it starts, where the sentence sets one, and ``base_when`` the words of its date.
    """

    begin: int
    end: int
    name: tuple[Range, ...]
    quantity: FoundQuantity
    base: FoundQuantity | None = None
    base_when: Range | None = None
    rule: str = ""

    def words(self, folded: str) -> str:
        """The folded words of the name."""
        return "".join(folded[begin:end] for begin, end in self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """An amount between the punctuation around it: ``[begin, end)`` without what belongs to its neighbours."""

    text: str
    begin: int
    end: int
    quantity: FoundQuantity
    follows: bool

    @property
    def left(self) -> str:
        return self.text[self.begin : self.quantity.begin]

    @property
    def right(self) -> str:
        return self.text[self.quantity.end : self.end]


def find_targets(folded: str) -> tuple[Target, ...]:
    """The targets of a paragraph, in order.

    >>> text = "到2025年,应用接入率和网办率达98%,打造45个示范场景,建成互联网医院20家,整合六大系统。"
    >>> [(t.words(text), str(t.quantity.value), t.quantity.unit) for t in find_targets(text)]
    [('应用接入率', '98', '%'), ('网办率', '98', '%'), ('示范场景', '45', '个'), ('互联网医院', '20', '家')]
    """
    found: list[Target] = []
    quantities = find_quantities(folded)
    used: set[int] = set()
    for number, quantity in enumerate(quantities):
        if number in used:
            continue
        clause = _clause(folded, quantities, number, found)
        following = _distributed(folded, quantities, number)
        targets = tuple(_targets(clause, found, quantities[number - 1] if number else None, following))
        if targets and following:
            used.update(range(number + 1, number + 1 + len(following)))
        found.extend(targets)
    return tuple(found)


def _clause(folded: str, quantities: Sequence[FoundQuantity], number: int, found: Sequence[Target]) -> _Clause:
    quantity = quantities[number]
    begin, end = _clause_begin(folded, quantity.begin), _clause_end(folded, quantity.end)
    follows = bool(found) and found[-1].end >= begin and found[-1].quantity is quantities[number - 1]
    if follows:
        begin = max(begin, found[-1].end)
        joined = _JOINED.match(folded[begin : quantity.begin])
        begin += joined.end() if joined else 0
    if number + 1 < len(quantities):
        following = quantities[number + 1].begin
        joint = max(folded.rfind(mark, quantity.end, min(following, end)) for mark in "、和与及")
        end = joint if following < end and joint >= 0 and _opens_next(folded, joint, following) else end
    return _Clause(text=folded, begin=begin, end=end, quantity=quantity, follows=follows)


def _opens_next(folded: str, joint: int, following: int) -> bool:
    """Whether the words between a conjunction and the next amount open a phrase of their own, or are nothing."""
    return (
        not folded[joint + 1 : following].strip() or "、" in folded[joint] or _is_measure(folded[joint + 1 : following])
    )


def _clause_begin(folded: str, place: int) -> int:
    depth = 0
    for at in range(place - 1, -1, -1):
        char = folded[at]
        if char in _CLOSING:
            depth += 1
        elif char in _OPENING:
            if not depth:
                return at + 1
            depth -= 1
        elif char == "\n" or (char in _STOPS and not depth):
            return at + 1
    return 0


def _clause_end(folded: str, place: int) -> int:
    depth = 0
    for at in range(place, len(folded)):
        char = folded[at]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            if not depth:
                return at
            depth -= 1
        elif char == "\n" or (char in _STOPS and not depth):
            return at
    return len(folded)


def _distributed(folded: str, quantities: Sequence[FoundQuantity], number: int) -> tuple[FoundQuantity, ...]:
    """The further amounts of 分别达到90%、95%: those that follow with nothing but a conjunction between."""
    if not re.search("分别|依次", quantities[number].printed):
        return ()
    found: list[FoundQuantity] = []
    last = quantities[number]
    for quantity in quantities[number + 1 :]:
        if not re.fullmatch(r"\s?(?:、|和|与|及|以及|,)\s?", folded[last.end : quantity.begin]):
            break
        found.append(quantity)
        last = quantity
    return tuple(found)


def _targets(
    clause: _Clause, found: Sequence[Target], before: FoundQuantity | None, following: tuple[FoundQuantity, ...]
) -> Iterator[Target]:
    if not _is_open(clause):
        return
    base = _base(clause, before)
    if base:
        yield from _measured(clause, base[0], base)
    elif _is_ordered(clause):
        yield from _counted(clause, found)
    elif not clause.left.strip() and clause.right.strip(" 的"):
        yield from _counted(clause, found)
    elif clause.quantity.is_reached or clause.quantity.is_change or _is_bare(clause):
        yield from _measured(clause, clause.quantity.begin, None, following)
    else:
        yield from _counted(clause, found)


def _is_open(clause: _Clause) -> bool:
    """Whether nothing in the clause says that the amount was reached already, is paid, or is a rule."""
    sentence = clause.text[
        max(clause.text.rfind("。", 0, clause.begin), clause.text.rfind("\n", 0, clause.begin)) + 1 :
    ]
    opening = sentence[: len(sentence) - len(clause.text) + clause.begin]
    if re.search("截至|截止目前|目前|近年来", opening):
        return False
    return not pattern("indicators", "reached").search(clause.left + clause.quantity.printed[:1]) and not pattern(
        "indicators", "no-target"
    ).search(clause.left + clause.quantity.printed + clause.right)


def _base(clause: _Clause, before: FoundQuantity | None) -> tuple[int, FoundQuantity, Range] | None:
    """The level from which an amount starts (由2021年的70%提高到): where its words begin, the amount, its date's words."""
    if before is None or before.number_begin < clause.begin:
        return None
    opening = pattern("indicators", "base").search(clause.text, clause.begin, before.number_begin)
    rise = pattern("indicators", "rise").search(clause.text[before.number_end : clause.quantity.number_begin])
    return (opening.start(), before, opening.span("when")) if opening and rise else None


def _is_measure(words: str) -> bool:
    return pattern("indicators", "measure").search(words) is not None


def _is_bare(clause: _Clause) -> bool:
    """Whether an amount without 达到 closes the phrase that it measures: 上云率100%, 主要活动区域的90%以上."""
    quantity = clause.quantity
    if clause.right.startswith("的"):
        return False
    if _is_measure(clause.left) or pattern("indicators", "per-head").search(clause.left.strip()):
        return True
    return quantity.unit == "%" and quantity.limits and bool(clause.left.strip()) and not clause.right.strip()


def _is_ordered(clause: _Clause) -> bool:
    """Whether what the amount counts follows it: 实现20个…全流程网办, 培育不少于20家企业."""
    if clause.quantity.unit == "%" or not clause.right.strip() or clause.right.startswith(("并", "且")):
        return False
    if clause.right.startswith("的"):
        return _order(clause) is not None and clause.quantity.unit in _counting_units()
    return not clause.left.strip() or _order(clause) is not None


@cache
def _order_pattern() -> re.Pattern[str]:
    verb, between = (pattern("indicators", name).pattern for name in ("ordering", "between"))
    return re.compile(
        rf"(?P<verb>{verb})(?P<between>{between})(?P<qualifier>[^,、和与及以在对的等]{{0,{_LONGEST_QUALIFIER}}})$"
    )


@cache
def _order_at_end() -> re.Pattern[str]:
    return re.compile(_order_pattern().pattern.replace(f"{{0,{_LONGEST_QUALIFIER}}}", "{0}"))


def _order(clause: _Clause) -> re.Match[str] | None:
    """The order right before an amount, which may be part of its comparing words (实现)."""
    return _order_at_end().search(clause.text, clause.begin, clause.quantity.number_begin)


def _measured(
    clause: _Clause,
    end: int,
    base: tuple[int, FoundQuantity, Range] | None,
    following: tuple[FoundQuantity, ...] = (),
) -> Iterator[Target]:
    """The targets of a phrase that an amount follows: one for each of the phrases that share it."""
    begin = _name_begin(clause.text, clause.begin, end)
    name: Range | None = (begin, _name_stop(clause.text, begin, end))
    if not (name and _is_name(clause.text, name) or _is_attendance(clause, begin, end)):
        name = _earlier_name(clause)
    if name is None:
        return
    names = _shared(clause.text, name)
    if names == (name,) and not _is_measure(clause.text[slice(*name)]) and _is_followed(clause):
        yield from _counted_within(clause, name)
        return
    amounts = (clause.quantity, *following)
    if len(names) == 1 or len(names) != len(amounts):
        amounts = (clause.quantity,) * len(names)
    for part, quantity in zip(names, amounts, strict=True):
        yield Target(
            begin=name[0],
            end=max(quantity.end, clause.quantity.end),
            name=(part,),
            quantity=quantity,
            base=base[1] if base else None,
            base_when=base[2] if base else None,
            rule="phrase-and-amount",
        )


def _name_begin(folded: str, begin: int, end: int) -> int:
    """Where a name begins once dates and the words that open a clause are left out."""
    moved = True
    while moved and begin < end:
        moved = False
        for date in find_dates(folded[begin:end], year=1, context=None)[:1]:
            if date.begin <= 1 and begin + date.end < end:
                begin, moved = begin + date.end, True
        lead = pattern("indicators", "lead-in").match(folded[begin:end])
        if lead and lead.end() and not _is_whole(folded, begin + lead.end(), end):
            begin, moved = begin + lead.end(), True
    return begin


def _is_whole(folded: str, lead: int, end: int) -> bool:
    """Whether the word that seems to open a clause is the beginning of a measure itself: 提升率, 完成率, 累计数."""
    rest = folded[lead:end].strip()
    return len(rest) < 2 and _is_measure(rest)


def _name_stop(folded: str, begin: int, end: int) -> int:
    while end > begin:
        trimmed = pattern("indicators", "name-tail").sub("", folded[begin:end].rstrip(" ,、:的"))
        for word in ("为", "是", "要", "应", "须", "均", "都", "全部"):
            if _is_measure(trimmed.removesuffix(word)):
                trimmed = trimmed.removesuffix(word)
        if begin + len(trimmed) == end:
            break
        end = begin + len(trimmed)
    return end


def _is_name(folded: str, name: Range) -> bool:
    words = folded[name[0] : name[1]]
    han = sum(1 for char in words if "\u4e00" <= char <= "\u9fff")
    if han < 2 or len(words) > _LONGEST_NAME or pattern("indicators", "no-name").search(words):
        return False
    return not pattern("indicators", "ordering").fullmatch(words) and not _CHAINED.fullmatch(words)


def _is_followed(clause: _Clause) -> bool:
    """Whether a noun follows the amount that it counts: 每个县不少于3块冰场."""
    return clause.quantity.unit in _counting_units() and _is_name(clause.text, _noun_after(clause, keep=False))


def _counted_within(clause: _Clause, place: Range) -> Iterator[Target]:
    """The target of an amount between where something is and what it is."""
    noun = _noun_after(clause, keep=False)
    if not clause.right.startswith(("的", "、")) and not pattern("indicators", "list-noun").search(clause.right):
        yield Target(
            begin=place[0], end=noun[1], name=(place, noun), quantity=clause.quantity, rule="place-amount-phrase"
        )


def _is_attendance(clause: _Clause, begin: int, end: int) -> bool:
    """Whether a verb alone says what is counted: 培训不少于2000人次."""
    return clause.quantity.unit in ("人次", "场次") and bool(clause.text[begin:end].strip())


def _earlier_name(clause: _Clause) -> Range | None:
    """The phrase of the clause before, where the amount stands alone: 上云率稳步提升,达到100%."""
    if clause.left.strip() or not clause.quantity.is_reached or clause.right.strip() or clause.begin < 1:
        return None
    stop = clause.begin - 1
    if clause.text[stop] != ",":
        return None
    begin = _name_begin(clause.text, _clause_begin(clause.text, stop), stop)
    measure = re.match(
        r"[^,]{2,40}?(?:率|度|数|数量|总量|占比|比重|比例|规模|面积)(?=[\u4e00-\u9fff]{0,8}$)", clause.text[begin:stop]
    )
    return (begin, begin + measure.end()) if measure else None


def _shared(folded: str, name: Range) -> tuple[Range, ...]:
    """The phrases of 接入率和网办率: parts between conjunctions, where each measures by itself."""
    begin, end = name
    parts: list[Range] = []
    for joint in _CONJUNCTION.finditer(folded, begin, end):
        inside = folded[begin : joint.start()]
        if _is_measure(inside) and inside.count("“") == inside.count("”") and len(inside) > 2:
            parts.append((begin, joint.start()))
            begin = joint.end()
    parts.append((begin, end))
    whole = all(_is_measure(folded[a:b]) for a, b in parts)
    return tuple(parts) if whole else (name,)


def _counted(clause: _Clause, found: Sequence[Target]) -> Iterator[Target]:
    """The target of an order: the amount before what it counts, or after it."""
    quantity = clause.quantity
    if pattern("quantities", "time").match(quantity.unit) or (quantity.unit == "次" and quantity.comparator == "="):
        return
    name, rule = _name_after(clause, found), "order-amount-phrase"
    if not name and not clause.right.strip(" 的"):
        name, rule = _name_before(clause, found), "order-phrase-amount"
    if name and all(end > begin for begin, end in name):
        yield Target(
            begin=min(clause.begin, name[0][0]),
            end=max(quantity.end, name[-1][1]),
            name=name,
            quantity=quantity,
            rule=rule,
        )


def _name_after(clause: _Clause, found: Sequence[Target]) -> tuple[Range, ...]:
    """What an amount counts that an order precedes; of 接入省局6张网 the words on both sides."""
    folded, quantity = clause.text, clause.quantity
    if pattern("indicators", "list-noun").search(clause.right) or not clause.right.strip(" 的"):
        return ()
    if quantity.unit == "%":
        return _share_after(clause)
    order = _order(clause) or _order_pattern().search(folded, clause.begin, quantity.number_begin)
    if order is None or not _is_sole_order(clause, order):
        return _name_without_order(clause, found)
    keep = pattern("indicators", "reaching").fullmatch(order["verb"]) is not None
    name = _noun_after(clause, keep=keep)
    if _is_article(quantity) or pattern("indicators", "list-order").search(order["verb"] + folded[slice(*name)]):
        return ()
    if not _is_name(folded, (order.start(), name[1])) or name[1] <= name[0]:
        return ()
    begin = order.start("verb" if keep else "qualifier")
    end = order.end("qualifier" if order["qualifier"].strip() else "verb")
    return ((begin, end), name) if end > begin else (name,)


def _is_article(quantity: FoundQuantity) -> bool:
    """Whether an amount is the article of 打造1个总门户."""
    return quantity.bounds == (("=", 1),) and quantity.unit in ("个", "套", "项", "张", "类", "种")


def _is_sole_order(clause: _Clause, order: re.Match[str]) -> bool:
    """Whether the order is the clause's own and the amount no mere size of something named before it."""
    return not order["qualifier"].strip() or (
        not _is_measure(order["qualifier"]) and not clause.quantity.limits and clause.quantity.unit in _counting_units()
    )


@cache
def _counting_units() -> frozenset[str]:
    return frozenset(
        "个 家 项 件 条 张 类 大类 种 套 座 所 处 户 名 人 台 批 场 门 支 辆 部 份 栋 间 块 盏 根 棵 株 次".split()
    )


def _name_without_order(clause: _Clause, found: Sequence[Target]) -> tuple[Range, ...]:
    """What an amount counts that opens its clause: it goes on with an order before (打造5个…,20个…), or ends in 办理 and the like."""
    left = clause.left.strip()
    name = _noun_after(clause, keep=False)
    words = clause.text[name[0] : name[1]]
    goes_on = not left and _goes_on(clause, found) and found[-1].rule == "order-amount-phrase"
    closes_list = left.endswith("等") or (not left and clause.quantity.limits)
    is_predicate = pattern("indicators", "predicate").search(words) is not None
    if clause.quantity.unit not in _counting_units() or not (goes_on or (closes_list and is_predicate)):
        return ()
    return (name,) if _is_name(clause.text, name) else ()


def _goes_on(clause: _Clause, found: Sequence[Target]) -> bool:
    """Whether the clause goes on with the order of the target right before it: 建成医院20家,学校30所."""
    return bool(found) and 0 <= clause.begin - found[-1].end <= 1


def _share_after(clause: _Clause) -> tuple[Range, ...]:
    """What a share does: 85%以上市建系统完成数据共享, 实现90%的事项网上可办, 实现学校100%覆盖."""
    name = _noun_after(clause, keep=False)
    words = clause.text[slice(*name)]
    acts = pattern("indicators", "predicate").search(words) or re.search("完成|实现|达到", words)
    if not acts:
        return ()
    if not clause.left.strip() or _order(clause) is not None:
        ordered = clause.quantity.limits or _order(clause) is not None
        return (name,) if ordered and _is_name(clause.text, name) else ()
    begin = _name_begin(clause.text, clause.begin, clause.quantity.begin)
    subject = (begin, _name_stop(clause.text, begin, clause.quantity.begin))
    return (subject, name) if begin > clause.begin and _is_name(clause.text, subject) else ()


def _noun_after(clause: _Clause, *, keep: bool) -> Range:
    """The noun phrase after an amount: to the clause's end, or to what its predicate acts upon, or (kept verbs) to 的."""
    begin, end = clause.quantity.end, clause.end
    while begin < end and clause.text[begin] in " 的":
        begin += 1
    stop = pattern("indicators", "name-end").search(clause.text, begin + 1, end)
    end = stop.start() if stop else end
    if keep:
        particle = clause.text.find("的", begin, end)
        end = particle if particle > begin else end
    return begin, begin + len(clause.text[begin:end].rstrip(" 、的等"))


def _name_before(clause: _Clause, found: Sequence[Target]) -> tuple[Range, ...]:
    """What an amount counts that closes its clause, after an order: 建成互联网医院20家."""
    folded, end = clause.text, clause.quantity.begin
    begin = _clause_head(folded, clause.begin, end)
    verb = pattern("indicators", "ordering").match(folded, begin, end)
    if verb is None:
        orders = [m for m in pattern("indicators", "ordering").finditer(folded, begin, end) if m.end() < end]
        verb = orders[-1] if orders else None
    if verb is None:
        name = (begin, _name_stop(folded, begin, end))
        return (name,) if _goes_on(clause, found) and _is_name(folded, name) else ()
    keep = pattern("indicators", "reaching").fullmatch(verb[0]) is not None
    name = (verb.start() if keep else verb.end(), _name_stop(folded, verb.end(), end))
    return (name,) if _is_name(folded, name) else ()


def _clause_head(folded: str, begin: int, end: int) -> int:
    """Where a clause begins once its date and its adverbs are left out, its order kept."""
    dates = find_dates(folded[begin:end], year=1)
    begin += dates[0].end if dates and dates[0].begin <= 1 else 0
    adverb = re.compile(
        r"(?:[\s,、]|力争|确保|争取|努力|计划|预计|全面|基本|累计|新增(?=建)|同时|并|全年|年内|每年|各|全市|全县|全区|全省|再)*"
    )
    found = adverb.match(folded, begin, end)
    return found.end() if found else begin
