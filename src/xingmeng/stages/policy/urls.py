"""Addresses of the library and the action plans."""

from django.urls import path

from xingmeng.stages.policy.views import library, plans

app_name = "policy"
urlpatterns = [
    path("", library.documents, name="documents"),
    path("documents/<int:pk>/", library.document, name="document"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("tasks/", plans.tasks, name="tasks"),
    path("tasks/<int:pk>/", plans.task, name="task"),
    path("supervisions/<int:pk>/", plans.supervision, name="supervision"),
]
