"""Xingmeng 兴蒙: the platform on which a region runs its whole innovation programme."""
