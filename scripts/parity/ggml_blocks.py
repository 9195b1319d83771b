"""Random blocks of each ggml type with the values that the `gguf` package (the format's own) reads from them.

Usage: python ggml_blocks.py OUTPUT.json   (needs: numpy, gguf)
"""

import json
import sys

import numpy
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize

BLOCKS = 2
HALF_FIELDS = {"Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0],
               "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208], "F16": [0], "BF16": [], "F32": []}

generator = numpy.random.default_rng(3)
fixture = {}
for name, half_fields in HALF_FIELDS.items():
    kind = GGMLQuantizationType[name]
    block_size, block_bytes = GGML_QUANT_SIZES[kind]
    blocks = 8 if block_size == 1 else BLOCKS
    data = generator.integers(0, 256, (blocks, block_bytes), dtype=numpy.uint8)
    for block in data:
        # Random bits make wild scales; sensible ones keep the comparison meaningful.
        for offset in half_fields:
            block[offset:offset + 2] = numpy.frombuffer(
                numpy.float16(generator.normal(0, 0.1)).tobytes(), dtype=numpy.uint8)
    if name in ("F32", "BF16"):
        values = generator.normal(0, 1, blocks).astype(numpy.float32)
        bits = values.view(numpy.uint32)
        data = (values if name == "F32" else (bits >> 16).astype(numpy.uint16)).view(numpy.uint8).reshape(blocks, -1)
    expected = dequantize(numpy.ascontiguousarray(data.reshape(-1)), kind)
    fixture[name] = {"bytes": data.reshape(-1).tobytes().hex(), "values": [float(v) for v in expected.reshape(-1)]}

with open(sys.argv[1], "w") as file:
    json.dump(fixture, file)
