"""Addresses of the money pages."""

from django.urls import path

from xingmeng.stages.funds import views
from xingmeng.stages.funds.views import batches, closing

app_name = "funds"
urlpatterns = [
    path("payments/", views.payments, name="payments"),
    path("payments/batches/", batches.batches, name="batches"),
    path("payments/batches/new/", batches.gather, name="gather"),
    path("payments/batches/<paymentbatch:pk>/", batches.batch, name="batch"),
    path("payments/batches/<paymentbatch:pk>/answer/", batches.take_in, name="take_in"),
    path("payments/batches/<paymentbatch:pk>/table.<str:wanted>", batches.table, name="table"),
    path("payments/answers/<bankanswer:pk>/", batches.answer, name="answer"),
    path("payments/<payment:pk>/", views.payment, name="payment"),
    path("payments/<payment:pk>/again/", views.order_again, name="order_again"),
    path("authorisations/<authorisation:pk>/", views.authorisation, name="authorisation"),
    path("recoveries/", views.recoveries, name="recoveries"),
    path("recoveries/<recovery:pk>/", views.recovery, name="recovery"),
    path("appropriations/", views.appropriations, name="appropriations"),
    path("years/", closing.closes, name="closes"),
    path("years/new/", closing.draw_up, name="draw_up"),
    path("years/<yearclose:pk>/", closing.close, name="close"),
    path("years/<yearclose:pk>/statement.<str:wanted>", closing.statement, name="statement"),
    path("appropriations/new/", views.propose, name="propose"),
    path("appropriations/<appropriation:pk>/", views.appropriation, name="appropriation"),
]
