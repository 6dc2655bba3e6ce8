"""Appropriations, authorisations, payments: the ledger's rows and their only writers."""
