"""The grammar of responsibility clauses: a piece of folded text -> which bodies answer, in which role, in printed order.

``(责任单位:市发改委牵头,市公安局、财政局等各有关部门和单位配合)`` is read by a small scanner: labels set a role for what
follows, role words give one to what came before, 等 ends a list, everything else must be a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from loaders.agencies import Name, analyse, handed_on, is_agency, is_completable
from loaders.clause_names import LONGEST_NAMES, bare_name, is_inside_group, split_names, undoubled
from loaders.facts import Place, Role
from loaders.lexicon import pattern

_LONGEST = 4000
_HARD = "、,;/|\\\n"
_ROLES = ((Role.LEAD, "role_lead"), (Role.COOPERATE, "role_cooperate"), (Role.RESPONSIBLE, "role_responsible"))
_LABELS = (
    (None, "label_other"), (Role.LEAD, "label_lead"), (Role.COOPERATE, "label_cooperate"), (Role.RESPONSIBLE, "label_responsible"),
)  # fmt: skip
_LABEL_END = re.compile(r"\s*[)〕]?\s*:|[)〕]")
_PERSON = re.compile(r"(?P<body>\S{3,30})\s+(?P<person>[\u4e00-\u9fff·]{2,4})")
_BY_DUTY = re.compile(r"按照?(?:各自)?职责.*$")
_AND_ALL = re.compile(r"(?:以及|和|及|与)(?=各|有关|相关)")
_AFTER_ROLE = re.compile(r"[\s,;、。)〕|/]|$|等")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One body of a clause: completed ``name``, printed range ``[begin, end)`` in the text given, role, alias in brackets.

    ``bare`` is the name as printed, without its alias.
    """

    name: str
    begin: int
    end: int
    role: Role
    group: bool = False
    completed: bool = False
    alias: str = ""
    bare: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause as read: its entries in order, ``rest`` the ranges that are no name, ``stated`` whether any role word stood there.

    ``rule`` is the range of a rule for all that follows, where the clause holds one.
    """

    entries: tuple[Entry, ...]
    rest: tuple[tuple[int, int], ...] = ()
    stated: bool = False
    labelled: bool = False
    rule: tuple[int, int] | None = None


@dataclass(slots=True)
class _Scan:
    text: str
    region: Place
    place: int = 0
    label: Role | None = None
    other: bool = False
    prefix: str = ""
    entries: list[Entry] = field(default_factory=list)
    pending: int = 0
    joint: int = -1
    comma: int = 0
    fixed: set[int] = field(default_factory=set)
    since_label: bool = False
    unknown: list[tuple[int, int, int, str]] = field(default_factory=list)
    persons: list[tuple[int, int]] = field(default_factory=list)
    stated: bool = False
    labelled: bool = False


def parse_clause(text: str, region: Place, default: Role | None = None, prefix: str = "") -> Clause:
    """What the folded ``text`` of a clause says in a document of ``region``; ``default`` is the role of a table's column.

    >>> from loaders.vocabulary import regions
    >>> clause = parse_clause("责任单位:市发改委牵头,市公安局、财政局等部门配合", regions().by_code["320300"])
    >>> [(entry.name, entry.role.value) for entry in clause.entries]
    [('市发改委', 'lead'), ('市公安局', 'cooperate'), ('市财政局', 'cooperate')]
    """
    if len(text) > _LONGEST:
        clause = parse_clause(text[:_LONGEST], region, default, prefix)
        return replace(clause, rest=(*clause.rest, (_LONGEST, len(text))))
    masked = _masked(text)
    rule = pattern("clauses", "general_rule").search(masked)
    body = masked[: rule.start()] if rule else masked
    scan = _Scan(text=body, region=region, label=default, prefix=prefix)
    while scan.place < len(body):
        _step(scan)
    _assign(scan, scan.label or default or Role.RESPONSIBLE)
    entries, rest = _with_names_by_context(scan)
    return Clause(
        entries=_once([*entries, *(_of_rule(text, rule, region) if rule else ())]),
        rest=tuple(sorted((*rest, *scan.persons))),
        stated=scan.stated,
        labelled=scan.labelled,
        rule=rule.span() if rule else None,
    )


def _masked(text: str) -> str:
    """``text`` with remarks that name no body blanked out, place for place: rules on who leads, 下同, 以下均含."""
    for name in ("remark", "first_listed", "sole_responsible"):
        for found in pattern("clauses", name).finditer(text):
            begin, end = found.span()
            if name != "remark":
                begin = max(text.rfind(mark, 0, begin) for mark in ",;。(") + 1
                after = re.compile(r"[;。)]|$").search(text, end)
                end = after.start() if after else end
                if text[begin - 1 : begin] == "(" and text[end : end + 1] in (")", ""):
                    begin, end = begin - 1, end + 1
            text = text[:begin] + " " * (end - begin) + text[end:]
    return text


def _of_rule(text: str, rule: re.Match[str], region: Place) -> tuple[Entry, ...]:
    """The bodies that a rule for all that follows names: they stand once, on the item whose clause names them."""
    found = pattern("clauses", "rule_bodies").search(text, rule.start(), rule.end())
    if not found:
        return ()
    begin, end = found.span("bodies")
    inner = parse_clause(text[begin:end], region)
    return tuple(replace(entry, begin=entry.begin + begin, end=entry.end + begin) for entry in inner.entries)


def _with_names_by_context(scan: _Scan) -> tuple[list[Entry], tuple[tuple[int, int], ...]]:
    """Words among bodies that look like no body are one where they are short, hold no verb, and bodies are the majority."""
    places = {index for index, *_ in scan.unknown}
    known = [entry for index, entry in enumerate(scan.entries) if index not in places]
    may_be, never = pattern("clauses", "name_by_context"), pattern("agencies", "never")
    credible = {i for i, _, _, words in scan.unknown if may_be.fullmatch(words) and not never.search(words)}
    if len(known) < len(credible) or not known:
        credible = set()
    entries = [entry for index, entry in enumerate(scan.entries) if index not in places or index in credible]
    return entries, tuple((first, last) for index, first, last, _ in scan.unknown if index not in credible)


def _step(scan: _Scan) -> None:
    """Read one thing: a separator, a label, a role word, 会同, 等, or a name."""
    char = scan.text[scan.place]
    opening = char in "由请" and (not scan.entries or scan.text[scan.place - 1] in ",;。、( ")
    if opening or char.isspace() or char in '、,;。:/|()〔〕\\.·"!':
        if char in ";。" and not scan.label:
            _assign(scan, Role.RESPONSIBLE)
        if char in ",;":
            scan.comma = len(scan.entries)
        scan.place += 1
    elif joined := _AND_ALL.match(scan.text, scan.place):
        scan.place = joined.end()
    elif not (_label(scan) or _role(scan) or _joint(scan) or _more(scan)):
        _piece(scan)


def _label(scan: _Scan) -> bool:
    for role, name in _LABELS:
        found = pattern("clauses", name).match(scan.text, scan.place)
        if not found:
            continue
        after = re.compile(r"\s*[)〕]?\s*(?::|为(?!主)|是|\s|$)|[)〕]").match(scan.text, found.end())
        if not after or (not after.group().strip() and not _is_label_line(scan, found.end())):
            continue
        _assign(scan, scan.label or Role.RESPONSIBLE)
        scan.label, scan.other, scan.place = role, role is None, after.end()
        scan.since_label = role is not None
        scan.stated, scan.labelled = scan.stated or role is not None, True
        if role is None:
            _skip_other(scan)
        return True
    return False


def _is_label_line(scan: _Scan, end: int) -> bool:
    """Whether a label without colon is one: at the start of the clause or after a mark, names after it."""
    before = scan.text[: scan.place].rstrip()
    return (not before or before[-1] in ";,。(") and end < len(scan.text) and scan.text[end] in " \n"


def _skip_other(scan: _Scan) -> None:
    """Pass over what a label for dates, measures or persons holds: up to the next mark that ends it."""
    end = scan.place
    while (
        end < len(scan.text)
        and scan.text[end] not in ";。)\n"
        and not (scan.text[end] in ", " and _label_at(scan, end + 1))
    ):
        end += 1
    scan.place, scan.label, scan.other = end, None, False


def _role(scan: _Scan) -> bool:
    for role, name in _ROLES:
        found = pattern("clauses", name).match(scan.text, scan.place)
        if found and found.group() and _AFTER_ROLE.match(scan.text, found.end()):
            scan.stated = True
            _assign_after_label(scan, role)
            _assign(scan, role)
            scan.place = found.end()
            return True
    return False


def _assign_after_label(scan: _Scan, role: Role) -> None:
    """责任单位:甲,乙、丙配合: what stands between the label and the comma has the label's role."""
    if scan.since_label and scan.label not in (None, role) and scan.pending < scan.comma < len(scan.entries):
        for index in range(scan.pending, scan.comma):
            scan.entries[index] = replace(scan.entries[index], role=scan.label or role)
        scan.pending = scan.comma
    scan.since_label = False


