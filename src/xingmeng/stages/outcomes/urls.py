"""Addresses of outcomes."""

from django.urls import path

from xingmeng.stages.outcomes import views
from xingmeng.stages.outcomes.views import equity, evaluation, granting, income, results

app_name = "outcomes"
urlpatterns = [
    path("", results.outcomes, name="outcomes"),
    path("<outcome:pk>/", results.outcome, name="outcome"),
    path("new/<contract:contract>/", results.file_outcome, name="file_outcome"),
    path(
        "own/<organisation:organisation>/new/",
        results.file_own_outcome,
        name="file_own_outcome",
    ),
    path("<outcome:outcome>/pictures/<file:pk>/", results.picture, name="picture"),
    path("<outcome:outcome>/sell/", views.file_technology_contract, name="sell"),
    path("<outcome:outcome>/offer/", results.offer_outcome, name="offer"),
    path(
        "contracts/<technologycontract:pk>/",
        views.technology_contract,
        name="technology_contract",
    ),
    path(
        "contracts/<technologycontract:contract>/income/",
        income.file_income,
        name="file_income",
    ),
    path("<outcome:outcome>/income/", income.file_conversion, name="file_conversion"),
    path("equity/", equity.equity_plans, name="equity_plans"),
    path("equity/<equityplan:pk>/", equity.equity_plan, name="equity_plan"),
    path(
        "equity/<organisation:organisation>/new/",
        equity.file_equity_plan,
        name="file_equity_plan",
    ),
    path("grants/<rightgrant:pk>/", granting.right_grant, name="right_grant"),
    path("<outcome:outcome>/grant/", granting.ask_for_grant, name="ask_for_grant"),
    path("evaluations/<evaluation:pk>/", evaluation.evaluation, name="evaluation"),
    path(
        "<outcome:outcome>/evaluate/<organisation:organisation>/",
        evaluation.evaluate,
        name="evaluate",
    ),
    path("income/<income:pk>/", income.income, name="income"),
    path("income/<income:income>/object/", income.object_to_income, name="object_to_income"),
    path("objections/<incomeobjection:pk>/", income.income_objection, name="income_objection"),
]
