"""How the site is put together and started: settings, addresses, server, front-end files."""
