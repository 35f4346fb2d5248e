"""The desk's addresses. Each room of it adds its own: calls, requests, dispatch, board, slips."""

from django.urls import URLPattern

app_name = "desk"
urlpatterns: list[URLPattern] = []
