"""The rules that make this Open Dialogue and not a notebook: pure functions and small frozen types.

Standard library only (a failing import check says so).
"""
