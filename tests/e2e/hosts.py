"""Two hosts joined by a cable: network namespaces and a veth pair."""

import os
import shutil
import subprocess
import unittest

from crosstalk import Test

HOST, GUEST = f"ct-host-{os.getpid()}", f"ct-guest-{os.getpid()}"


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


def can_make_hosts():
    if os.geteuid() != 0 or not shutil.which("ip") or not shutil.which("nft"):
        return False
    if subprocess.run(["ip", "netns", "add", HOST], capture_output=True, check=False).returncode != 0:
        return False
    # Entering one is a right of its own: in a chroot it may be missing.
    entered = subprocess.run(["ip", "-n", HOST, "link", "set", "lo", "up"], capture_output=True, check=False).returncode
    run("ip", "netns", "del", HOST)
    return entered == 0


@unittest.skipUnless(can_make_hosts(), "needs the right to make network namespaces, ip and nft")
class TwoHosts(Test):
    def setUp(self):
        super().setUp()
        for name in (HOST, GUEST):
            run("ip", "netns", "add", name)
            self.addCleanup(subprocess.run, ["ip", "netns", "del", name], check=False)
        run("ip", "link", "add", "ct0", "netns", HOST, "type", "veth", "peer", "name", "ct0", "netns", GUEST)
        for name, address in ((HOST, "10.77.0.1/24"), (GUEST, "10.77.0.2/24")):
            run("ip", "-n", name, "addr", "add", address, "brd", "+", "dev", "ct0")
            run("ip", "-n", name, "link", "set", "ct0", "up")
            run("ip", "-n", name, "link", "set", "lo", "up")
