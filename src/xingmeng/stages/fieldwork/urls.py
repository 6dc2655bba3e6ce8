"""Addresses of fieldwork."""

from django.urls import path

from xingmeng.stages.fieldwork.views import (
    appraisals,
    demands,
    entries,
    logging,
    overview,
    people,
    postings,
)

app_name = "fieldwork"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("demands/", demands.demands, name="demands"),
    path("demands/new/<str:region>/", demands.state, name="state"),
    path("demands/<countydemand:pk>/", demands.demand, name="demand"),
    path("demands/<countydemand:pk>/choose/", postings.choose, name="choose"),
    path("rounds/new/", demands.open_round, name="open_round"),
    path("rounds/<postinground:pk>/", demands.round_, name="round"),
    path("rounds/<postinground:pk>/propose/", postings.propose, name="propose"),
    path("plans/<postingplan:pk>/", postings.plan, name="plan"),
    path("plans/<postingplan:pk>/certificate.json", postings.certificate, name="certificate"),
    path("commissioners/", people.commissioners, name="commissioners"),
    path("commissioners/new/<organisation:unit>/", people.enlist, name="enlist"),
    path("commissioners/<commissioner:pk>/", people.commissioner, name="commissioner"),
    path("agreements/", postings.agreements, name="agreements"),
    path("agreements/<serviceagreement:pk>/", postings.agreement, name="agreement"),
    path("agreements/<serviceagreement:pk>/report/", entries.report, name="report"),
    path("log/", logging.log, name="log"),
    path("log/worker.js", logging.worker, name="worker"),
    path("entries/", entries.entries, name="entries"),
    path("entries/<serviceentry:pk>/", entries.entry, name="entry"),
    path("served/", entries.served, name="served"),
    path("served/<slug:code>/", entries.answer, name="answer"),
    path("techniques/", entries.techniques, name="techniques"),
    path("techniques/<technique:pk>/", entries.technique, name="technique"),
    path("appraisals/", appraisals.appraisals, name="appraisals"),
    path("appraisals/new/", appraisals.draft, name="draft_appraisals"),
    path("appraisals/<appraisal:pk>/", appraisals.appraisal, name="appraisal"),
]
