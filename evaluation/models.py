"""The language model that is measured: the one in the package, or the folder named by VERBALE_MODEL."""

from __future__ import annotations

import os
from pathlib import Path

from spacy.language import Language

from verbale.language.encoder import MODEL, Encoder
from verbale.language.pipeline import load


def encoder() -> Encoder:
    """The encoder of the model. Raises ModelError where it is not whole."""
    return Encoder(_folder())


def pipeline() -> Language:
    """The whole pipeline with the model. Raises ModelError where it is not whole."""
    return load(_folder())


def _folder() -> Path:
    return Path(os.environ.get("VERBALE_MODEL") or MODEL)