def _joint(scan: _Scan) -> bool:
    found = pattern("clauses", "joint").match(scan.text, scan.place)
    if not found or not scan.entries:
        return False
    if scan.joint < 0:
        scan.joint = len(scan.entries)
    scan.place = found.end()
    return True


def _more(scan: _Scan) -> bool:
    found = pattern("clauses", "more").match(scan.text, scan.place)
    if not found or not scan.entries:
        return False
    if found["group"]:
        scan.entries.append(_entry(scan, found["group"], found.start("group"), found.end("group")))
    scan.place = found.end()
    return True


def _assign(scan: _Scan, role: Role) -> None:
    """Give ``role`` to the entries that wait for one; what follows 会同 acts with them."""
    for index in range(scan.pending, len(scan.entries)):
        if index in scan.fixed:
            continue
        with_others = 0 <= scan.joint <= index
        scan.entries[index] = replace(scan.entries[index], role=Role.COOPERATE if with_others else role)
    scan.pending, scan.joint = len(scan.entries), -1


def _piece(scan: _Scan) -> None:
    """Read the names up to the next mark outside brackets; what is no name goes to the rest."""
    begin = scan.place
    end = _end_of_piece(scan, begin)
    for first, last in split_names(scan.text, begin, end, scan.region):
        first += len(scan.text[first:last]) - len(scan.text[first:last].lstrip("由请以 \n"))
        last = _without_person(scan, first, first + len(_BY_DUTY.sub("", scan.text[first:last])))
        printed = "".join(scan.text[first:last].split())
        aside = pattern("clauses", "aside").fullmatch(printed) or not printed
        if not aside and is_agency(bare_name(printed), scan.region):
            entry = _entry(scan, undoubled(printed), first, last)
            role = _role_in_brackets(entry.alias)
            entry = replace(entry, group=entry.group or _is_any_zone(scan, entry.bare))
            scan.entries.append(replace(entry, alias="") if role else entry)
            if role:
                _fix(scan, role)
        elif not aside:
            scan.unknown.append((len(scan.entries), first, last, printed))
            scan.entries.append(_entry(scan, printed, first, last, known=False))
    scan.place = end


