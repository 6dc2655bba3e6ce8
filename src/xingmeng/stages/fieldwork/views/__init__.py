"""Pages of fieldwork: demands, commissioners, postings, the log, techniques, appraisals."""
