"""LoRA's projection as one operation.

PEFT computes `x W' + dropout(x) A' B' * scale` as six operations, in fp32 where the base is bf16, each of which
autograd remembers. Here it is one with its gradient written out, in the precision of the base model. Trained weights
and their gradients stay fp32.
"""

from functools import partial
from typing import Any

import torch
from peft.tuners.lora import Linear as LoraLinear
from torch import Tensor, nn
from torch.autograd.function import once_differentiable


def fuse(model: nn.Module) -> None:
    """Gives each plain LoRA projection of `model` the fused forward. What is saved and merged stays PEFT's."""
    for module in model.modules():
        if isinstance(module, LoraLinear) and _is_plain(module):
            module.forward = partial(_forward, module)  # type: ignore[method-assign]


def _is_plain(module: LoraLinear) -> bool:
    (name,) = module.active_adapters
    return type(module.get_base_layer()) is nn.Linear and not module.lora_variant and not module.lora_bias[name]


def _forward(module: LoraLinear, inputs: Tensor) -> Tensor:
    (name,) = module.active_adapters
    base = module.get_base_layer()
    dropout = module.lora_dropout[name]
    dropped = None if isinstance(dropout, nn.Identity) or not module.training else dropout(inputs)
    a, b = module.lora_A[name].weight, module.lora_B[name].weight
    projected: Tensor = Projection.apply(inputs, dropped, base.weight, base.bias, a, b, module.scaling[name])
    return projected


class Projection(torch.autograd.Function):
    """`inputs W' + bias + dropped A' B' * scale`, where W and bias are frozen."""

    @staticmethod
    def forward(
        ctx: Any,
        inputs: Tensor,
        dropped: Tensor | None,
        weight: Tensor,
        bias: Tensor | None,
        a: Tensor,
        b: Tensor,
        scale: float,
    ) -> Tensor:
        """`inputs` and `dropped` `[..., in]`, `weight` `[out, in]`, `a` `[rank, in]`, `b` `[out, rank]`."""
        x = inputs.flatten(0, -2)
        seen = x if dropped is None else dropped.flatten(0, -2)
        ctx.scale, ctx.trained_in, ctx.is_dropped = scale, a.dtype, dropped is not None
        a, b = a.to(x.dtype), (b * scale).to(x.dtype)
        narrow = seen @ a.T  # [tokens, rank]
        out = nn.functional.linear(x, weight, bias).addmm_(narrow, b.T)

        ctx.save_for_backward(seen, narrow, weight, a, b)
        return out.view(*inputs.shape[:-1], -1)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        seen, narrow, weight, a, b = ctx.saved_tensors
        g = grad.flatten(0, -2)  # [tokens, out]
        narrow_grad = g @ b  # [tokens, rank]
        a_grad = (narrow_grad.T @ seen).to(ctx.trained_in)
        b_grad = (g.T @ narrow).to(ctx.trained_in).mul_(ctx.scale)

        inputs_grad = g @ weight if ctx.needs_input_grad[0] else None
        dropped_grad = None
        if ctx.is_dropped:
            dropped_grad = (narrow_grad @ a).view(*grad.shape[:-1], -1)
        elif inputs_grad is not None:
            inputs_grad.addmm_(narrow_grad, a)
        if inputs_grad is not None:
            inputs_grad = inputs_grad.view(*grad.shape[:-1], -1)
        return inputs_grad, dropped_grad, None, None, a_grad, b_grad, None
