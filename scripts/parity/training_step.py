"""The training decoder's step in torch, over weights that a formula makes, so that both sides need exchange no files.

  python scripts/parity/training_step.py --fixture > tests/fixtures/parity/training-step.json
      loss, log-probabilities and gradients of a small decoder, which the tests compare with the ONNX graph's
  python scripts/parity/training_step.py --speed '{"layers": 30, ...}'
      seconds of a step (forward, backward) of a decoder of the given shape; bench/training-speed.ts calls it
"""
import json
import math
import sys
import time

import torch
import torch.nn.functional as F

SMALL = dict(layers=2, hidden=64, heads=4, kv=2, width=16, ffn=96, vocabulary=320, base=10000.0, epsilon=1e-5,
             rank=3, alpha=6.0, task_tokens=2, rows=3, tail=7, prefix=9, asked=4)


def wave(count, key, spread):
    """The formula: spread · sin(0.7311 (i + 1) + 1.913 (key + 1)), in double precision, then rounded."""
    index = torch.arange(count, dtype=torch.float64)
    return (spread * torch.sin(0.7311 * (index + 1) + 1.913 * (key + 1))).float()


class Decoder:
    def __init__(self, shape, random=False):
        self.shape = shape
        hidden, out_q, out_kv = shape["hidden"], shape["heads"] * shape["width"], shape["kv"] * shape["width"]
        sizes = dict(q=(hidden, out_q), k=(hidden, out_kv), v=(hidden, out_kv), o=(out_q, hidden),
                     gate=(hidden, shape["ffn"]), up=(hidden, shape["ffn"]), down=(shape["ffn"], hidden))
        make = (lambda count, key, spread: torch.randn(count) * spread) if random else wave
        key = 0

        def weight(rows, columns):
            nonlocal key
            key += 1
            return make(rows * columns, key, 2 / math.sqrt(columns)).reshape(rows, columns)

        def norm():
            nonlocal key
            key += 1
            return 1 + make(hidden, key, 0.2)

        self.layers = []
        for _ in range(shape["layers"]):
            frozen = {name: weight(size[1], size[0]) for name, size in sizes.items()}
            self.layers.append(dict(frozen=frozen, first=norm(), second=norm()))
        self.embedding = weight(shape["vocabulary"], hidden)
        self.last = norm()
        self.parameters = []
        for layer in self.layers:
            layer["a"], layer["b"] = {}, {}
            for name, size in sizes.items():
                for side, dims in (("a", (size[0], shape["rank"])), ("b", (shape["rank"], size[1]))):
                    key += 1
                    value = make(dims[0] * dims[1], key, 0.1).reshape(dims).requires_grad_()
                    layer[side][name] = value
                    self.parameters.append(value)
        key += 1
        self.task = make(shape["task_tokens"] * hidden, key, 0.3).reshape(-1, hidden).requires_grad_()
        self.parameters.append(self.task)
        half = shape["width"] // 2
        frequency = shape["base"] ** (-torch.arange(half, dtype=torch.float64) / half)
        position = torch.arange(shape["prefix"], shape["prefix"] + shape["tail"], dtype=torch.float64)
        angle = position[:, None] * frequency
        self.cosine, self.sine = torch.cos(angle).float(), torch.sin(angle).float()
        count = shape["rows"] * shape["kv"] * shape["prefix"] * shape["width"]
        sized = lambda values: values.reshape(shape["rows"], shape["kv"], shape["prefix"], shape["width"])
        self.prefix = []
        for _ in range(shape["layers"]):
            self.prefix.append((sized(make(count, key + 1, 0.5)), sized(make(count, key + 2, 0.5))))
            key += 2
        self.tail = make(shape["rows"] * shape["tail"] * hidden, key + 1, 0.3)
        self.tail = self.tail.reshape(shape["rows"], shape["tail"], hidden)
        self.tail[:, 1:1 + shape["task_tokens"]] = 0
        self.targets = (torch.arange(shape["rows"] * shape["asked"]) * 37 + 11) % shape["vocabulary"]
        future = torch.arange(shape["tail"])[None, :] > torch.arange(shape["tail"])[:, None]
        self.mask = torch.cat([torch.zeros(shape["tail"], shape["prefix"]), future.float() * -1e30], 1)

    def norm(self, x, weight):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.shape["epsilon"]) * weight

    def product(self, layer, name, x):
        update = (x @ layer["a"][name]) @ layer["b"][name]
        return x @ layer["frozen"][name].T + update * (self.shape["alpha"] / self.shape["rank"])

    def rotate(self, x):
        first, second = x.chunk(2, -1)
        return torch.cat([first * self.cosine - second * self.sine, second * self.cosine + first * self.sine], -1)

    def step(self):
        shape = self.shape
        rows, tail, width, kv = shape["rows"], shape["tail"], shape["width"], shape["kv"]
        group = shape["heads"] // kv
        task = torch.zeros_like(self.tail).index_add(1, torch.arange(1, 1 + shape["task_tokens"]),
                                                    self.task.expand(rows, -1, -1))
        x = self.tail + task
        heads = lambda y, count: y.reshape(rows, tail, count, width).transpose(1, 2)
        for layer, (key, value) in zip(self.layers, self.prefix):
            y = self.norm(x, layer["first"])
            q = self.rotate(heads(self.product(layer, "q", y), shape["heads"]))
            k = torch.cat([key, self.rotate(heads(self.product(layer, "k", y), kv))], 2)
            v = torch.cat([value, heads(self.product(layer, "v", y), kv)], 2)
            q = q.reshape(rows, kv, group * tail, width)
            scores = q @ k.transpose(-1, -2) / math.sqrt(width) + self.mask.repeat(group, 1)
            mixed = (torch.softmax(scores, -1) @ v).reshape(rows, shape["heads"], tail, width)
            x = x + self.product(layer, "o", mixed.transpose(1, 2).reshape(rows, tail, -1))
            y = self.norm(x, layer["second"])
            gated = F.silu(self.product(layer, "gate", y)) * self.product(layer, "up", y)
            x = x + self.product(layer, "down", gated)
        asked = self.norm(x[:, -shape["asked"]:], self.last).reshape(-1, shape["hidden"])
        log_probabilities = torch.log_softmax(asked @ self.embedding.T, -1)
        taken = log_probabilities.gather(1, self.targets[:, None])[:, 0]
        loss = -taken.mean()
        gradients = torch.autograd.grad(loss, self.parameters)
        return loss, taken, gradients


def fixture():
    torch.set_num_threads(1)
    decoder = Decoder(SMALL)
    loss, taken, gradients = decoder.step()
    summary = [dict(norm=g.norm().item(), first=g.flatten()[0].item(), last=g.flatten()[-1].item()) for g in gradients]
    print(json.dumps(dict(torch=torch.__version__, shape=SMALL, loss=loss.item(), log_probabilities=taken.tolist(),
                          gradients=summary), indent=1))


def speed(shape):
    torch.set_num_threads(shape["threads"])
    torch.manual_seed(1)
    decoder = Decoder(shape, random=True)
    decoder.step()
    seconds, cpu = [], []
    for _ in range(shape["steps"]):
        began, used = time.perf_counter(), time.process_time()
        decoder.step()
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(dict(torch=torch.__version__, seconds=seconds, cpu=cpu, peak=peak)))


if sys.argv[1] == "--fixture":
    fixture()
else:
    speed(json.loads(sys.argv[2]))
