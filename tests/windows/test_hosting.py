"""A server hosted from a window, found and joined from another host, with the programs for Windows."""

import os
import subprocess

import test_window_discovery
from hosts import GUEST, HOST

WINE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wine")


class TwoWindowsOfWindows(test_window_discovery.TwoWindows):
    """Each host has a wine of its own: it is wine's server, of which a prefix has one, that opens the sockets."""

    def on(self, host):
        return [*super().on(host), "env", "CROSSTALK_WINEPREFIX=" + self.path(host)]

    def window(self, host, name, variables=()):
        # Making a prefix takes long on a busy machine, and nobody waits for a window so long.
        subprocess.run([*self.on(host), WINE, "cmd", "/c", "exit"], check=False)
        self.end(host)
        return super().window(host, name, variables)

    def end(self, host):
        subprocess.run([*self.on(host), WINE, "--end"], check=False)

    def stop_hosting(self):
        """All of wine ends: the subcommand goes through a socket in a file, which wine 8 has not."""
        for host in (GUEST, HOST):
            self.end(host)
