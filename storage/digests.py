"""BLAKE2b (RFC 7693), without the whole of OpenSSL, which `hashlib` loads: 3 MB and a fiftieth of a command."""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that was built with another one
    from hashlib import blake2b

__all__ = ["blake2b"]
