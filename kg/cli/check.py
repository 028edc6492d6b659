"""``govkg check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.language import language_option
from kg.cli.options import graph_options, listing_options, open_graph, output_option, write_listing

if TYPE_CHECKING:
    from kg.check import Step

_STEPS = ("reasoner", "shapes", "references", "evidence", "labels", "terms")


@click.command()
@click.option("--only", "steps", type=click.Choice(_STEPS), multiple=True, help="A step to run. May be repeated.")
@click.option("--no-reasoner", is_flag=True, help="Leave out the reasoner.")
@listing_options("findings")
@output_option
@language_option
@graph_options
def check(
    steps: tuple[str, ...],
    no_reasoner: bool,
    format_name: str,
    bom: bool,
    output: str,
    language: str,
    store: Path,
    endpoint: str | None,
) -> None:
    """Check that the graph is whole and contradicts neither the ontology nor itself; exit with 1 where it does not.

    Each finding is one line: document, line, the thing, and what is wrong with it. What was checked, how, and what was
    not, goes to standard error (with --format json, into the document).

    \b
    Steps:
      reasoner    ontology and data are consistent (HermiT; needs Java)
      shapes      the data meet ontology/shapes.ttl
      references  every object that is referred to exists
      evidence    every fact has its sentence
      labels      ontology and vocabularies are named in Chinese and English
      terms       every term of the data is defined, and used as it is defined

    \b
    Example:
      govkg check --only labels --only terms
    """
    from kg.check import check as run
    from kg.findings import to_csv, to_json, to_text

    chosen = [step for step in steps or _STEPS if not (no_reasoner and step == "reasoner")]
    ran = []
    for step in run(open_graph(store, endpoint), chosen):
        click.echo(_told(step, language), err=True)
        ran.append(step)
    findings = [finding for step in ran for finding in step.findings]
    writers = {
        "text": lambda: to_text(findings, language, with_node=True),
        "csv": lambda: to_csv(findings, language),
        "json": lambda: to_json(findings, steps=list(map(_listed, ran))),
    }
    write_listing(writers, format_name, output, bom=bom)
    if findings:
        raise click.exceptions.Exit(1)


def _listed(step: Step) -> dict[str, object]:
    """A step as JSON has it."""
    return {"name": step.name, "ran": step.ran, "zh": step.zh, "en": step.en}


def _told(step: Step, language: str) -> str:
    """One line on how a step went."""
    words = step.zh if language == "zh" else step.en
    count = len(step.findings)
    found = f"{count} 项问题" if language == "zh" else f"{count} finding{'' if count == 1 else 's'}"
    return f"{step.name}: {words}: {found} ({step.seconds:.1f} s)" if step.ran else f"{step.name}: {words}"
