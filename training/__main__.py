"""`python -m training train|export|measure|all --out FOLDER`: the whole way from the corpora to the model's files."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m training", description="Train the language model, or export it.")
    parser.add_argument("what", choices=("train", "export", "measure", "all"))
    parser.add_argument("--out", type=Path, default=Path("out/model"), help="folder of checkpoints and results")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--device", default="cpu", help="cpu, or cuda where there is a GPU")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--stop-after", type=int, default=0, help="steps, to measure the speed")
    given = parser.parse_args()
    default = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    corpora = Path(os.environ.get("VERBALE_CORPORA", default))
    import torch

    torch.set_num_threads(given.threads)
    if given.what in ("train", "all"):
        from training.run import Plan, train

        print(train(Plan(corpora, given.out, epochs=given.epochs, device=given.device), stop_after=given.stop_after))
    if given.what in ("export", "all"):
        from training.export import export
        from training.heads import fit_heads

        print(export(given.out / "checkpoint.pt", given.out / "onnx"))
        print(*(f"{name} {value:.4f}" for name, value in fit_heads(given.out, corpora).items()))
    if given.what in ("measure", "all"):
        from training.figures import figures

        for task, found in figures(given.out / "onnx", corpora).items():
            print(task, *(f"{name} {value:.4f}" for name, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
