"""Targets in prose: which phrase an amount measures, and whether the text orders that it be reached. Folded text comes in.

Three shapes are read: a phrase and its amount (上云率达到100%), an order with an amount and a phrase (打造45个场景), an
order with a phrase and an amount (建成互联网医院20家). Amounts that only number a list, were reached already, are paid, or
belong to a rule are none. The word lists are in ``data/indicators.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.lexicon import pattern, words
from loaders.phrases import (
    Clause,
    Range,
    clause_begin,
    clause_end,
    clause_head,
    has,
    is_measure,
    is_name,
    name_begin,
    name_stop,
    noun_after,
    shared,
)
from loaders.quantities import FoundQuantity, find_quantities

_LONGEST_QUALIFIER = 8
_LONGEST_OPENING = 400
_LONGEST_CONDITION = 80
_JOINED = re.compile(r"^\s?(?:、|和|与|及|以及|且|并)\s?")
_ONE = "1"
_LONGEST_CHANGE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An amount that is to be reached: ``name`` are the ranges of the measured phrase, ``[begin, end)`` the wording.

    ``base`` is the level from which it starts, where the sentence sets one; ``base_when`` and ``when`` are the words that
    date the two levels.
    """

    begin: int
    end: int
    name: tuple[Range, ...]
    quantity: FoundQuantity
    base: FoundQuantity | None = None
    base_when: Range | None = None
    when: Range | None = None
    rule: str = ""

    def words(self, folded: str) -> str:
        """The folded words of the name."""
        return "".join(folded[begin:end] for begin, end in self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    """The level from which an amount starts: where its words begin, the amount, the words that date the two levels."""

    begin: int
    quantity: FoundQuantity
    when: Range
    target_when: Range


def find_targets(folded: str) -> tuple[Target, ...]:
    """The targets of a paragraph, in order.

    >>> text = "到2025年,应用接入率和网办率达98%,打造45个示范场景,建成互联网医院20家,整合六大系统。"
    >>> [(t.words(text), str(t.quantity.value), t.quantity.unit) for t in find_targets(text)]
    [('应用接入率', '98', '%'), ('网办率', '98', '%'), ('示范场景', '45', '个'), ('互联网医院', '20', '家')]
    """
    found: list[Target] = []
    quantities = find_quantities(folded)
    used: set[int] = set()
    for number in range(len(quantities)):
        if number in used:
            continue
        clause = _clause(folded, quantities, number, found)
        following = _distributed(folded, quantities, number)
        targets = tuple(_targets(clause, found, quantities[number - 1] if number else None, following))
        if targets and following:
            used.update(range(number + 1, number + 1 + len(following)))
        found.extend(targets)
    return tuple(found)


def _clause(folded: str, quantities: Sequence[FoundQuantity], number: int, found: Sequence[Target]) -> Clause:
    """The clause of an amount, without the target before it and the amount after it."""
    quantity = quantities[number]
    begin, end = clause_begin(folded, quantity.begin), clause_end(folded, quantity.end)
    if found and found[-1].end >= begin and found[-1].quantity is quantities[number - 1]:
        begin = found[-1].end
        joined = _JOINED.match(folded[begin : quantity.begin])
        begin += joined.end() if joined else 0
    if number + 1 < len(quantities):
        following = quantities[number + 1].begin
        joint = pattern("indicators", "conjunction").search(
            folded, quantity.end, max(quantity.end, min(following, end))
        )
        end = joint.start() if joint and following < end and _opens_next(folded, joint, following) else end
    return Clause(text=folded, begin=begin, end=end, quantity=quantity)


def _opens_next(folded: str, joint: re.Match[str], following: int) -> bool:
    """Whether the words between a conjunction and the next amount open a phrase of their own, or are nothing."""
    between = folded[joint.end() : following]
    return not between.strip() or joint[0] == "、" or is_measure(between)


def _distributed(folded: str, quantities: Sequence[FoundQuantity], number: int) -> tuple[FoundQuantity, ...]:
    """The further amounts of 分别达到90%、95%: those that follow with nothing but a conjunction between."""
    place = quantities[number].begin
    if not has("respectively", folded[max(0, place - _LONGEST_CHANGE) : place] + quantities[number].printed):
        return ()
    found: list[FoundQuantity] = []
    last = quantities[number]
    for quantity in quantities[number + 1 :]:
        between = folded[last.end : quantity.begin].strip()
        if between != "," and not pattern("indicators", "conjunction").fullmatch(between):
            break
        found.append(quantity)
        last = quantity
    return tuple(found)


def _targets(
    clause: Clause, found: Sequence[Target], before: FoundQuantity | None, following: tuple[FoundQuantity, ...]
) -> Iterator[Target]:
    if not _is_open(clause) or _describes(clause):
        return
    base = _base(clause, before)
    alone = not clause.left.strip() and clause.right.strip(" 的")
    if base:
        yield from _measured(clause, base.begin, base)
    elif clause.quantity.is_change and has("chained", clause.left.strip()):
        yield from _changed(clause, found)
    elif _is_ordered(clause) or alone:
        yield from _counted(clause, found)
    elif clause.quantity.is_reached or clause.quantity.is_change or _is_bare(clause):
        repeated = _same_name(clause, found)
        yield from (repeated,) if repeated else _measured(clause, clause.quantity.begin, None, following)
    else:
        yield from _counted(clause, found)


def _is_open(clause: Clause) -> bool:
    """Whether nothing in the sentence says that the amount was reached already, is paid, or is a rule."""
    sentence = max(clause.text.rfind(mark, 0, clause.begin) for mark in "。\n") + 1
    sentence = max(sentence, clause.begin - _LONGEST_OPENING)
    if has("present", clause.text[sentence : clause.begin]):
        return False
    printed = clause.quantity.printed
    if has("condition", clause.text[clause.quantity.end : clause.quantity.end + _LONGEST_CONDITION]):
        return False
    return not has("reached", clause.left + printed[:1]) and not has("no-target", clause.left + printed + clause.right)


def _describes(clause: Clause) -> bool:
    """Whether an amount describes the noun that follows it and orders nothing: 产值10亿元以上企业, 超百亿元企业."""
    compared = clause.quantity.limits or clause.quantity.comparator != "="
    following = clause.right.strip()
    is_noun = bool(following) and not following.startswith(("的", "并", "且", "、"))
    return compared and is_noun and clause.quantity.unit in words("indicators", "threshold")


def _base(clause: Clause, before: FoundQuantity | None) -> _Base | None:
    """The level from which an amount starts (由2021年的70%提高到90%), or None."""
    if before is None or before.number_begin < clause.begin:
        return None
    opening = pattern("indicators", "base").search(clause.text, clause.begin, before.number_begin)
    rise = pattern("indicators", "rise").search(clause.text[before.number_end : clause.quantity.number_begin])
    if opening is None or rise is None:
        return None
    first, last = rise.span("when")
    return _Base(
        begin=opening.start(),
        quantity=before,
        when=opening.span("when"),
        target_when=(before.number_end + first, before.number_end + last),
    )


def _is_bare(clause: Clause) -> bool:
    """Whether an amount without 达到 closes the phrase that it measures: 上云率100%, 主要活动区域的90%以上."""
    quantity = clause.quantity
    if clause.right.startswith("的"):
        return False
    if is_measure(clause.left) or has("per-head", clause.left.strip()):
        return True
    return quantity.unit == "%" and quantity.limits and bool(clause.left.strip()) and not clause.right.strip()


def _is_ordered(clause: Clause) -> bool:
    """Whether what the amount counts follows it: 实现20个…全流程网办, 培育不少于20家企业."""
    if clause.quantity.unit == "%" or not clause.right.strip() or clause.right.startswith(("并", "且")):
        return False
    if clause.right.startswith("的"):
        return _order(clause) is not None and clause.quantity.unit in words("indicators", "counting")
    return not clause.left.strip() or _order(clause) is not None


@cache
def _order_pattern(longest: int) -> re.Pattern[str]:
    verb, between = (pattern("indicators", name).pattern for name in ("ordering", "between"))
    qualifier = f"[^,、和与及以在对的等]{{0,{longest}}}"
    return re.compile(f"(?P<verb>{verb})(?P<between>{between})(?P<qualifier>{qualifier})$")


def _order(clause: Clause, longest: int = 0) -> re.Match[str] | None:
    """The order before an amount, with at most ``longest`` characters between; it may be one of its comparing words."""
    return _order_pattern(longest).search(clause.text, clause.begin, clause.quantity.number_begin)


def _measured(
    clause: Clause, end: int, base: _Base | None, following: tuple[FoundQuantity, ...] = ()
) -> Iterator[Target]:
    """The targets of a phrase that an amount follows: one for each of the phrases that share it."""
    begin = name_begin(clause.text, clause.begin, end)
    year = pattern("indicators", "year-tail").search(clause.text, begin, end)
    name: Range | None = (begin, name_stop(clause.text, begin, year.start() if year else end))
    if not (name and is_name(clause.text, name)) and not _is_attendance(clause, begin, end):
        name = _earlier_name(clause)
    if name is None:
        return
    names = shared(clause.text, name)
    if len(names) == 1 and not is_measure(clause.text[slice(*name)]) and _is_followed(clause):
        yield from _placed(clause, name)
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
            base=base.quantity if base else None,
            base_when=base.when if base else None,
            when=base.target_when if base else year.span("year") if year else None,
            rule="phrase-and-amount",
        )


