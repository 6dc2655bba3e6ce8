"""The law: cited rules with dated parameters. No table, no clock, no dice."""
