"""How long this laptop has slept since it was started, as the system's clocks tell it."""

import ctypes
import sys
import time


def asleep() -> float:
    """Seconds of sleep since the start of the system; only differences mean something.

    It is what a clock that goes on in sleep has more than one that stands still: on Linux CLOCK_BOOTTIME and
    CLOCK_MONOTONIC (clock_gettime(2)), on macOS CLOCK_MONOTONIC_RAW and CLOCK_UPTIME_RAW, on Windows
    GetTickCount64 and QueryUnbiasedInterruptTime (in units of 100 ns).
    """
    if sys.platform == "win32":
        unbiased = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(unbiased))
        tick = ctypes.windll.kernel32.GetTickCount64
        tick.restype = ctypes.c_ulonglong
        return float(tick() / 1e3 - unbiased.value / 1e7)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
