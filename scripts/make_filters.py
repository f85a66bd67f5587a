"""Writes ``grader/run/inside/filters.py``: which system calls student code may make.

Needs pyseccomp and libseccomp; nothing else does. ``python scripts/make_filters.py --check``
says whether the file is up to date.
"""

import errno
import sys
import tempfile
from pathlib import Path

import pyseccomp as seccomp

TARGET = Path(__file__).parent.parent / "grader/run/inside/filters.py"
ARCHITECTURES = {"x86_64": seccomp.Arch.X86_64, "aarch64": seccomp.Arch.AARCH64}

CLONE_THREAD = 0x00010000
MAP_SHARED_ANONYMOUS = 0x21
RLIMIT_CPU = 0
SIGABRT = 6

# What an interpreter with numpy or torch needs once it runs. All else is answered with EPERM,
# which Python shows as a PermissionError that can be explained.
ALLOWED = """
access arch_prctl brk chdir clock_getres clock_gettime clock_nanosleep close close_range
copy_file_range creat dup dup2 dup3 epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_wait
eventfd eventfd2 exit exit_group faccessat faccessat2 fadvise64 fallocate fchdir fchmod fchmodat
fdatasync flock fstat fstatfs fsync ftruncate futex futex_waitv get_robust_list getcpu getcwd
getdents getdents64 getegid geteuid getgid getgroups getitimer getpgid getpgrp getpid getppid
getpriority getrandom getresgid getresuid getrlimit getrusage getsid gettid gettimeofday getuid
link linkat lseek lstat madvise membarrier mincore mkdir mkdirat mlock mprotect mremap msync
munlock munmap nanosleep newfstatat open openat pause pipe pipe2 poll ppoll pread64 preadv preadv2
pselect6 pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv rename renameat
renameat2 restart_syscall rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigreturn
rt_sigsuspend rt_sigtimedwait sched_get_priority_max sched_get_priority_min sched_getaffinity
sched_getattr sched_getparam sched_getscheduler sched_setaffinity sched_yield select sendfile
set_robust_list set_tid_address setitimer sigaltstack splice stat statfs statx symlink symlinkat
sync_file_range sysinfo tee time timerfd_create timerfd_gettime timerfd_settime times truncate
umask uname unlink unlinkat utime utimensat utimes vmsplice wait4 waitid write writev
""".split()  # noqa: SIM905


def program(architecture: int) -> bytes:
    """Return the filter for one architecture, as instructions for the kernel."""
    filters = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    filters.remove_arch(seccomp.Arch.NATIVE)
    filters.add_arch(architecture)
    for name in ALLOWED:
        try:
            filters.add_rule(seccomp.ALLOW, name)
        except (ValueError, OSError):
            continue  # not on this architecture
    masked = seccomp.MASKED_EQ
    # Threads, and no processes. glibc falls back from clone3, whose flags no filter can see.
    filters.add_rule(seccomp.ALLOW, "clone", seccomp.Arg(0, masked, CLONE_THREAD, CLONE_THREAD))
    filters.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    # Shared memory without a file escapes the limit on memory.
    shared = MAP_SHARED_ANONYMOUS
    for flags in (0x00, 0x01, 0x20):
        filters.add_rule(seccomp.ALLOW, "mmap", seccomp.Arg(3, masked, shared, flags))
    # Limits may be read; the soft limit on time moves from one function to the next.
    filters.add_rule(seccomp.ALLOW, "prlimit64", seccomp.Arg(2, seccomp.EQ, 0))
    filters.add_rule(
        seccomp.ALLOW,
        "prlimit64",
        seccomp.Arg(0, seccomp.EQ, 0),
        seccomp.Arg(1, seccomp.EQ, RLIMIT_CPU),
    )
    # Is it a terminal, how much is there to read, close on exec.
    for request in (0x5401, 0x5413, 0x541B, 0x5450, 0x5451):
        filters.add_rule(seccomp.ALLOW, "ioctl", seccomp.Arg(1, seccomp.EQ, request))
    # Locks, flags and copies; not F_SETOWN and F_SETSIG, by which a file sends a signal.
    for command in (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1031, 1032, 1034):
        filters.add_rule(seccomp.ALLOW, "fcntl", seccomp.Arg(1, seccomp.EQ, command))
    # abort() signals its own thread. No other signal can be sent, not even to itself.
    filters.add_rule(seccomp.ALLOW, "tgkill", seccomp.Arg(2, seccomp.EQ, SIGABRT))
    with tempfile.TemporaryFile() as file:
        filters.export_bpf(file)
        file.seek(0)
        return file.read()


def text() -> str:
    """Return the whole module."""
    lines = [
        '"""Which system calls student code may make: written by scripts/make_filters.py."""',
        "",
        "FILTERS = {",
    ]
    for name, architecture in ARCHITECTURES.items():
        raw = program(architecture).hex()
        lines.append(f'    "{name}": (')
        lines += [f'        "{raw[start : start + 80]}"' for start in range(0, len(raw), 80)]
        lines.append("    ),")
    lines += ["}", '"""By machine: instructions for the kernel, in hexadecimal."""']
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the module, or compare it."""
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text() == text() else f"{TARGET} is out of date")
    TARGET.write_text(text())


if __name__ == "__main__":
    main()
