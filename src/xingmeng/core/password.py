"""The password asked again before a weighty step; after a few wrong ones one has to wait."""

from allauth.core import ratelimit
from django.http import HttpRequest

from xingmeng.core.errors import refuse_if
from xingmeng.engines.values import Finding

ACTION = "password_again"  # its limit stands in ACCOUNT_RATE_LIMITS


def prove(request: HttpRequest) -> None:
    """Make sure that the posted password is the signed-in reader's own.

    Counts each try; a right one forgets those before.
    Errors: Refused for a wrong password, and for any once too many were wrong.
    """
    if not ratelimit.consume(request, action=ACTION):
        refuse_if([Finding("too_many_tries")])
    if not request.user.check_password(request.POST.get("password", "")):
        refuse_if([Finding("password_wrong")])
    ratelimit.clear(request, action=ACTION)
