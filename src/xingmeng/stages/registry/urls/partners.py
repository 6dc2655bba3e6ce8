"""Addresses of the frame 4+8+N."""

from django.urls import path

from xingmeng.stages.registry.views import partnering, partners

app_name = "partners"
urlpatterns = [
    path("", partners.partners, name="partners"),
    path("new/", partnering.enter, name="enter"),
    path("contacts/", partners.contacts, name="contacts"),
    path("contacts/<contact:pk>/edit/", partnering.mend_contact, name="mend_contact"),
    path("agreements/", partners.agreements, name="agreements"),
    path("agreements/<agreement:pk>/", partners.agreement, name="agreement"),
    path("agreements/<agreement:pk>/edit/", partnering.redraft, name="redraft"),
    path("agreements/<agreement:pk>/deliverables/new/", partnering.promise, name="promise"),
    path("deliverables/", partners.deliverables, name="deliverables"),
    path("<framepartner:pk>/", partners.partner, name="partner"),
    path("<framepartner:pk>/edit/", partnering.change, name="change"),
    path("<framepartner:pk>/contacts/new/", partnering.meet, name="meet"),
    path("<framepartner:pk>/agreements/new/", partnering.draft, name="draft"),
]
