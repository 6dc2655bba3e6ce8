"""Pages of the stage: the library, the plans. One file each."""
