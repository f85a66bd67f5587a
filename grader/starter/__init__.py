"""Writes what students begin with."""
