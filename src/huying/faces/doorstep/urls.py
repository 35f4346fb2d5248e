from django.urls import path

from . import views

app_name = "doorstep"
urlpatterns = [
    path("emergency/", views.emergency, name="emergency"),
    path("r/<str:receipt>", views.receipt, name="receipt"),
]
