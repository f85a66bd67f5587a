"""Puts the built-in course into the wheel, as data inside the package."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CourseHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds problems, references and assignments to wheels, but not to editable installs.

    In an editable install a folder ``grader`` beside the link to the checkout would be
    taken for the package. There the course is found in the checkout.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the course to what a standard wheel holds."""
        if version == "standard":
            for name in ("problems", "reference", "assignments.yaml"):
                build_data["force_include"][name] = f"grader/course/{name}"
