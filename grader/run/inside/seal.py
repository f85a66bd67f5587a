"""Locks a process in: after this it can read the runtime, write its scratch folder, and compute.

Linux only. Nothing here needs privileges, and nothing can be taken back.
"""

import ctypes
import os
import platform
import stat
import struct
from collections.abc import Iterable

from .filters import FILTERS

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_CREATE_VERSION = 1
_RULE_PATH = 1
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SIGKILL = 9
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_CAPSET = {"x86_64": 126, "aarch64": 91}
_SET_MODE_FILTER = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_ALL_OF_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_BIND_AND_CONNECT = 3
_SCOPE_ABSTRACT_AND_SIGNAL = 3

_LIBC = ctypes.CDLL(None, use_errno=True)


def _syscall(number: int, *arguments: object) -> int:
    result: int = _LIBC.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def drop_privileges() -> None:
    """Give up every capability and the means to get any back."""
    if _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    header = struct.pack("<Ii", 0x20080522, 0)
    _syscall(_CAPSET[platform.machine()], header, bytes(24))
    # Nobody may look into this process or trace it.
    _LIBC.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    # It does not outlive the fork server. A change of user would undo this.
    _LIBC.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)


def landlock_version() -> int:
    """Return the version of Landlock that is in force in the kernel; 0 without it."""
    try:
        return _syscall(
            _LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_CREATE_VERSION)
        )
    except OSError:
        return 0


def restrict_files(readable: Iterable[int], writable: Iterable[str]) -> bool:
    """Let only some files be read, and some folders be written; return whether that holds.

    Args:
        readable: Descriptors, opened with O_PATH, of files and folders to read.
        writable: Paths of files and folders to read and write.
    """
    version = landlock_version()
    if not version:
        return False
    handled = _ALL_OF_VERSION[max(each for each in _ALL_OF_VERSION if each <= version)]
    fields = [handled]
    if version >= 4:  # noqa: PLR2004  (TCP)
        fields.append(_NET_BIND_AND_CONNECT)
    if version >= 6:  # noqa: PLR2004  (signals and abstract sockets)
        fields.append(_SCOPE_ABSTRACT_AND_SIGNAL)
    attributes = struct.pack(f"<{len(fields)}Q", *fields)
    rules = _syscall(
        _LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0)
    )
    try:
        for descriptor in readable:
            _allow(rules, descriptor, _EXECUTE | _READ_FILE | _READ_DIR, handled)
        for path in writable:
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                _allow(rules, descriptor, handled & ~_EXECUTE, handled)
            finally:
                os.close(descriptor)
        _syscall(_LANDLOCK_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0))
    finally:
        os.close(rules)
    return True


def _allow(rules: int, descriptor: int, access: int, handled: int) -> None:
    if not _is_folder(descriptor):
        # What concerns folders alone cannot be allowed for a file.
        access &= _EXECUTE | _WRITE_FILE | _READ_FILE | (1 << 14) | (1 << 15)
    attributes = struct.pack("<Qi", access & handled, descriptor)
    _syscall(
        _LANDLOCK_ADD, ctypes.c_int(rules), ctypes.c_int(_RULE_PATH), attributes, ctypes.c_uint32(0)
    )


def _is_folder(descriptor: int) -> bool:
    return stat.S_ISDIR(os.fstat(descriptor).st_mode)


def restrict_calls() -> bool:
    """Let only the system calls of the list be made; return whether that holds."""
    machine = platform.machine()
    if machine not in FILTERS:
        return False
    program = bytes.fromhex("".join(FILTERS[machine]))
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("<HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    try:
        _syscall(_SECCOMP[machine], ctypes.c_ulong(_SET_MODE_FILTER), ctypes.c_ulong(0), header)
    except OSError:
        return False
    return True
