"""Rules of the stage, one file for each noun."""
