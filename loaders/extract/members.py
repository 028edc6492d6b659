"""Who sits in a leading group: lists of roles, names and posts, in lines or in a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.agencies import analyse, handed_on, is_agency, is_completable, to_agency
from loaders.extract.cells import Row, rows_of, texts_of
from loaders.extract.reading import Range, Reading
from loaders.facts import Agency, Membership, Place
from loaders.folding import fold, squeeze
from loaders.lexicon import pattern
from loaders.outline import Node

_NAME_COLUMNS = ("姓名", "名字", "成员姓名", "人员姓名")


@dataclass(slots=True, kw_only=True)
class _Member:
    """A member while the lines of the post are still being gathered."""

    role: str
    person: str
    post: str
    ranges: list[Range] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return bool(pattern("members", "post_end").search(fold(self.post)))


def extract_members(reading: Reading) -> tuple[Membership, ...]:
    """The members of leading groups that a plan names, in printed order; entries without a person give none."""
    found: list[Membership] = []
    for node in reading.outline.nodes:
        if node.index not in reading.nodes:
            continue
        rows = rows_of(reading, node, _NAME_COLUMNS) if node.purpose == "members" else ()
        members = [*_tabled(reading, rows)] or [*_listed(reading, node)]
        body = _body(reading, node) if members else ""
        done = sum(1 for each in found if each.body == body)
        found += [_membership(reading, body, done + n, member) for n, member in enumerate(members, start=1)]
    return tuple(found)


def _membership(reading: Reading, body: str, order: int, member: _Member) -> Membership:
    return Membership(
        spans=reading.spans(*member.ranges),
        rule="member-list",
        origin=reading.origin(*member.ranges),
        body=body,
        order=order,
        person=member.person,
        post=member.post,
        role=member.role,
        agencies=agencies_of(member.post, reading.region),
    )


def _listed(reading: Reading, node: Node) -> Iterator[_Member]:
    """The members in the lines of a node: a role opens the list, the first line that is no part of it closes it."""
    lines = [(line.begin, line.end) for line in node.lines]
    if node.line and pattern("members", "role").match(node.title):
        lines.insert(0, (node.title_begin, node.title_end))
    role = ""
    open_member: _Member | None = None
    for text_range in lines:
        text = fold(reading.text[slice(*text_range)]).replace("|", "  ").strip()
        if text.isdigit():
            continue
        named = pattern("members", "role").match(text)
        rest = text[named.end() :].strip() if named else text
        role = squeeze(named["role"]) if named else role
        if not role:
            continue
        if open_member and not named and not open_member.is_complete and _continues(text):
            open_member.post += _printed(text)
            open_member.ranges.append(text_range)
            continue
        members = [_Member(role=role, person=who, post=post, ranges=[text_range]) for who, post in persons(rest)]
        if open_member:
            yield open_member
        yield from members[:-1]
        open_member = members[-1] if members else None
        role = role if members or not rest else ""
    if open_member:
        yield open_member


def _continues(text: str) -> bool:
    return len(text) <= 40 and not any(mark in text for mark in "。:;") and not pattern("members", "person").match(text)


def _printed(text: str) -> str:
    return "".join(text.split())


def persons(text: str) -> tuple[tuple[str, str], ...]:
    """The names in a folded line of a list with their posts (empty where none is printed); blanks in both dropped.

    >>> persons("李  四   市财政局局长"), persons("张三(市发改委主任)、李四(市科技局局长)")
    ((('李四', '市财政局局长'),), (('张三', '市发改委主任'), ('李四', '市科技局局长')))
    >>> persons("领导小组办公室设在市财政局,承担日常工作。")
    ()
    """
    bracketed = list(pattern("members", "bracketed").finditer(text))
    if bracketed and not pattern("members", "bracketed").sub("", text).strip("、,; "):
        return tuple((_printed(found["name"]), _printed(found["post"])) for found in bracketed)
    found = pattern("members", "person").match(text)
    if found and is_person(found["name"]):
        return ((_printed(found["name"]), _printed(found["post"])),)
    names = [pattern("members", "besides").sub("", name).strip() for name in text.strip("。 ").split("、")]
    if all(pattern("members", "bare_name").match(name) and is_person(name) for name in names):
        return tuple((_printed(name), "") for name in names)
    return ()


def is_person(name: str) -> bool:
    """Whether a few characters can be a person's name: a surname at the head, and no name of a post or body.

    >>> is_person("皇甫立"), is_person("市长"), is_person("张 三")
    (True, False, True)
    """
    bare = _printed(name)
    if "·" in bare:
        return True
    if pattern("members", "post_end").search(bare) or pattern("members", "role").match(bare):
        return False
    return bool(pattern("members", "surname").match(bare))


def _tabled(reading: Reading, rows: tuple[Row, ...]) -> Iterator[_Member]:
    """The members in rows of cells, whatever their order: one cell is a name, one may be a role, the others the post."""
    role = ""
    for ranges in rows:
        texts = ["".join(text.split()) for text in texts_of(reading, ranges)]
        names = [text for text in texts if pattern("members", "bare_name").match(text) and is_person(text)]
        roles = [text for text in texts if _is_role(text)]
        role = roles[0] if roles else role
        if len(names) == 1 and role:
            post = "".join(text for text in texts if text not in (*names, *roles) and not text.isdigit())
            yield _Member(role=role, person=names[0], post=post, ranges=[*ranges])


def _is_role(text: str) -> bool:
    found = pattern("members", "role").match(fold(text))
    return found is not None and found.end() == len(text)


def _body(reading: Reading, node: Node) -> str:
    """The group whose members ``node`` lists: from its title or one above, else from the sentences before the list."""
    titles = [each.title for each in (node, *reading.outline.ancestors(node)) if each.index]
    texts = [squeeze(reading.text[line.begin : line.end]) for line in node.lines]
    for text in (*titles, *texts):
        found = pattern("members", "body").search(text)
        if found:
            return pattern("members", "founding").sub("", found["body"])
    return pattern("members", "list_title").sub("", titles[0]) if titles else reading.title


def agencies_of(post: str, region: Place) -> tuple[Agency, ...]:
    """The bodies in which a printed post is held, their elided place words put back.

    >>> from loaders.vocabulary import regions
    >>> [agency.name for agency in agencies_of("市财政局局长、税务局党委委员", regions().by_code["320800"])]
    ['市财政局', '市税务局']
    """
    found: dict[str, Agency] = {}
    current = ""
    for piece in _pieces(fold(post)):
        held = pattern("members", "post").match(piece)
        if held is None or pattern("members", "organ").match(held["body"]) or not is_agency(held["body"], region):
            continue
        name = analyse(held["body"], region)
        if not (name.place or name.own or name.is_known) or name.group:
            continue
        printed = current + name.printed if current and name.is_known and is_completable(name) else name.printed
        current = handed_on(name, region, current)
        agency = to_agency(printed, region)
        found.setdefault(agency.name, agency)
    return tuple(found.values())


def _pieces(post: str) -> Iterator[str]:
    for piece in post.replace(",", "、").replace(";", "、").replace("兼", "、").split("、"):
        if piece.strip():
            yield "".join(piece.split())
