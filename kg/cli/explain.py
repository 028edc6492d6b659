"""``govkg explain`` and ``govkg verify``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.language import language_option
from kg.cli.options import graph_options, open_graph, output_option, write_output


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="THING...")
@click.option(
    "--why-not",
    is_flag=True,
    help="Look for the sentences nearest to these words, and say what each was read as and why.",
)
@language_option
@output_option
@graph_options
def explain(
    words: tuple[str, ...], why_not: bool, language: str, output: str, store: Path, endpoint: str | None
) -> None:
    """Show a thing, what the texts say of it, and the sentence behind each fact.

    THING is an IRI, a prefixed name such as id:region-320900, or words: the name of an agency or a platform, a part of
    a title. Each fact comes with its document, headings, line and sentence, the words that say it in 【】.

    With --why-not, THING is some words, such as an agency, a role and a matter: what speaks of them, and how it was read.

    \b
    Example:
      govkg explain 市工信局
    """
    from kg.explain import explain as explain_thing
    from kg.explain import explain_why_not

    graph = open_graph(store, endpoint)
    write_output((explain_why_not if why_not else explain_thing)(graph, " ".join(words), language).encode(), output)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[PATH]...")
@language_option
@graph_options
def verify(paths: tuple[Path, ...], language: str, store: Path, endpoint: str | None) -> None:
    """Prove that each quote stands verbatim at its place in the source text.

    PATHs are the documents themselves, or folders of them: they are read again, and each source must be one of them by
    its digest, character by character. A fact whose quote does not stand where it should is named, and the exit code is 1.

    \b
    Example:
      govkg verify
    """
    from kg.store import Store
    from kg.verify import verify_graph, verify_store

    proof = verify_graph(open_graph(store, endpoint), paths) if endpoint else verify_store(Store.open(store), paths)
    write_output(proof.to_text(language).encode(), "-")
    if proof.faults:
        raise click.exceptions.Exit(1)
