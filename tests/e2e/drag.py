"""Another program from which files are dragged onto a window: the source's side of XDND 5
(https://freedesktop.org/wiki/Specifications/XDND), by the libX11 that the window has loaded too."""

import ctypes
import pathlib
import time
from ctypes import POINTER, Structure, Union, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

from crosstalk import PATIENCE

VERSION = 5
SELECTION_REQUEST, SELECTION_NOTIFY, CLIENT_MESSAGE = 30, 31, 33
NO_EVENTS, CURRENT_TIME, REPLACE = 0, 0, 0

HEAD = [("type", c_int), ("serial", c_ulong), ("send_event", c_int), ("display", c_void_p)]


class Message(Structure):
    _fields_ = [*HEAD, ("window", c_ulong), ("kind", c_ulong), ("format", c_int), ("data", c_long * 5)]


class Request(Structure):
    _fields_ = [*HEAD, ("owner", c_ulong), ("requestor", c_ulong), ("selection", c_ulong), ("target", c_ulong),
                ("property", c_ulong), ("time", c_ulong)]


class Notice(Structure):
    _fields_ = [*HEAD, ("requestor", c_ulong), ("selection", c_ulong), ("target", c_ulong), ("property", c_ulong),
                ("time", c_ulong)]


class Event(Union):
    _fields_ = [("type", c_int), ("message", Message), ("request", Request), ("notice", Notice),
                ("room", c_long * 24)]


def libx11():
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = c_void_p
    x11.XOpenDisplay.argtypes = [c_char_p]
    x11.XDefaultRootWindow.restype = c_ulong
    x11.XDefaultRootWindow.argtypes = [c_void_p]
    x11.XCreateSimpleWindow.restype = c_ulong
    x11.XCreateSimpleWindow.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_uint, c_ulong, c_ulong]
    x11.XInternAtom.restype = c_ulong
    x11.XInternAtom.argtypes = [c_void_p, c_char_p, c_int]
    x11.XSetSelectionOwner.argtypes = [c_void_p, c_ulong, c_ulong, c_ulong]
    x11.XSendEvent.argtypes = [c_void_p, c_ulong, c_int, c_long, POINTER(Event)]
    x11.XNextEvent.argtypes = [c_void_p, POINTER(Event)]
    x11.XChangeProperty.argtypes = [c_void_p, c_ulong, c_ulong, c_ulong, c_int, c_int, c_char_p, c_int]
    for name in ("XPending", "XFlush", "XCloseDisplay"):
        getattr(x11, name).argtypes = [c_void_p]
    return x11


class Drag:
    """`place` is where the pointer is: x and y on the screen."""

    def __init__(self, name, target, place, paths):
        self.x11 = libx11()
        self.display = self.x11.XOpenDisplay(name.encode())
        assert self.display, "there is no display " + name
        root = self.x11.XDefaultRootWindow(self.display)
        self.source = self.x11.XCreateSimpleWindow(self.display, root, 0, 0, 1, 1, 0, 0, 0)
        self.target = int(target)
        self.place = place
        uris = [pathlib.Path(path).resolve().as_uri() for path in paths]
        self.content = "".join(uri + "\r\n" for uri in uris).encode()
        self.x11.XSetSelectionOwner(self.display, self.atom("XdndSelection"), self.source, CURRENT_TIME)
        self.x11.XFlush(self.display)

    def atom(self, name):
        return self.x11.XInternAtom(self.display, name.encode(), 0)

    def send(self, window, event):
        self.x11.XSendEvent(self.display, window, 0, NO_EVENTS, byref(event))
        self.x11.XFlush(self.display)

    def tell(self, kind, *data):
        event = Event()
        event.message.type = CLIENT_MESSAGE
        event.message.window = self.target
        event.message.kind = self.atom(kind)
        event.message.format = 32
        event.message.data = (self.source, *data)
        self.send(self.target, event)

    def wait_for(self, kind):
        """What the window says with it; until then it gets what it asks for."""
        event = Event()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not self.x11.XPending(self.display):
                time.sleep(0.01)
                continue
            self.x11.XNextEvent(self.display, byref(event))
            if event.type == SELECTION_REQUEST:
                self.hand_over(event.request)
            if event.type == CLIENT_MESSAGE and event.message.kind == self.atom(kind):
                return event.message.data[1]
        raise AssertionError("the window did not say " + kind)

    def hand_over(self, request):
        self.x11.XChangeProperty(self.display, request.requestor, request.property, request.target, 8, REPLACE,
                                 self.content, len(self.content))
        event = Event()
        event.notice.type = SELECTION_NOTIFY
        for name in ("requestor", "selection", "target", "property", "time"):
            setattr(event.notice, name, getattr(request, name))
        self.send(request.requestor, event)

    def enter(self):
        """True: the window would take it."""
        self.tell("XdndEnter", VERSION << 24, self.atom("text/uri-list"))
        x, y = self.place
        self.tell("XdndPosition", 0, x << 16 | y, CURRENT_TIME, self.atom("XdndActionCopy"))
        return bool(self.wait_for("XdndStatus") & 1)

    def leave(self):
        self.tell("XdndLeave")

    def drop(self):
        self.tell("XdndDrop", 0, CURRENT_TIME)
        self.wait_for("XdndFinished")

    def close(self):
        self.x11.XCloseDisplay(self.display)
