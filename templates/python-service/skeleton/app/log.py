"""Logs that are one JSON object a line: the message stays the same, and details are fields."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import IO


class JsonLines(logging.Formatter):
    def __init__(self, base: dict[str, str]) -> None:
        super().__init__()
        self.base = base

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            **self.base,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def create_log(base: dict[str, str], stream: IO[str] = sys.stdout) -> logging.Logger:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(base))
    log = logging.Logger("app", logging.INFO)
    log.addHandler(handler)
    return log
