"""Choice, decision, publicity and objection, contract."""