def _same_name(clause: Clause, found: Sequence[Target]) -> Target | None:
    """The target of a further year of what was measured before: 2024年突破3.5万家、2025年突破3.8万家."""
    year = pattern("indicators", "year-tail").fullmatch(clause.left.strip(" 、,"))
    if year is None or not _goes_on(clause, found) or found[-1].quantity.unit != clause.quantity.unit:
        return None
    begin = clause.text.index(year[0], clause.begin)
    when = (begin, begin + len(year[0]))
    return replace(found[-1], begin=begin, end=clause.quantity.end, quantity=clause.quantity, base=None, when=when)


def _changed(clause: Clause, found: Sequence[Target]) -> Iterator[Target]:
    """The growth of what the clause before measures: 产值达5亿元,增长15%."""
    if _goes_on(clause, found) and found[-1].name[-1][1] <= clause.begin:
        name = (*found[-1].name, (clause.begin, clause.quantity.begin))
        quantity = clause.quantity
        yield Target(begin=clause.begin, end=quantity.end, name=name, quantity=quantity, rule="phrase-and-growth")


def _is_attendance(clause: Clause, begin: int, end: int) -> bool:
    """Whether a verb alone says what is counted: 培训不少于2000人次."""
    return clause.quantity.unit in words("indicators", "attending") and bool(clause.text[begin:end].strip())


