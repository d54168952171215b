"""Ask from the terminal: ``python -m scripts.ask "问题"``."""

from __future__ import annotations

import sys
from itertools import zip_longest
from typing import TYPE_CHECKING

from scripts.asking import parser, place, run
from service.web.present import answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.asking import Printed


def main(argv: Sequence[str] | None = None) -> int:
    """Print the answer in the documents' own words, or why there is none."""
    made = parser("ask", "以馆藏原文回答问题", "问题")
    made.add_argument("--follow-ups", action="store_true", help="附上可以接着问的问题（逐一试答）")
    options = made.parse_args(argv)
    return run(
        options,
        lambda library, filters, took: answer(
            library.answer(options.q, filters=filters, follow_ups=options.follow_ups), took()
        ),
        show,
    )


def show(given: Printed) -> str:
    """An answer and where it stands, or a refusal and what comes nearest, to be read."""
    if not given["answered"]:
        lines = [given["reason"]]
        if given["nearest"]:
            lines += ["", "最接近的段落："]
        for hit in given["nearest"]:
            lines += [f"· {place(hit['document'], hit['section'])}"]
            lines += [f"  {line}" for line in hit["passage"]["text"].split("\n")]
        return "\n".join(lines)
    lines = []
    points = given["points"]
    for point, following in zip_longest(points, points[1:]):
        # A list is one citation: its number stands once, at the end.
        last = following is None or following["citations"] != point["citations"]
        numbers = point["citations"] if last else ()
        lines.append(point["text"] + "".join(f"[{number}]" for number in numbers))
    lines += [f"注意：{note}" for note in given["notes"]]
    lines += ["", "出处："]
    for cited in given["citations"]:
        lines.append(f"[{cited['number']}] {place(cited['document'], cited['section'])}")
        lines.append(f"    {cited['url']}")
    if given["follow_ups"]:
        lines += ["", "接着问：", *(f"· {question}" for question in given["follow_ups"])]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
