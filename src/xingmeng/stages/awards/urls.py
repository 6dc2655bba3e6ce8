"""Addresses of awards, objections and contracts."""

from django.urls import path

from xingmeng.stages.awards import views

app_name = "awards"
urlpatterns = [
    path("", views.awards, name="awards"),
    path("<int:pk>/", views.award, name="award"),
    path("<int:pk>/object/", views.object_to, name="object"),
    path("choose/<int:application>/", views.choose, name="choose"),
    path("objections/<int:pk>/", views.objection, name="objection"),
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/<int:pk>/", views.contract, name="contract"),
    path("contracts/<int:pk>/contract.pdf", views.contract_pdf, name="contract_pdf"),
]
