"""Addresses of the entitlements."""

from django.urls import path

from xingmeng.stages.entitlements import views
from xingmeng.stages.entitlements.views import batches, simulating

app_name = "entitlements"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("firms/<organisation:pk>/", views.firm, name="firm"),
    path("list/", views.entitlements, name="entitlements"),
    path("<entitlement:pk>/", views.entitlement, name="entitlement"),
    path("<entitlement:pk>/object/", batches.object_to, name="object"),
    path("runs/", views.runs, name="runs"),
    path("runs/<run:pk>/", views.run, name="run"),
    path("batches/", batches.batches, name="batches"),
    path("batches/gather/", batches.gather, name="gather"),
    path("batches/<batch:pk>/", batches.batch, name="batch"),
    path("objections/<entitlements_objection:pk>/", batches.objection, name="objection"),
    path("simulations/", simulating.simulations_kept, name="simulations"),
    path("simulations/new/", simulating.simulate, name="simulate"),
    path("simulations/compare/", simulating.compare, name="compare"),
    path("simulations/<simulation:pk>/", simulating.simulation, name="simulation"),
    path(
        "simulations/<simulation:pk>/firms/<str:verdict>/",
        simulating.firms,
        name="simulated_firms",
    ),
]
