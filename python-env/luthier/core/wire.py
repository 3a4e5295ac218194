"""Records of the contract as JSON text."""

from pydantic import BaseModel


def to_json(record: BaseModel, indent: int | None = None) -> str:
    """One record with the names of the wire. An optional field that was not given stays absent; a given null is kept."""
    return record.model_dump_json(by_alias=True, exclude_unset=True, indent=indent)
