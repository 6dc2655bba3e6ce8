"""What a site begins with, made inside it: people or a story, and everybody signed in."""

import json
import sys


def main(story: str) -> None:
    """Run the words of a story; print the sessions of those who have an account."""
    import django

    django.setup()
    exec(story, {})
    sys.stdout.write(json.dumps(_sessions()) + "\n")


def _sessions() -> dict[str, str]:
    from importlib import import_module

    from django.conf import settings
    from django.contrib import auth

    made = {}
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for user in auth.get_user_model().objects.all():
        session = store()
        session[auth.SESSION_KEY] = str(user.pk)
        session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        made[user.get_username()] = session.session_key
    return made


if __name__ == "__main__":
    main(sys.argv[1])