def _earlier_name(clause: Clause) -> Range | None:
    """The phrase of the clause before, where the amount stands alone: 上云率稳步提升,达到100%."""
    stop = clause.begin - 1
    if (
        clause.left.strip()
        or clause.right.strip()
        or not clause.quantity.is_reached
        or clause.text[stop : stop + 1] != ","
    ):
        return None
    begin = name_begin(clause.text, clause_begin(clause.text, stop), stop)
    measure = pattern("indicators", "earlier-measure").search(clause.text[begin:stop])
    return (begin, begin + measure.end()) if measure else None


def _is_followed(clause: Clause) -> bool:
    """Whether a noun follows the amount that it counts: 每个县不少于3块冰场."""
    if clause.right.startswith(("的", "、")) or has("list-noun", clause.right):
        return False
    counts = clause.quantity.unit in words("indicators", "counting")
    return counts and is_name(clause.text, noun_after(clause, keep=False))


def _placed(clause: Clause, place: Range) -> Iterator[Target]:
    """The target of an amount between where something is and what it is."""
    noun = noun_after(clause, keep=False)
    name = (place, noun)
    yield Target(begin=place[0], end=noun[1], name=name, quantity=clause.quantity, rule="place-amount-phrase")


def _counted(clause: Clause, found: Sequence[Target]) -> Iterator[Target]:
    """The target of an order: the amount before what it counts, or after it."""
    quantity = clause.quantity
    if pattern("quantities", "time").match(quantity.unit) or (quantity.unit == "次" and quantity.comparator == "="):
        return
    name, rule = _name_after(clause, found), "order-amount-phrase"
    if not name and not clause.right.strip(" 的"):
        name, rule = _name_before(clause, found), "order-phrase-amount"
    if name and all(end > begin for begin, end in name):
        begin, end = min(clause.begin, name[0][0]), max(quantity.end, name[-1][1])
        yield Target(begin=begin, end=end, name=name, quantity=quantity, rule=rule)


