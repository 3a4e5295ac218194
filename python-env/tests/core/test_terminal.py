"""What people see: sentences, and a line of progress."""

import io

from luthier.core.terminal import Terminal


def shown(redraws: bool) -> str:
    stream = io.StringIO()
    terminal = Terminal(stream, redraws)
    terminal.line("training by LoRA")
    terminal.fact("train/loss", 0.12345)
    terminal.fact("train/grad_norm", 3.0)
    terminal.progress(1, 40, 65.2)
    terminal.progress(2, 40, 63.0)
    terminal.progress(4, 40, None)
    terminal.line("paused at step 4")
    return stream.getvalue()


def test_a_terminal_sees_one_line_that_redraws_itself() -> None:
    assert shown(redraws=True) == (
        "training by LoRA\n"
        "\r\x1b[2K░░░░░░░░░░░░░░░░░░░░░░░░ 1/40  loss 0.123  1:05 left"
        "\r\x1b[2K█░░░░░░░░░░░░░░░░░░░░░░░ 2/40  loss 0.123  1:03 left"
        "\r\x1b[2K██░░░░░░░░░░░░░░░░░░░░░░ 4/40  loss 0.123"
        "\npaused at step 4\n"
    )


def test_a_file_gets_a_line_for_every_tenth() -> None:
    assert shown(redraws=False) == (
        "training by LoRA\n"
        "░░░░░░░░░░░░░░░░░░░░░░░░ 1/40  loss 0.123  1:05 left\n"
        "██░░░░░░░░░░░░░░░░░░░░░░ 4/40  loss 0.123\n"
        "paused at step 4\n"
    )
