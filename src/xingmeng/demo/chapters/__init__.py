"""The story's chapters: each notes the scenes of one list or one kind of event."""
