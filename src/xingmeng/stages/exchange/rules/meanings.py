"""When a vector of meaning still is that of its text, and which texts have one at all."""

from django.db.models import F, Q

from xingmeng.stages.exchange.rules import SHOWN_WHILE

ENCODER = "use-multilingual-3"  # whose vectors lie beside one another; as of `engines.encoder`
MOST = 300  # that are encoded in one round of a worker
FRESH = Q(meaning__encoder=ENCODER, meaning__saved_at=F("saved_at"))
COMPARED = {"need": Q(state__in=SHOWN_WHILE), "offer": Q(state="published")}
