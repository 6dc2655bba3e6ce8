"""Tags and filters of the pages: `{% load components %}`."""
