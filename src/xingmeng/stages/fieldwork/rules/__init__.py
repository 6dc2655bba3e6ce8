"""The lives of demand, commissioner, posting, log, technique and appraisal; their words."""
