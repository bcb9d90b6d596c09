"""Two hosts on one cable: network namespaces, so that what is announced leaves this machine by no other."""

import contextlib
import os
import subprocess

from .servers import NotAvailable

HOST, GUEST = f"bench-host-{os.getpid()}", f"bench-guest-{os.getpid()}"


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


@contextlib.contextmanager
def two_hosts():
    with contextlib.ExitStack() as made:
        try:
            for name in (HOST, GUEST):
                ip("netns", "add", name)
                made.callback(ip, "netns", "del", name)
            ip("link", "add", "cable", "netns", HOST, "type", "veth", "peer", "name", "cable", "netns", GUEST)
            for name, address in ((HOST, "10.77.0.1/24"), (GUEST, "10.77.0.2/24")):
                ip("-n", name, "addr", "add", address, "brd", "+", "dev", "cable")
                for link in ("lo", "cable"):
                    ip("-n", name, "link", "set", link, "up")
        except (OSError, subprocess.CalledProcessError) as error:
            raise NotAvailable("hosts can be made by root only, with ip of iproute2") from error
        yield
