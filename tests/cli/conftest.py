"""The command line is tried on the demo, built once by the command."""

from tests.demo.conftest import demo_home

__all__ = ["demo_home"]
