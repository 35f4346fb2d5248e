from django.urls import path

from . import views

app_name = "visits"
urlpatterns = [
    path("photos/<uuid:pk>.jpg", views.photo, name="photo"),
    path("visits/<str:number>/signature.png", views.drawing, name="drawing"),
]
