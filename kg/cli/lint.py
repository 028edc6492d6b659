"""``govkg lint``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.language import language_option
from kg.cli.options import graph_options, listing_options, open_graph, output_option, write_listing, write_output


@click.command()
@click.option(
    "--rule", "wanted", multiple=True, metavar="NAME", help="A rule to apply. May be repeated. Default: most."
)
@click.option("--plan", "plans", multiple=True, help="A plan by title, part of it, or IRI. May be repeated.")
@click.option(
    "--rules",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with .rq rules of your own. May be repeated.",
)
@click.option("--list", "is_listed", is_flag=True, help="List the rules: name, severity, title, reason.")
@listing_options("findings")
@output_option
@language_option
@graph_options
def lint(
    wanted: tuple[str, ...],
    plans: tuple[str, ...],
    folders: tuple[Path, ...],
    is_listed: bool,
    format_name: str,
    bom: bool,
    output: str,
    language: str,
    store: Path,
    endpoint: str | None,
) -> None:
    """Find what looks like a slip in the plans themselves; exit with 1 where something is found.

    Each finding is one line: document, line, severity, words and rule. A rule is a query with a head that says its title,
    reason and words: copy one of queries/lint to a folder of your own, change it, and name the folder with --rules.

    \b
    Example:
      govkg lint --rule milestone-before-signing --plan 盐城
    """
    from kg.findings import to_csv, to_json, to_text
    from kg.lint import choose, describe, rules
    from kg.lint import lint as run
    from kg.plans import find_plans

    known = rules(folders)
    if is_listed:
        write_output(describe(known, language).encode(), output)
        return
    chosen = choose(known, wanted)
    graph = open_graph(store, endpoint)
    findings = run(graph, chosen, find_plans(graph, plans))
    writers = {
        "text": lambda: to_text(findings, language, with_node=False),
        "csv": lambda: to_csv(findings, language),
        "json": lambda: to_json(findings, rules=[rule.name for rule in chosen]),
    }
    write_listing(writers, format_name, output, bom=bom)
    if findings:
        raise click.exceptions.Exit(1)
