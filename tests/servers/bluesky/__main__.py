"""Serve the network, or only install it."""

import argparse
import signal
import sys

from tests.node.install import install
from tests.servers.bluesky import HERE, serving


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--install", action="store_true", help="install its packages, and start nothing")
    parser.add_argument("--port", type=int, default=0)
    asked = parser.parse_args()
    if asked.install:
        print(install(HERE))
        return
    with serving(port=asked.port) as server:
        print(server.url, server.network.password, flush=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        signal.pause()


main()
