"""The command line: `leadline ...`. Heavy imports wait until a command needs them."""

from leadline.api.cli.app import main

__all__ = ["main"]