def _is_any_zone(scan: _Scan, bare: str) -> bool:
    """Whether a zone without a name (开发区管委) stands behind 各…: all zones are meant."""
    before = scan.entries[-1] if scan.entries else None
    many = before is not None and before.group and re.search("各|相关|有关", before.name)
    return bool(many and pattern("agencies", "any_zone").fullmatch(bare))


def _without_person(scan: _Scan, first: int, last: int) -> int:
    """Where a name ends before the person that is printed behind it: 县农业农村局 张三."""
    found = _PERSON.fullmatch(scan.text[first:last].rstrip())
    if (
        not found
        or is_agency(bare_name(found["person"]), scan.region)
        or not is_agency(bare_name(found["body"]), scan.region)
    ):
        return last
    if analyse("".join(found.group().split()), scan.region).is_known:
        return last
    scan.persons.append((first + found.start("person"), first + found.end("person")))
    return first + found.end("body")


def _end_of_piece(scan: _Scan, begin: int) -> int:
    """Where a piece ends: at a list mark outside brackets, a role word, 会同 or 等 after a body."""
    depth = 0
    for place in range(begin, len(scan.text)):
        char = scan.text[place]
        if char in "(〔“《":
            depth += 1
        elif char in ")〕”》":
            if not depth and char in ")〕":
                return max(place, begin + 1)
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif char in "\n " and _label_at(scan, place):
            return max(place, begin + 1)
        elif char in '、,;。/|\\"!' or (char == "." and _is_stop(scan.text, place)):
            if is_inside_group(scan.text, begin, place):
                continue
            return max(place, begin + 1)
        elif place > begin and _starts_role(scan, begin, place):
            return place
    return len(scan.text)


