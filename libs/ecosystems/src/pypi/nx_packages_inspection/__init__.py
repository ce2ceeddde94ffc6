"""Programs that run inside an environment that a smoke has made, or read what `pack` has packed."""
