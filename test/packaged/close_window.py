"""Closes the window of an app on this X display as its button does, and takes what a question above it proposes.

`close_window.py <pid> [agree|answer]`: with `answer` it closes nothing, and only takes what a question proposes. The packaged app cannot be looked into, its inspector is fused off, and a page that closes its own
window is asked nothing; so the window is sent what a window manager sends, and its dialog the key Return, with the focus that
nobody else gives it. Ends with 0 when it is done, with 1 when there was no window or no question.
"""

import ctypes
import sys
import time
from collections.abc import Callable

Window = ctypes.c_ulong
PATIENCE_S = 15.0
RETURN = 0xFF0D
REVERT_TO_PARENT = 2
VIEWABLE = 2
CLIENT_MESSAGE = 33
CARDINAL = 6


class Attributes(ctypes.Structure):
    """`XWindowAttributes`."""

    _fields_ = [
        *[(name, ctypes.c_int) for name in ("x", "y", "width", "height", "border", "depth")],
        ("visual", ctypes.c_void_p),
        ("root", Window),
        *[(name, ctypes.c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing_store")],
        *[(name, ctypes.c_ulong) for name in ("backing_planes", "backing_pixel")],
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        *[(name, ctypes.c_int) for name in ("map_installed", "map_state")],
        *[(name, ctypes.c_long) for name in ("all_events", "your_events", "not_events")],
        ("override_redirect", ctypes.c_int),
        ("screen", ctypes.c_void_p),
    ]


class ClientMessage(ctypes.Structure):
    """`XClientMessageEvent`, as large as the union of all events."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", Window),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 12),
    ]


x11 = ctypes.CDLL("libX11.so.6")
xtst = ctypes.CDLL("libXtst.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XDefaultRootWindow.restype = Window
x11.XInternAtom.restype = ctypes.c_ulong
# A window may go at any moment: what was asked of it then is an error that means nothing.
ON_ERROR = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda _display, _error: 0)
x11.XSetErrorHandler(ON_ERROR)
display = ctypes.c_void_p(x11.XOpenDisplay(None))


def seen_of(pid: int, is_dialog: bool) -> int | None:
    """A window of the process that is seen: one that stands above another, or one that does not."""
    for window in below(x11.XDefaultRootWindow(display)):
        owner, state = Window(), Attributes()
        is_above = x11.XGetTransientForHint(display, Window(window), ctypes.byref(owner)) != 0
        known = x11.XGetWindowAttributes(display, Window(window), ctypes.byref(state))
        is_seen = known and state.map_state == VIEWABLE and not state.override_redirect
        if is_seen and is_above == is_dialog and pid_of(window) == pid:
            return window
    return None


def below(window: int) -> list[int]:
    root, parent, count = Window(), Window(), ctypes.c_uint()
    children = ctypes.POINTER(Window)()
    references = [ctypes.byref(each) for each in (root, parent, children, count)]
    if not x11.XQueryTree(display, Window(window), *references):
        return []
    found = [children[place] for place in range(count.value)]
    if children:
        x11.XFree(children)
    return found


def pid_of(window: int) -> int | None:
    kind, form, count, after = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
    value = ctypes.POINTER(ctypes.c_ulong)()
    given = [ctypes.c_ulong(atom("_NET_WM_PID")), ctypes.c_long(0), ctypes.c_long(1), 0, ctypes.c_ulong(CARDINAL)]
    references = [ctypes.byref(each) for each in (kind, form, count, after, value)]
    x11.XGetWindowProperty(display, Window(window), *given, *references)
    if not value:
        return None
    found = int(value[0]) if count.value else None
    x11.XFree(value)
    return found


def atom(name: str) -> int:
    return int(x11.XInternAtom(display, name.encode(), 0))


def send_close(window: int) -> None:
    message = ClientMessage(type=CLIENT_MESSAGE, window=window, message_type=atom("WM_PROTOCOLS"), format=32)
    message.data[0] = atom("WM_DELETE_WINDOW")
    x11.XSendEvent(display, Window(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XFlush(display)


def press_return(window: int) -> None:
    x11.XSetInputFocus(display, Window(window), REVERT_TO_PARENT, ctypes.c_ulong(0))
    x11.XSync(display, 0)
    time.sleep(0.2)
    key = x11.XKeysymToKeycode(display, ctypes.c_ulong(RETURN))
    for is_down in (1, 0):
        xtst.XTestFakeKeyEvent(display, key, is_down, ctypes.c_ulong(0))
    x11.XFlush(display)


def waited_for(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def agreed(pid: int) -> bool:
    if not waited_for(lambda: seen_of(pid, is_dialog=True) is not None, PATIENCE_S):
        return False
    for _attempt in range(5):
        question = seen_of(pid, is_dialog=True)
        if question is not None:
            press_return(question)
        if waited_for(lambda: seen_of(pid, is_dialog=True) is None, 2.0):
            return True
    return False


def main(pid: int, word: str) -> int:
    window = seen_of(pid, is_dialog=False)
    if window is None:
        print(f"process {pid} shows no window", file=sys.stderr)
        return 1
    if word != "answer":
        send_close(window)
    if word and not agreed(pid):
        print("no question was asked, or Return did not answer it", file=sys.stderr)
        return 1
    return 0


sys.exit(main(int(sys.argv[1]), "".join(sys.argv[2:])))
