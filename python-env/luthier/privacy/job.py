"""The job that finds names of people in texts, with models that run on this machine."""

from collections.abc import Sequence

from luthier.contract.models import FoundNames, NamesJob, TextSpan, TextToRead
from luthier.core.job import JobContext
from luthier.core.parts import Parts
from luthier.privacy.names import NameReader

TEXTS_A_PART = 256
TEXTS_AT_ONCE = 64


def run(spec: NamesJob, context: JobContext) -> str:
    """Looks for names in the texts of the job and returns the path of what was found, relative to its folder."""
    parts = Parts(context, context.path(spec.texts_path), "names", TextToRead, spec.rows)
    context.events.started(
        spec.id, total=spec.rows, unit="row", device="cpu", precision="fp32", resumed_from=parts.done
    )
    context.events.stage("load", "loading what finds names")
    reader = NameReader()
    context.events.stage("read", f"reading {spec.rows - parts.done} texts")
    return parts.work(TEXTS_A_PART, lambda part, before: find(reader, part, context, before=before, total=spec.rows))


def find(
    reader: NameReader, part: Sequence[TextToRead], context: JobContext, *, before: int, total: int
) -> list[FoundNames]:
    """The names in a part of the texts, in its order."""
    found: list[FoundNames] = []
    for done in range(0, len(part), TEXTS_AT_ONCE):
        context.stop_if_asked()
        context.events.progress(before + done, total)
        texts = part[done : done + TEXTS_AT_ONCE]
        names = reader.read([text.text for text in texts], context.stop_if_asked)
        found += [
            FoundNames(
                row=text.row,
                column=text.column,
                stamp=text.stamp,
                spans=[TextSpan(start=start, end=end) for start, end in spans],
            )
            for text, spans in zip(texts, names, strict=True)
        ]
    context.events.progress(before + len(part), total)
    return found
