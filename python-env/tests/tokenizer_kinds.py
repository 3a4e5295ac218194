"""Small tokenizers of the kinds that base models have, each in a folder of its own, trained on a few sentences."""

import json
from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

TEXTS = [
    "It's what we are told; free money for you and the winner of the meeting, and the minutes.",
    "这是一条垃圾短信，恭喜您中奖，今天下午三点开会。",
    "naïve café, Ελληνικά, русский текст, עברית, العربية, 日本語, 한국어",
] * 20
# The pattern of Qwen 2, and of Llama 3 but for the number of digits.
WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
TEMPLATE = (
    "{%- if tools %}\n    {{- 'tools' }}\n{%- endif %}\n{%- for message in messages %}\n"
    "    {{- bos_token + message.role|upper + ': ' + message['content']|trim + eos_token }}\n{% endfor %}\n"
    "{% if add_generation_prompt %}{{ 'ASSISTANT:' }}{% endif %}"
)


def make_kinds(folder: Path) -> list[Path]:
    """`composed` as Qwen 2 has it, `trimmed` as Llama 3, `pieces` as Llama 2 and Gemma."""
    kinds = {"composed": _composed(), "trimmed": _trimmed(), "pieces": _pieces()}
    return [_save(tokenizer, folder / name) for name, tokenizer in kinds.items()]


def _composed() -> Tokenizer:
    tokenizer = _bytes()
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def _trimmed() -> Tokenizer:
    tokenizer = _bytes()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
    return tokenizer


def _bytes() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    _train(tokenizer, initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    return tokenizer


def _pieces() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.ByteFallback()
    _train(tokenizer, special_tokens=["<unk>", *(f"<0x{byte:02X}>" for byte in range(256)), "<s>", "</s>"])
    # Bytes are tokens that the model falls back to; a text that spells one out does not hold it.
    written = json.loads(tokenizer.to_str())
    written["added_tokens"] = [token for token in written["added_tokens"] if not token["content"].startswith("<0x")]
    return Tokenizer.from_str(json.dumps(written))


def _train(tokenizer: Tokenizer, **options: Any) -> None:
    special = options.pop("special_tokens", ["<s>", "</s>"])
    trainer = trainers.BpeTrainer(vocab_size=900, special_tokens=special, show_progress=False, **options)
    tokenizer.train_from_iterator(TEXTS, trainer)


def _save(tokenizer: Tokenizer, folder: Path) -> Path:
    from transformers import PreTrainedTokenizerFast

    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>")
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
    return folder
