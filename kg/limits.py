"""What a process that answers questions of strangers gives up for good: memory beyond a bound, and the network.

A process can only lay these on itself; they hold for all its threads, also those of the engine.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import struct
import sys

# The number of the system call socket(), and how the kernel names the machine (linux/audit.h).
_SOCKET = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}
_SET_PDEATHSIG, _SET_SECCOMP, _SET_NO_NEW_PRIVS = 1, 22, 38  # linux/prctl.h
GROWTH = 300_000_000  # bytes more than the graph itself took, after which another process takes the place of this one
_FILTER = 2  # SECCOMP_MODE_FILTER
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO with EPERM
_OTHER_ABI = 0x40000000  # x32 counts its calls from here


def bound(memory: int) -> None:
    """Take at most so many bytes of address space, and leave no core file. Nothing on Windows."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):  # a tighter bound is there already, or the system has none
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def peak() -> int:
    """The most memory this process has had, in bytes."""
    try:
        import resource
    except ImportError:  # not on Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def no_sockets() -> bool:
    """Open no socket any more: whatever a query says, it reaches no other machine. Whether the system can do that.

    A seccomp filter (Linux 3.5 and later). Elsewhere the look at the query's words has to do.
    """
    known = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    call, machine = known
    program = b"".join(
        struct.pack("HBBI", *step)
        for step in (
            (0x20, 0, 0, 4),  # load the machine
            (0x15, 1, 0, machine),
            (0x06, 0, 0, _REFUSE),  # a call in the ways of another machine
            (0x20, 0, 0, 0),  # load the number of the call
            (0x35, 1, 0, _OTHER_ABI),
            (0x15, 0, 1, call),
            (0x06, 0, 0, _REFUSE),
            (0x06, 0, 0, _ALLOW),
        )
    )
    steps = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps))
    libc = ctypes.CDLL(None, use_errno=True)
    return not (libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_SET_SECCOMP, _FILTER, filter_, 0, 0))


def die_with_parent() -> None:
    """End when the parent does, even if that was killed. On Linux; elsewhere the end of its pipe has to do."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died meanwhile
            os.kill(os.getpid(), signal.SIGKILL)
