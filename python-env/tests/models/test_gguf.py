"""A GGUF file is held against its own bytes, then becomes a model folder with the same answers."""

import json
import struct
from contextlib import suppress
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
import torch
from transformers import AutoModelForCausalLM

from luthier.core.errors import LuthierError
from luthier.models.check import check_model
from luthier.models.gguf import convert_gguf
from luthier.models.gguf_file import check_gguf
from luthier.models.load import load_base


@pytest.fixture(scope="session")
def gguf_file(model_folder: Path, tokenizer: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model as llama.cpp would write it."""
    model = AutoModelForCausalLM.from_pretrained(model_folder)
    config = model.config
    path = tmp_path_factory.mktemp("gguf") / "tiny.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("Tiny")
    writer.add_license("mit")
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_rope_dimension_count(config.head_dim)
    writer.add_rope_freq_base(10_000.0)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_vocab_size(config.vocab_size)
    add_tokenizer(writer, tokenizer)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config.num_hidden_layers)
    for name, weight in model.state_dict().items():
        heads = {"q_proj": config.num_attention_heads, "k_proj": config.num_key_value_heads}.get(name.split(".")[-2])
        writer.add_tensor(
            names.get_name(name, try_suffixes=(".weight",)), permuted(weight, heads).numpy().astype(np.float32)
        )
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def add_tokenizer(writer: Any, tokenizer: Any) -> None:
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    tokens = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
    writer.add_token_list(tokens)
    writer.add_token_types([3 if token in tokenizer.all_special_tokens else 1 for token in tokens])
    merges = json.loads(tokenizer.backend_tokenizer.to_str())["model"]["merges"]
    writer.add_token_merges([" ".join(pair) for pair in merges])
    writer.add_bos_token_id(tokenizer.bos_token_id)
    writer.add_eos_token_id(tokenizer.eos_token_id)
    writer.add_pad_token_id(tokenizer.pad_token_id)
    writer.add_unk_token_id(tokenizer.unk_token_id)
    writer.add_chat_template(tokenizer.chat_template)


def permuted(weight: torch.Tensor, heads: int | None) -> torch.Tensor:
    """llama.cpp keeps the two halves that a rotation turns into each other side by side."""
    if heads is None:
        return weight
    return weight.reshape(heads, 2, -1, weight.shape[1]).swapaxes(1, 2).reshape(weight.shape)


def test_a_converted_model_answers_as_the_original(gguf_file: Path, model_folder: Path, tmp_path: Path) -> None:
    said: list[str] = []

    manifest = convert_gguf(gguf_file, tmp_path / "converted", say=said.append)

    checked = check_model(tmp_path / "converted")
    assert (checked.architecture, checked.licence, manifest["name"]) == ("LlamaForCausalLM", "mit", "Tiny")
    assert said[0] == "reading the tokenizer"
    arguments = {"device": torch.device("cpu"), "dtype": torch.bfloat16}
    original, tokenizer = load_base(model_folder, **arguments)
    converted, converted_tokenizer = load_base(tmp_path / "converted", **arguments)
    tokens = tokenizer("the mail is free money", return_tensors="pt")["input_ids"]
    assert converted_tokenizer("the mail is free money")["input_ids"] == tokens[0].tolist()
    assert converted_tokenizer.chat_template == tokenizer.chat_template
    with torch.inference_mode():
        torch.testing.assert_close(converted(tokens).logits, original(tokens).logits)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ((0, b"GGML"), "not a GGUF file"),
        ((4, struct.pack("<I", 9)), "GGUF version is 9"),
        ((8, struct.pack("<Q", 2**63)), "claims 9223372036854775808 tensors"),
        ((16, struct.pack("<Q", 2**63)), "claims 9223372036854775808 keys"),
        ((24, struct.pack("<Q", 2**62)), "name of 4611686018427387904 bytes"),
    ],
)
def test_counts_beyond_the_file_are_refused_at_once(
    gguf_file: Path, tmp_path: Path, change: tuple[int, bytes], reason: str
) -> None:
    content, (at, instead) = bytearray(gguf_file.read_bytes()), change
    content[at : at + len(instead)] = instead
    path = tmp_path / "broken.gguf"
    path.write_bytes(content)

    with pytest.raises(LuthierError) as caught:
        convert_gguf(path, tmp_path / "converted")
    assert caught.value.code == "model.damaged"
    assert reason in str(caught.value.facts["reason"])
    assert not (tmp_path / "converted").exists()


def test_nested_arrays_and_a_cut_file_are_refused(gguf_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.gguf"
    key = struct.pack("<Q", 1) + b"k" + struct.pack("<IIQ", 9, 9, 4)
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + key + bytes(100))
    with pytest.raises(LuthierError, match="an array of arrays"):
        check_gguf(path)

    path.write_bytes(gguf_file.read_bytes()[:-100])
    with pytest.raises(LuthierError, match="behind the end of the file"):
        check_gguf(path)

    path.write_bytes(b"")
    with pytest.raises(LuthierError, match=r"broken\.gguf does not match"):
        check_gguf(path)


def test_no_changed_byte_of_the_header_makes_the_check_fail_otherwise(gguf_file: Path, tmp_path: Path) -> None:
    original, path, random = gguf_file.read_bytes(), tmp_path / "mutated.gguf", np.random.default_rng(0)
    for _ in range(500):
        content = bytearray(original[:6000])
        for at in random.integers(len(content), size=3):
            content[at] = random.integers(256)
        path.write_bytes(content + original[6000:])
        with suppress(LuthierError):
            check_gguf(path)


def test_an_architecture_that_is_not_read_back_exactly_is_unsupported(gguf_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.gguf"
    path.write_bytes(gguf_file.read_bytes().replace(b"llama", b"llaMa"))

    with pytest.raises(LuthierError) as caught:
        convert_gguf(path, tmp_path / "converted")
    assert (caught.value.code, caught.value.facts["type"]) == ("model.unsupported", "llaMa")
