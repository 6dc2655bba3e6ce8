"""The one place where a refusal becomes a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from xingmeng.core import words
from xingmeng.core.errors import Refused


class RefusalMiddleware:
    """Turns `Refused` into a 409 that lists every reason and what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception):
        if not isinstance(exception, Refused):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):
            said = words.explain_all(exception.findings)
            return JsonResponse({"errors": said}, status=409)
        context = {"findings": exception.findings, "back_url": request.path}
        return render(request, "refused.html", context, status=409)