def _name_after(clause: Clause, found: Sequence[Target]) -> tuple[Range, ...]:
    """What an amount counts that an order precedes; of 接入省局6张网 the words on both sides."""
    folded, quantity = clause.text, clause.quantity
    if has("list-noun", clause.right) or not clause.right.strip(" 的"):
        return ()
    if quantity.unit == "%":
        return _share_after(clause)
    order = _order(clause) or _order(clause, _LONGEST_QUALIFIER)
    if order is None or not _is_own_order(clause, order):
        return _name_without_order(clause, found)
    keep = pattern("indicators", "reaching").fullmatch(order["verb"]) is not None
    name = noun_after(clause, keep=keep)
    if _is_article(quantity) or has("list-order", order["verb"] + folded[slice(*name)]):
        return ()
    if name[1] <= name[0] or not is_name(folded, (order.start(), name[1])):
        return ()
    begin = order.start("verb" if keep else "qualifier")
    end = order.end("qualifier" if order["qualifier"].strip() else "verb")
    return ((begin, end), name) if end > begin else (name,)


def _is_article(quantity: FoundQuantity) -> bool:
    """Whether an amount is the article of 打造1个总门户."""
    is_one = quantity.comparator == "=" and quantity.upper is None and str(quantity.value) == _ONE
    return is_one and quantity.unit in words("indicators", "article")


def _is_own_order(clause: Clause, order: re.Match[str]) -> bool:
    """Whether an order commands the amount, which is no mere size of something named between them."""
    if not order["qualifier"].strip():
        return True
    counts = clause.quantity.unit in words("indicators", "counting")
    return counts and not is_measure(order["qualifier"]) and not clause.quantity.limits


def _name_without_order(clause: Clause, found: Sequence[Target]) -> tuple[Range, ...]:
    """What an amount counts that opens its clause: it goes on with an order (打造5个…,20个…) or ends in its predicate."""
    left = clause.left.strip()
    name = noun_after(clause, keep=False)
    goes_on = not left and _goes_on(clause, found) and found[-1].rule == "order-amount-phrase"
    closes_list = left.endswith("等") or (not left and clause.quantity.limits)
    acts = closes_list and has("predicate", clause.text[slice(*name)])
    if clause.quantity.unit not in words("indicators", "counting") or not (goes_on or acts):
        return ()
    return (name,) if is_name(clause.text, name) else ()


def _goes_on(clause: Clause, found: Sequence[Target]) -> bool:
    """Whether the clause goes on with the order of the target right before it: 建成医院20家,学校30所."""
    return bool(found) and 0 <= clause.begin - found[-1].end <= 1


def _share_after(clause: Clause) -> tuple[Range, ...]:
    """What a share does: 85%以上市建系统完成数据共享, 实现90%的事项网上可办, 实现学校100%覆盖."""
    name = noun_after(clause, keep=False)
    acts = clause.text[slice(*name)]
    if not has("predicate", acts) and not has("share-acts", acts):
        return ()
    ordered = _order(clause) is not None
    if not clause.left.strip() or ordered:
        return (name,) if (clause.quantity.limits or ordered) and is_name(clause.text, name) else ()
    begin = name_begin(clause.text, clause.begin, clause.quantity.begin)
    subject = (begin, name_stop(clause.text, begin, clause.quantity.begin))
    return (subject, name) if begin > clause.begin and is_name(clause.text, subject) else ()


def _name_before(clause: Clause, found: Sequence[Target]) -> tuple[Range, ...]:
    """What an amount counts that closes its clause, after an order: 建成互联网医院20家."""
    folded, end = clause.text, clause.quantity.begin
    begin = clause_head(folded, clause.begin, end)
    verb = pattern("indicators", "ordering").match(folded, begin, end)
    if verb is None:
        orders = [m for m in pattern("indicators", "ordering").finditer(folded, begin, end) if m.end() < end]
        verb = orders[-1] if orders else None
    if verb is None:
        name = (begin, name_stop(folded, begin, end))
        return (name,) if _goes_on(clause, found) and is_name(folded, name) else ()
    keep = pattern("indicators", "reaching").fullmatch(verb[0]) is not None
    first = verb.start() if keep else verb.end()
    if verb[0].startswith("新增") and verb.start() > begin and not has("no-name", folded[begin:end]):
        first = begin
    name = (first, name_stop(folded, verb.end(), end))
    return (name,) if is_name(folded, name) else ()
