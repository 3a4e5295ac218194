# Generated from native-bridge/contract by `npm run contract`; never edited.

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel


class VersionInput(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    path: str
    sha256: str
    text_column: Annotated[str, Field(alias="textColumn")]
    label_column: Annotated[str, Field(alias="labelColumn")]


class ModelInput(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    path: str
    adapter_path: Annotated[str | None, Field(alias="adapterPath")]


class Task(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    kind: Literal["classify"] = "classify"
    instruction: str
    labels: Annotated[list[str], Field(min_length=2)]
    max_text_tokens: Annotated[int, Field(alias="maxTextTokens")]


class Params(RootModel[dict[str, str | float | bool]]):
    model_config = ConfigDict(
        frozen=True,
    )
    root: dict[str, str | float | bool]


class Subject(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    name: str
    model: ModelInput


class RunCheckpoint(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    step: int
    validated: bool
    finished: Annotated[
        bool,
        Field(
            description="Whether the run had finished; else it was paused, stopped, or still went on."
        ),
    ]


class RowSource(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    dataset_id: Annotated[str, Field(alias="datasetId")]
    row: int


class Gate(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    metric: str
    max_drop_points: Annotated[float, Field(alias="maxDropPoints")]


class PerplexityJob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    contract_version: Annotated[int, Field(alias="contractVersion")]
    title: str
    created_at_ms: Annotated[int, Field(alias="createdAtMs")]
    device: str
    seed: int
    kind: Literal["perplexity"] = "perplexity"
    id: str
    dataset_id: Annotated[str, Field(alias="datasetId")]
    model_id: Annotated[str, Field(alias="modelId")]
    model: ModelInput
    column: str
    texts_path: Annotated[str, Field(alias="textsPath")]
    rows: int
    max_tokens: Annotated[int, Field(alias="maxTokens")]


class NamesJob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    contract_version: Annotated[int, Field(alias="contractVersion")]
    title: str
    created_at_ms: Annotated[int, Field(alias="createdAtMs")]
    device: str
    seed: int
    kind: Literal["names"] = "names"
    id: str
    dataset_id: Annotated[str, Field(alias="datasetId")]
    columns: Annotated[list[str], Field(min_length=1)]
    texts_path: Annotated[str, Field(alias="textsPath")]
    rows: int


class StartedEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["started"] = "started"
    job_id: Annotated[str, Field(alias="jobId")]
    total: int
    unit: Literal["step", "row", "layer", "stage"]
    device: str
    precision: Literal["fp32", "bf16", "fp16"]
    resumed_from: Annotated[
        int,
        Field(
            alias="resumedFrom",
            description="Optimiser steps completed, not micro-batches.",
        ),
    ]


class StageEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["stage"] = "stage"
    stage: str
    says: str


class ProgressEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["progress"] = "progress"
    done: int
    total: int
    eta_seconds: Annotated[
        float | None,
        Field(alias="etaSeconds", description="Null until enough is done to say."),
    ]


class MetricEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["metric"] = "metric"
    name: str
    step: Annotated[
        int, Field(description="Optimiser steps completed, not micro-batches.")
    ]
    value: Annotated[
        float, Field(description="Always finite; a diverged loss is a `failed` event.")
    ]


class CheckpointEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["checkpoint"] = "checkpoint"
    step: Annotated[
        int, Field(description="Optimiser steps completed, not micro-batches.")
    ]
    path: Annotated[str, Field(description="Relative to the folder of the job.")]
    size_bytes: Annotated[int, Field(alias="sizeBytes")]
    best: Annotated[
        bool,
        Field(
            description="The best by the validation rows so far; never before a look at them."
        ),
    ]


class HeartbeatEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["heartbeat"] = "heartbeat"
    memory_bytes: Annotated[int, Field(alias="memoryBytes")]
    gpu_memory_bytes: Annotated[int | None, Field(alias="gpuMemoryBytes")]


class Where(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    file: str | None = None
    row: int | None = None
    field: str | None = None


class PausedEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["paused"] = "paused"
    step: Annotated[
        int, Field(description="Optimiser steps completed, not micro-batches.")
    ]


class FinishedEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["finished"] = "finished"
    result: str
    seconds: float


class ProcessFile(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    pid: int
    start_token: Annotated[str, Field(alias="startToken")]
    started_at_ms: Annotated[int, Field(alias="startedAtMs")]
    attempt: int


class Score(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    metric: str
    value: float
    low: float
    high: float


class ClassScore(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    label: str
    precision: float
    recall: float
    f1: float
    rows: int


class Latency(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    p50: float
    p95: float
    rows: int


class Difference(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    subject: str
    scores: list[Score]


class SubjectAnswer(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    subject: str
    predicted: str
    probabilities: list[float]


class AttentionFiles(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    overview: str
    heads: str


class HeadSummary(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    layer: int
    head: int
    entropy: float
    first_token_share: Annotated[float, Field(alias="firstTokenShare")]


class AttentionAnswer(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    predicted: str
    probabilities: list[float]
    labels: list[str]


class KeptHigher(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    layers: str
    precision: str


class ExportSizes(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    source: int
    exported: int


class ExportLatency(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    source: float
    exported: float


class TextToScore(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    row: int
    stamp: str
    text: str


class TextScore(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    row: int
    stamp: str
    tokens: int
    perplexity: Annotated[
        float | None, Field(description="Null for a text of fewer than two tokens.")
    ]


class TextToRead(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    row: int
    column: str
    stamp: str
    text: str


class TextSpan(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    start: int
    end: Annotated[int, Field(description="Exclusive.")]


class ExportSource(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    model_path: Annotated[str, Field(alias="modelPath")]
    adapter_path: Annotated[str | None, Field(alias="adapterPath")]
    version_sha256: Annotated[str, Field(alias="versionSha256")]


class ExportedFile(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    path: str
    size_bytes: Annotated[int, Field(alias="sizeBytes")]
    sha256: str


class IntKnob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    name: str
    title: str
    says: str
    kind: Literal["int"] = "int"
    default: int
    low: int
    high: int


class FloatKnob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    name: str
    title: str
    says: str
    kind: Literal["float"] = "float"
    default: float
    low: float
    high: float


class ChoiceKnob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    name: str
    title: str
    says: str
    kind: Literal["choice"] = "choice"
    default: str
    options: Annotated[list[str], Field(min_length=1)]


class FlagKnob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    name: str
    title: str
    says: str
    kind: Literal["flag"] = "flag"
    default: bool


class Metric(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    id: str
    title: str
    says: str
    source: str
    better: Literal["higher", "lower"]
    worst: float
    best: float
    unit: str


class Cpu(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    name: str
    cores: int
    memory_bytes: Annotated[int, Field(alias="memoryBytes")]
    flags: list[str]
    fp32_gflops: Annotated[float, Field(alias="fp32Gflops")]
    bf16_gflops: Annotated[float, Field(alias="bf16Gflops")]


class Gpu(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    uuid: str
    name: str
    memory_bytes: Annotated[int, Field(alias="memoryBytes")]
    free_bytes: Annotated[int, Field(alias="freeBytes")]
    driver: str


class TrainJob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    contract_version: Annotated[int, Field(alias="contractVersion")]
    title: str
    created_at_ms: Annotated[int, Field(alias="createdAtMs")]
    device: str
    seed: int
    kind: Literal["train"] = "train"
    id: str
    version: VersionInput
    model_id: Annotated[str, Field(alias="modelId")]
    model: ModelInput
    task: Task
    method_id: Annotated[str, Field(alias="methodId")]
    params: Params
    schedule: Params


class EvaluateJob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    contract_version: Annotated[int, Field(alias="contractVersion")]
    title: str
    created_at_ms: Annotated[int, Field(alias="createdAtMs")]
    device: str
    seed: int
    kind: Literal["evaluate"] = "evaluate"
    id: str
    run_id: Annotated[str, Field(alias="runId")]
    version: VersionInput
    split: str
    task: Task
    subjects: Annotated[list[Subject], Field(min_length=1)]
    precision: Literal["fp32", "bf16"] | None = None
    checkpoint: RunCheckpoint | None = None
    bootstrap_draws: Annotated[int, Field(alias="bootstrapDraws")]


class AttentionJob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    contract_version: Annotated[int, Field(alias="contractVersion")]
    title: str
    created_at_ms: Annotated[int, Field(alias="createdAtMs")]
    device: str
    seed: int
    kind: Literal["attention"] = "attention"
    id: str
    run_id: Annotated[str, Field(alias="runId")]
    subject: Literal["base", "tuned"]
    source: RowSource | None
    model: ModelInput
    task: Task
    text: str
    precision: Literal["fp32", "bf16"] | None = None


class ExportJob(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    contract_version: Annotated[int, Field(alias="contractVersion")]
    title: str
    created_at_ms: Annotated[int, Field(alias="createdAtMs")]
    device: str
    seed: int
    kind: Literal["export"] = "export"
    id: str
    run_id: Annotated[str, Field(alias="runId")]
    model: ModelInput
    version: VersionInput
    split: str
    task: Task
    target_id: Annotated[str, Field(alias="targetId")]
    params: Params
    gate: Gate
    precision: Literal["fp32", "bf16"] | None = None


class ErrorPayload(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    code: str
    facts: dict[str, str | float]
    message: str
    hint: str
    where: Where | None = None


class FailedEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["failed"] = "failed"
    error: ErrorPayload


class StatusFile(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    job_id: Annotated[str, Field(alias="jobId")]
    state: Literal["finished", "failed", "cancelled", "paused"]
    attempt: int
    error: ErrorPayload | None
    ended_at_ms: Annotated[int, Field(alias="endedAtMs")]
    bug: str | None


class SubjectReport(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    name: str
    scores: list[Score]
    classes: list[ClassScore]
    confusion: list[list[int]]
    latency_ms: Annotated[Latency, Field(alias="latencyMs")]
    rows_per_second: Annotated[float, Field(alias="rowsPerSecond")]


class Prediction(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    row: int
    label: str
    answers: list[SubjectAnswer]


class AttentionMap(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    layers: int
    heads: int
    tokens: list[str]
    encoding: Literal["sqrt-u8"] = "sqrt-u8"
    overview_side: Annotated[int, Field(alias="overviewSide")]
    files: AttentionFiles
    head_summaries: Annotated[
        list[HeadSummary],
        Field(alias="headSummaries", description="One entry a head, layer by layer."),
    ]
    answer: AttentionAnswer


class ExportAttempt(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    title: str
    kept_higher: Annotated[list[KeptHigher], Field(alias="keptHigher")]
    score: Score
    drop_points: Annotated[float, Field(alias="dropPoints")]
    passed: bool


class FoundNames(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    row: int
    column: str
    stamp: str
    spans: list[TextSpan]


class ExportManifest(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    contract_version: Annotated[int, Field(alias="contractVersion")]
    export_id: Annotated[str, Field(alias="exportId")]
    target_id: Annotated[str, Field(alias="targetId")]
    runtime: str
    opset: int | None
    source: ExportSource
    files: list[ExportedFile]
    created_at_ms: Annotated[int, Field(alias="createdAtMs")]


class Knob(RootModel[IntKnob | FloatKnob | ChoiceKnob | FlagKnob]):
    model_config = ConfigDict(
        frozen=True,
    )
    root: IntKnob | FloatKnob | ChoiceKnob | FlagKnob


class ExportTarget(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    id: str
    title: str
    says: str
    runtime: str
    knobs: list[Knob]


class Probe(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    python: str
    packages: dict[str, str]
    torch_cuda: Annotated[str | None, Field(alias="torchCuda")]
    cpu: Cpu
    gpus: list[Gpu]
    at_ms: Annotated[int, Field(alias="atMs")]
    seconds: float


class JobSpec(
    RootModel[
        TrainJob | EvaluateJob | AttentionJob | ExportJob | PerplexityJob | NamesJob
    ]
):
    model_config = ConfigDict(
        frozen=True,
    )
    root: TrainJob | EvaluateJob | AttentionJob | ExportJob | PerplexityJob | NamesJob


class NoteEvent(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    seq: int
    at_ms: Annotated[int, Field(alias="atMs")]
    kind: Literal["note"] = "note"
    says: str
    error: ErrorPayload | None


class EvaluationReport(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    labels: list[str]
    row_count: Annotated[int, Field(alias="rowCount")]
    truncated_rows: Annotated[int, Field(alias="truncatedRows")]
    subjects: list[SubjectReport]
    differences: list[Difference]
    device: str
    precision: str


class ParityCard(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    passed: bool
    failure: str | None
    gate: Gate
    attempts: Annotated[list[ExportAttempt], Field(min_length=1)]
    row_count: Annotated[int, Field(alias="rowCount")]
    source_scores: Annotated[list[Score], Field(alias="sourceScores")]
    exported_scores: Annotated[list[Score], Field(alias="exportedScores")]
    prediction_agreement: Annotated[float, Field(alias="predictionAgreement")]
    size_bytes: Annotated[ExportSizes, Field(alias="sizeBytes")]
    size_ratio: Annotated[float, Field(alias="sizeRatio")]
    latency_ms: Annotated[ExportLatency, Field(alias="latencyMs")]
    latency_ratio: Annotated[float, Field(alias="latencyRatio")]
    weights_differ_from_base: Annotated[bool, Field(alias="weightsDifferFromBase")]
    template_survives: Annotated[bool, Field(alias="templateSurvives")]
    stop_tokens_survive: Annotated[bool, Field(alias="stopTokensSurvive")]
    runtime: str
    cpu_flags: Annotated[list[str], Field(alias="cpuFlags")]


class TrainingMethod(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    id: str
    title: str
    says: str
    source: str
    min_train_rows: Annotated[int, Field(alias="minTrainRows")]
    knobs: list[Knob]


class JobEvent(
    RootModel[
        StartedEvent
        | StageEvent
        | ProgressEvent
        | MetricEvent
        | CheckpointEvent
        | HeartbeatEvent
        | NoteEvent
        | PausedEvent
        | FinishedEvent
        | FailedEvent
    ]
):
    model_config = ConfigDict(
        frozen=True,
    )
    root: (
        StartedEvent
        | StageEvent
        | ProgressEvent
        | MetricEvent
        | CheckpointEvent
        | HeartbeatEvent
        | NoteEvent
        | PausedEvent
        | FinishedEvent
        | FailedEvent
    )


class Catalog(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    training_methods: Annotated[list[TrainingMethod], Field(alias="trainingMethods")]
    schedule_knobs: Annotated[list[Knob], Field(alias="scheduleKnobs")]
    metrics: list[Metric]
    export_targets: Annotated[list[ExportTarget], Field(alias="exportTargets")]


class Contract(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        frozen=True,
    )
    job_spec: Annotated[JobSpec, Field(alias="JobSpec")]
    job_event: Annotated[JobEvent, Field(alias="JobEvent")]
    process_file: Annotated[ProcessFile, Field(alias="ProcessFile")]
    status_file: Annotated[StatusFile, Field(alias="StatusFile")]
    evaluation_report: Annotated[EvaluationReport, Field(alias="EvaluationReport")]
    prediction: Annotated[Prediction, Field(alias="Prediction")]
    attention_map: Annotated[AttentionMap, Field(alias="AttentionMap")]
    parity_card: Annotated[ParityCard, Field(alias="ParityCard")]
    text_to_score: Annotated[TextToScore, Field(alias="TextToScore")]
    text_score: Annotated[TextScore, Field(alias="TextScore")]
    text_to_read: Annotated[TextToRead, Field(alias="TextToRead")]
    found_names: Annotated[FoundNames, Field(alias="FoundNames")]
    export_manifest: Annotated[ExportManifest, Field(alias="ExportManifest")]
    catalog: Annotated[Catalog, Field(alias="Catalog")]
    probe: Annotated[Probe, Field(alias="Probe")]

CONTRACT_VERSION = 1
