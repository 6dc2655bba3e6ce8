"""The site map."""

from django.urls import include, path
from django.views.i18n import set_language

from xingmeng.web import views

urlpatterns = [
    path("", views.front, name="front"),
    path("desk/", views.desk, name="desk"),
    path("board/", views.board, name="board"),
    path("move/<str:kind>/<int:pk>/<str:name>/", views.make_move, name="move"),
    path("files/<int:pk>/", views.file, name="file"),
    path("files/<int:pk>/remove/", views.remove_file, name="remove_file"),
    path("attach/<str:kind>/<int:pk>/", views.attach, name="attach"),
    path("receipts/", views.verify_receipt, name="verify_receipt"),
    path("receipts/key.pem", views.receipt_key, name="receipt_key"),
    path("health/", views.health, name="health"),
    path("i18n/setlang/", set_language, name="set_language"),
    path("accounts/", include("allauth.account.urls")),
    path("organisations/", include("xingmeng.stages.registry.urls")),
    path("funds/", include("xingmeng.stages.funds.urls")),
    path("needs/", include("xingmeng.stages.exchange.urls")),
    path("calls/", include("xingmeng.stages.calls.urls")),
    path("applications/", include("xingmeng.stages.applications.urls")),
    path("review/", include("xingmeng.stages.review.urls")),
    path("awards/", include("xingmeng.stages.awards.urls")),
    path("delivery/", include("xingmeng.stages.delivery.urls")),
    path("outcomes/", include("xingmeng.stages.outcomes.urls")),
    path("indicators/", include("xingmeng.stages.indicators.urls")),
]
