"""Presses Return in the dialog that an app shows on this X display, as a person at its keyboard does.

The packaged app cannot be looked into, its inspector is fused off, so its native dialogs are answered from outside. Without a
window manager nobody gives a dialog the focus; this does. Ends with 0 when the dialog has gone, with 1 when there was none.
"""

import ctypes
import sys
import time
from collections.abc import Callable

Window = ctypes.c_ulong
PATIENCE_S = 20.0
RETURN = 0xFF0D
REVERT_TO_PARENT = 2
VIEWABLE = 2


class Attributes(ctypes.Structure):
    """`XWindowAttributes`, as far as the state of the window and what keeps the size."""

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


x11 = ctypes.CDLL("libX11.so.6")
xtst = ctypes.CDLL("libXtst.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XDefaultRootWindow.restype = Window
# A window may go at any moment: what was asked of it then is an error that means nothing.
ON_ERROR = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda _display, _error: 0)
x11.XSetErrorHandler(ON_ERROR)
display = ctypes.c_void_p(x11.XOpenDisplay(None))


def dialog() -> int | None:
    """The window that stands above another one and is seen."""
    for window in below(x11.XDefaultRootWindow(display)):
        owner, state = Window(), Attributes()
        is_above = x11.XGetTransientForHint(display, Window(window), ctypes.byref(owner))
        known = x11.XGetWindowAttributes(display, Window(window), ctypes.byref(state))
        if is_above and known and state.map_state == VIEWABLE and not state.override_redirect:
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


def main() -> int:
    if not waited_for(lambda: dialog() is not None, PATIENCE_S):
        return 1
    for _attempt in range(5):
        found = dialog()
        if found is not None:
            press_return(found)
        if waited_for(lambda: dialog() is None, 2.0):
            return 0
    return 1


sys.exit(main())
