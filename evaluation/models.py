"""The language model that is measured: the folder named by VERBALE_MODEL."""

from __future__ import annotations

import os
from pathlib import Path

from verbale.errors import ModelError
from verbale.language.encoder import Encoder


def encoder() -> Encoder:
    """The encoder of VERBALE_MODEL. Raises ModelError where the variable is unset or the model not whole."""
    folder = os.environ.get("VERBALE_MODEL")
    if not folder:
        raise ModelError(
            "VERBALE_MODEL", "no model to measure", "set it to the folder that `python -m training export` wrote"
        )
    return Encoder(Path(folder))
