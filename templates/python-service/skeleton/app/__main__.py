import os
import signal
import threading

from app import NAME
from app.log import create_log
from app.server import Server
from app.settings import read_settings


def main() -> None:
    settings = read_settings(os.environ)
    log = create_log({"service": NAME, "version": settings.version})
    server = Server(("", settings.port), log)

    def stop(signum: int, _frame: object) -> None:
        server.is_ready = False
        log.info("stopping", extra={"fields": {"signal": signal.Signals(signum).name}})
        # shutdown() waits for the loop that this handler interrupts: it goes into its own thread.
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log.info("listening", extra={"fields": {"port": server.server_port}})
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    log.info("stopped")


if __name__ == "__main__":
    main()
