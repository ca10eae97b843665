"""Accuracy on public data: one module a task, each with `measure(files)`, run by `python -m evaluation`."""
