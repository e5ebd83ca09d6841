"""The first random numbers of some streams, by an implementation of ChaCha8 of its own.

Run: python3 make_stream.py
It prints what `tests/simulation.rs` expects: uniform numbers, then normal ones by the polar method.
"""

import math
import struct


def rotate(x, n):
    return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF


def quarter(s, a, b, c, d):
    for x, y, z, n in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        s[x] = (s[x] + s[y]) & 0xFFFFFFFF
        s[z] = rotate(s[z] ^ s[x], n)


def block(key, counter, nonce):
    start = list(struct.unpack("<4I", b"expand 32-byte k")) + list(struct.unpack("<8I", key))
    start += [counter & 0xFFFFFFFF, counter >> 32, nonce & 0xFFFFFFFF, nonce >> 32]
    s = list(start)
    for _ in range(4):
        quarter(s, 0, 4, 8, 12), quarter(s, 1, 5, 9, 13)
        quarter(s, 2, 6, 10, 14), quarter(s, 3, 7, 11, 15)
        quarter(s, 0, 5, 10, 15), quarter(s, 1, 6, 11, 12)
        quarter(s, 2, 7, 8, 13), quarter(s, 3, 4, 9, 14)
    return [(x + y) & 0xFFFFFFFF for x, y in zip(s, start)]


def words(seed, purpose, number):
    key = struct.pack("<Q", seed) + purpose.ljust(24, b"\0")
    counter = 0
    while True:
        out = block(key, counter, number)
        for low, high in zip(out[::2], out[1::2]):
            yield low | high << 32
        counter += 1


def units(seed, purpose, number):
    for word in words(seed, purpose, number):
        yield ((word >> 11) + 0.5) / 2.0**53


def normals(seed, purpose, number):
    unit = units(seed, purpose, number)
    while True:
        x, y = 2 * next(unit) - 1, 2 * next(unit) - 1
        square = x * x + y * y
        if square < 1:
            scale = math.sqrt(-2 * math.log(square) / square)
            yield x * scale
            yield y * scale


for seed, purpose, number in ((1, b"scores", 0), (7, b"funnel", 3), (2**63 + 5, b"confusion", 2**40)):
    unit, normal = units(seed, purpose, number), normals(seed, purpose, number)
    print(seed, purpose.decode(), number)
    several = [next(unit) for _ in range(200)]
    print("  units", several[0], several[1], several[199])
    several = [next(normal) for _ in range(100)]
    print("  normals", several[0], several[1], several[99])
