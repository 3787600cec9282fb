"""The pytest surface: options, marker, fixtures, report."""
