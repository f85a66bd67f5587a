"""Packs the grader with an assignment, for services that mark by themselves."""
