"""Programs that run inside a smoke's environment, or read what `pack` has packed."""
