"""Decisions laid over the lexicon: what reviewers approved, as entries beside the files'.

The same decisions over the same files give the same entries. The files come first: a form
they have by now is theirs, a concept merged into that they dropped is gone, and neither
stops a build.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graph.lexicon.forms import key_of
from graph.lexicon.reading import Entry
from graph.review.model import Decision, Wording, in_force

#: Where a reviewed concept is said to come from, with the number of its decision.
LEDGER = Path("review/ledger.jsonl")
_SHORTEST = 2
_NOT_IN_ID = re.compile(r"[\s/]+")


def lay_decisions(merged: Mapping[str, Entry], decisions: Sequence[Decision]) -> dict[str, Entry]:
    """The entries of files with what decisions make of them; ``merged`` stays as it is."""
    laid = dict(merged)
    taken = {key_of(form) for entry in laid.values() for form in _forms(entry)}
    for decision in in_force(decisions):
        if decision.action == "merge":
            _merge(laid, taken, decision)
        for wording in decision.wordings:
            _add(laid, taken, decision.n, wording)
    return laid


def id_of(label: str) -> str:
    """The id of a reviewed concept: ``reviewed/三张清单``."""
    return f"reviewed/{_NOT_IN_ID.sub('-', label.strip())}"


def _add(laid: dict[str, Entry], taken: set[str], n: int, wording: Wording) -> None:
    name = id_of(wording.label)
    if key_of(wording.label) in taken or name in laid or len(key_of(wording.label)) < _SHORTEST:
        return
    taken.add(key_of(wording.label))
    texts = {
        "label": wording.label,
        "kind": wording.kind,
        "english": wording.english,
        "definition": wording.definition,
        "source": wording.source,
        "status": "reviewed",
    }
    entry = Entry(name, LEDGER, n)
    entry.texts = {key: value for key, value in texts.items() if value}
    entry.lists = {"aliases": _free(wording.aliases, taken), "expansion": wording.expansion}
    entry.lists = {key: value for key, value in entry.lists.items() if value}
    laid[name] = entry


def _merge(laid: dict[str, Entry], taken: set[str], decision: Decision) -> None:
    entry = laid.get(decision.into or "")
    forms = _free(decision.forms, taken)
    if entry is None or not forms:
        return
    lists = dict(entry.lists)
    lists["aliases"] = (*lists.get("aliases", ()), *forms)
    if lists.get("context") and not lists.get("ambiguous"):
        # Where context alone is given every form needs it: what was merged does not.
        lists["ambiguous"] = tuple(_forms(entry))
    laid[entry.id] = replace(entry, lists=lists)


def _free(forms: Sequence[str], taken: set[str]) -> tuple[str, ...]:
    """The forms that name nothing else, each once; they are taken now."""
    kept = []
    for form in forms:
        key = key_of(form)
        if len(key) >= _SHORTEST and key not in taken:
            taken.add(key)
            kept.append(form)
    return tuple(kept)


def _forms(entry: Entry) -> list[str]:
    lists = entry.lists
    label = entry.texts.get("label", "")
    return [*([label] if label else []), *lists.get("aliases", ()), *lists.get("hidden", ())]
