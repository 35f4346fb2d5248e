from django.urls import path

from . import views

app_name = "stream"
urlpatterns = [path("stream", views.news, name="news")]
