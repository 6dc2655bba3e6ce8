"""Addresses of the library, the law's rules, and the action plans."""

from django.urls import path

from xingmeng.stages.policy.views import laws, library, planning, plans

app_name = "policy"
urlpatterns = [
    path("", library.documents, name="documents"),
    path("documents/new/", library.enter, name="enter"),
    path("documents/<document:pk>/", library.document, name="document"),
    path("changes/", laws.changes, name="changes"),
    path("rules/", laws.rules, name="rules"),
    path("rules/<str:code>/", laws.rule, name="rule"),
    path("parameters/<str:key>/", laws.parameter, name="parameter"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", planning.draft, name="draft"),
    path("plans/<actionplan:pk>/", plans.plan, name="plan"),
    path("plans/<actionplan:pk>/goals/new/", planning.add_goal, name="add_goal"),
    path("plans/<actionplan:pk>/tasks/new/", planning.add_task, name="add_task"),
    path("tasks/", plans.tasks, name="tasks"),
    path("tasks/mine/", plans.mine, name="mine"),
    path("tasks/<task:pk>/", plans.task, name="task"),
    path("supervisions/<supervision:pk>/", plans.supervision, name="supervision"),
]
