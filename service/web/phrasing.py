"""An answer put into words by a language model, told as it comes: server-sent events.

The exact wording goes first and stands whatever the model does. What follows it has been
verified: a sentence that was not is never sent, only that there was one, and why.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

from flask import Response, current_app, json, stream_with_context

from service.phrasing.model import FAILED, STRUCK, Ended, Kept, Struck
from service.phrasing.prompt import sources_of
from service.web import params, present
from service.web.current import library
from service.web.questions import checked, from_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.model import Answer
    from service.phrasing.model import Source
    from service.phrasing.phraser import Event, Phraser

KEY = "wenmai.phraser"
MIMETYPE = "text/event-stream"
#: Passages of the search a model may phrase from, beside those the answer quotes.
LOOKED_AT = 6
EVENTS = f"""回复是 text/event-stream，依次为：
- answer：一次，同 /ask 的回复；
- sources：一次，改写所据的引文 citations（编号承接 answer 的引文）；
- sentence：每句核对无误的改写，text 与 citations（编号）；
- struck：每句被删去的改写的原因，code 与 reason，不含其文字；
- done：一次，phrased 为真时改写成立；为假时先前的 sentence 一律作废，以 answer 为准，
  reason 说明原因。

struck 的 code：{"、".join(STRUCK)}。done 的 code：{"、".join(FAILED)}。
"""
#: The schema is of one event, as OpenAPI 3.2 has it.
EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"type": "string", "enum": ["answer", "sources", "sentence", "struck", "done"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
STREAM = {
    "description": EVENTS,
    "content": {MIMETYPE: {"schema": EVENT}},
}


def phraser() -> Phraser | None:
    """Who puts answers into words here; None without a model."""
    return cast("Phraser | None", current_app.extensions[KEY])


def phrase(query: params.QuestionParams) -> Response:
    """问答（流式）：先给原文作答，再逐句给出语言模型据原文的改写；未配置模型时只有原文作答."""
    from_here("流式问答")  # every one costs the model's time
    held, question, filters = library(), checked(query.q), query.filters()
    began = time.perf_counter()
    answer = held.answer(question, filters=filters)
    told = present.answer(answer, (time.perf_counter() - began) * 1000)
    writer = phraser()
    sources: tuple[Source, ...] = ()
    if writer is not None and answer.answered:
        found = held.search(question, limit=LOOKED_AT, filters=filters)
        sources = sources_of(answer, found.results)
    stream = events(told, answer, sources, writer)
    reply = Response(stream_with_context(stream), mimetype=MIMETYPE)
    reply.headers["X-Accel-Buffering"] = "no"  # a proxy that gathers would make it no stream
    return reply


def events(
    told: dict[str, Any], answer: Answer, sources: tuple[Source, ...], writer: Phraser | None
) -> Iterator[str]:
    """The events of one reply; ``told`` is the answer as plain data."""
    yield event("answer", told)
    yield event("sources", {"citations": [present.citation(one.citation) for one in sources]})
    if writer is None:
        yield event("done", ended(Ended("off"), None))
        return
    for one in writer.phrase(answer, sources):
        yield said(one, writer.name)


def said(one: Event, model: str) -> str:
    """One step of a phrasing as an event."""
    if isinstance(one, Kept):
        return event("sentence", {"text": one.text, "citations": list(one.citations)})
    if isinstance(one, Struck):
        return event("struck", {"code": one.code, "reason": one.reason})
    return event("done", ended(one, model))


def ended(one: Ended, model: str | None) -> dict[str, Any]:
    """How it ended, as plain data."""
    return {
        "phrased": one.code is None,
        "code": one.code,
        "reason": one.reason,
        "model": model,
        "text": "".join(sentence.text for sentence in one.kept),
        "sentences": len(one.kept),
        "struck": one.struck,
    }


def event(name: str, data: dict[str, Any]) -> str:
    """One server-sent event; JSON has no line breaks of its own."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
