"""The policy library, and action plans with their tasks."""
