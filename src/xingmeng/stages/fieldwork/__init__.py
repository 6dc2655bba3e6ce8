"""Fieldwork: commissioners 科技特派员, from a county's demand to their yearly appraisal."""
