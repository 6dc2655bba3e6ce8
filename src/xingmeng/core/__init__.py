"""Django without a subject: the door, the trail, moves, access, lists."""
