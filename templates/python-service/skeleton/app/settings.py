"""Everything that is set from outside; a wrong value stops the service before it answers."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    port: int
    version: str


def read_settings(environ: Mapping[str, str]) -> Settings:
    text = environ.get("PORT", "8080")
    if not text.isdecimal() or int(text) > 65_535:
        raise ValueError(f"PORT must be a port number, not {text!r}.")
    return Settings(port=int(text), version=environ.get("VERSION", "dev"))
