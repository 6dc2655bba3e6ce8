"""From needs and offers to what the engines compare: the bridge to matching."""
