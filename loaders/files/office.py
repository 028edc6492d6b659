"""Parts of Office files (XML in a zip container): parsed without entities, without a network, within bounds."""

from __future__ import annotations

from lxml import etree

from loaders.errors import SourceError
from loaders.files.archive import Archive
from loaders.files.limits import OFFICE_TAGS, over

# Office can save in the strict form of the standard, which differs in the names of its namespaces.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def read_part(archive: Archive, part: str) -> etree._Element | None:
    """The root of an XML part, or None where the file has no such part.

    Raises:
        SourceError: where the part is no plain XML, or has too many tags.
    """
    return parse_xml(archive.read(part), archive.name, part) if archive.has(part) else None


def parse_xml(data: bytes, name: str, part: str) -> etree._Element:
    """The root of the XML ``data``, which stands in ``part`` of the file ``name``.

    Raises:
        SourceError: where it is no plain XML, or has too many tags.
    """
    if data.count(b"<") > OFFICE_TAGS:
        raise over(name, "tags", OFFICE_TAGS)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"{name}: {part} inside is damaged: open it in Office and save it again") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError(f"{name}: {part} inside declares a document type, as no Office program does: not opened")
    return root
