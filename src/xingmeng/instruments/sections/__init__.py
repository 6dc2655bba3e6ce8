"""Parts of instruments that several share, each written once."""
