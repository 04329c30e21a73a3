"""Expressions of time, and which event each dates: the kin of the stages ``times`` and ``perspective``."""