def _is_stop(text: str, place: int) -> bool:
    """Whether a point stands between two names or at the end, not in one: 县农业农村局. 县财政局, but 12.5."""
    after = text[place + 1 :].lstrip()
    return not after or ("\u4e00" <= after[0] <= "\u9fff" and "\u4e00" <= text[place - 1] <= "\u9fff")


def _label_at(scan: _Scan, place: int) -> bool:
    """Whether a label with its colon stands at ``place``, blanks before it aside."""
    while place < len(scan.text) and scan.text[place].isspace():
        place += 1
    return any(
        _LABEL_END.match(scan.text, found.end())
        for _, n in _LABELS
        if (found := pattern("clauses", n).match(scan.text, place))
    )


def _starts_role(scan: _Scan, begin: int, place: int) -> bool:
    """Whether a role word, 会同 or 等 begins at ``place`` after the name of a body."""
    if scan.text[place] not in "牵主配协参支指服按分共具联总负承组落实推等会商各积结":
        return False
    if place - begin > LONGEST_NAMES:
        return False
    before = scan.text[begin:place].strip()
    if not is_agency(bare_name(before.split("\n")[-1]), scan.region) and not is_agency(
        bare_name("".join(before.split("\n"))), scan.region
    ):
        return False
    if pattern("clauses", "more").match(scan.text, place) or pattern("clauses", "joint").match(scan.text, place):
        return scan.text[place] in "等会商联"
    return any(
        (found := pattern("clauses", name).match(scan.text, place))
        and found.group()
        and _AFTER_ROLE.match(scan.text, found.end())
        for _, name in _ROLES
    )


def _fix(scan: _Scan, role: Role) -> None:
    """Give ``role``, printed in brackets behind the last name, to it and to the names that its list holds before it."""
    first = max(scan.pending, min(scan.comma, len(scan.entries) - 1))
    for index in range(first, len(scan.entries)):
        if index not in scan.fixed:
            scan.entries[index] = replace(scan.entries[index], role=role)
            scan.fixed.add(index)
    scan.stated = True


def _role_in_brackets(alias: str) -> Role | None:
    """The role that a bracket behind a name gives it: 市发改委(牵头)."""
    return next((role for role, name in _ROLES if alias and pattern("clauses", name).fullmatch(alias)), None)


def _entry(scan: _Scan, printed: str, begin: int, end: int, known: bool = True) -> Entry:
    """The entry for a printed name, its elided place word put back."""
    bare = bare_name(printed)
    alias = printed[len(bare) :].strip("()") if bare != printed else ""
    name: Name = analyse(bare, scan.region)
    completed = known and bool(scan.prefix) and is_completable(name)
    full = scan.prefix + bare if completed else bare
    scan.prefix = handed_on(name, scan.region, scan.prefix) if known else scan.prefix
    return Entry(
        name=full,
        begin=begin,
        end=end,
        role=Role.RESPONSIBLE,
        group=name.group,
        completed=completed,
        alias=alias,
        bare=bare,
    )


def _once(entries: list[Entry]) -> tuple[Entry, ...]:
    """Entries without those said twice in one role."""
    seen: dict[tuple[str, Role], Entry] = {}
    for entry in entries:
        seen.setdefault((entry.name, entry.role), entry)
    return tuple(seen.values())
