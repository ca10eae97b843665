"""Training of the language model: from the shared corpora and the base weights to one ONNX file. Not in the wheel."""
